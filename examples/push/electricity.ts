import { readCsv } from "@duibiao/workbook";
import { PushFault } from "./send.ts";
import { summed, type Line, type PushCell } from "./sum.ts";

const columns = [
  { name: "单位编码", required: true },
  { name: "户号", required: true },
  { name: "抄表起", required: true },
  { name: "抄表止", required: true },
  { name: "电量", required: false },
] as const;

const DAY = 86_400_000;
const after = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/**
 * 电力: one line per meter and bill, first and last day, kWh (an invented layout), as `elec_kwh` of form F_ENE. A meter's
 * bills must lie in the period and cover it without a gap; a bill across its edge is for the platform's 账期 entry.
 */
export function electricityCells(csv: string, from: string, to: string): PushCell[] {
  const { rows, problems } = readCsv(csv, { columns, maxRows: 100_000 });
  if (problems.length > 0) throw new PushFault(problems.map(({ row, zh, en }) => `R${row} ${zh} / ${en}`).join("\n"));
  const meters = new Map<string, (typeof rows)[number]["values"][]>();
  for (const { values } of rows) {
    if (values.抄表止 < from || values.抄表起 > to) continue;
    const key = `${values.单位编码} ${values.户号}`;
    meters.set(key, [...(meters.get(key) ?? []), values]);
  }
  const lines = [...meters.values()].flatMap((bills): Line[] => {
    const sorted = bills.toSorted((a, b) => (a.抄表起 < b.抄表起 ? -1 : 1));
    const { 单位编码: unit, 户号: meter } = sorted[0]!;
    const whole =
      sorted[0]!.抄表起 === from &&
      sorted.at(-1)!.抄表止 === to &&
      sorted.every((bill, at) => at === 0 || bill.抄表起 === after(sorted[at - 1]!.抄表止));
    if (!whole) return [{ unit, what: `户号 ${meter} 的账单未正好覆盖 ${from} 至 ${to}`, value: "" }];
    return sorted.map((bill) => ({ unit, what: `户号 ${meter} ${bill.抄表起}`, value: bill.电量 }));
  });
  return summed(lines, "elec_kwh", "kWh");
}
