import { readPeriod, type NamedPeriod, type PeriodKind } from "@duibiao/indicators";

const numerals: Record<string, string> = { 一: "1", 二: "2", 三: "3", 四: "4" };

/** A month, quarter, half, year or day as exports write it: 2026年3月, 2026/3, 202603, 2026年第一季度, 2026Q1, 2026-03-15. */
export function rowPeriod(text: string): NamedPeriod | null {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/\s+/g, "")
    .replaceAll(/[一二三四]/g, (numeral) => numerals[numeral]!);
  for (const [kind, pattern, key] of ways) {
    const found = pattern.exec(plain);
    if (found !== null) return readPeriod(kind, key(found));
  }
  return null;
}

const two = (digits: string | undefined) => digits!.padStart(2, "0");
const ways: [PeriodKind, RegExp, (found: RegExpExecArray) => string][] = [
  ["instant", /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, ([, y, m, d]) => `${y}-${two(m)}-${two(d)}`],
  ["instant", /^(\d{4})(\d{2})(\d{2})$/, ([, y, m, d]) => `${y}-${m}-${d}`],
  ["month", /^(\d{4})[-/.年](\d{1,2})月?$/, ([, y, m]) => `${y}-${two(m)}`],
  ["month", /^(\d{4})(\d{2})$/, ([, y, m]) => `${y}-${m}`],
  ["quarter", /^(\d{4})年?(?:第?([1-4])季度?|[Qq]([1-4]))$/, ([, y, a, b]) => `${y}Q${a ?? b}`],
  ["half", /^(\d{4})年?(?:([上下])半年|[Hh]([12]))$/, ([, y, a, b]) => `${y}H${b ?? (a === "上" ? 1 : 2)}`],
  ["year", /^(\d{4})年?$/, ([, y]) => y!],
];

/** The months of a period, as `2026-03`. */
export function monthsOf({ start, end }: Pick<NamedPeriod, "start" | "end">): string[] {
  const months: string[] = [];
  for (let [year, month] = start.split("-").map(Number) as [number, number]; ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${two(String(month))}`;
    if (name > end.slice(0, 7)) return months;
    months.push(name);
  }
}
