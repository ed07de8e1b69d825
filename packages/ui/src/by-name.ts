import { byCode } from "@duibiao/indicators";

const chinese = new Intl.Collator("zh-CN", { numeric: true });

/** The order of names on screens: Chinese by pinyin, numbers by their value, so that 2 stands before 10. */
export const byName = (a: string, b: string): number => chinese.compare(a, b) || byCode(a, b);
