const chinese = new Intl.Collator("zh-CN", { numeric: true });

/**
 * The order of names on screens, and of codes whose numbers are not filled up with zeros: Chinese by pinyin, numbers by
 * their value, so that 2 stands before 10. For what people read only: another engine may order a rare character
 * otherwise, so that nothing that is hashed is ordered by it.
 */
export const byName = (a: string, b: string): number => chinese.compare(a, b) || (a < b ? -1 : Number(a > b));
