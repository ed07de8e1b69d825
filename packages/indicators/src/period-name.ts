/** A period's key in Chinese words: 2026年第三季度, 2026年上半年, 2026年10月, 2026年; any other key as it is. */
export function periodName(key: string): string {
  const quarter = /^(\d{4})Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}年第${"一二三四"[Number(quarter[2]) - 1]}季度`;
  const half = /^(\d{4})H([12])$/.exec(key);
  if (half) return `${half[1]}年${half[2] === "1" ? "上" : "下"}半年`;
  const month = /^(\d{4})-(\d{2})$/.exec(key);
  if (month) return `${month[1]}年${Number(month[2])}月`;
  return /^\d{4}$/.test(key) ? `${key}年` : key;
}
