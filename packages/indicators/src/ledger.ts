import type { Measure, Member } from "./catalogue.ts";
import type { Cell } from "./check.ts";
import type { Compiled } from "./compile.ts";
import { addDecimals } from "./decimal.ts";
import type { CellValue } from "./value.ts";
import { cellKey } from "./vocabulary.ts";

/** One period of a ledger as far as it is kept; no cells: not at all. */
export type LedgerPeriod = { period: string; cells: Cell[] };

/** 由台账合计: what a ledger amounts to for one cell of its form. */
export type LedgerTotal = {
  measure: string;
  member: Member;
  /** null while a period is open. */
  value: CellValue | null;
  /** Periods without an entry, or with 暂缺: the cell stays open until they have one. */
  missing: string[];
};

/**
 * The cells of `formKey` that its ledger `ledgerKey` asks too, in the order of the form. Flows add up, stocks stand as
 * in the last period; 不适用 is skipped in a sum, and 暂估 travels. Measures without use beyond their own period
 * (aggTime none) are not computed. `periods`: all that make up the form's period, in order.
 */
export function ledgerTotals(
  compiled: Compiled,
  formKey: string,
  ledgerKey: string,
  periods: readonly LedgerPeriod[],
): LedgerTotal[] {
  const asked = compiled.compiledForms.get(ledgerKey)!.asked;
  const kept = periods.map(({ period, cells }) => ({
    period,
    byKey: new Map(cells.map((cell) => [cellKey(cell.measure, cell.member), cell.value])),
  }));
  return compiled.compiledForms.get(formKey)!.lines.flatMap(({ measure, member = "total" }) => {
    const key = cellKey(measure, member);
    const { aggTime } = compiled.measures.get(measure)!;
    if (!asked.has(key) || aggTime === "none") return [];
    const values = kept.map(({ period, byKey }) => ({ period, value: byKey.get(key) }));
    const missing = values.flatMap(({ period, value }) => (value && value.state !== "missing" ? [] : [period]));
    const answers = values.flatMap(({ value }) => (value && value.state !== "missing" ? [value] : []));
    const whole = missing.length === 0 && answers.length > 0;
    return [{ measure, member, value: whole ? totalOf(aggTime, answers) : null, missing }];
  });
}

function totalOf(aggTime: Measure["aggTime"], answers: Exclude<CellValue, { state: "missing" }>[]): CellValue {
  const last = answers.at(-1)!;
  if (aggTime === "last") return last;
  const numbers = answers.flatMap((answer) => (answer.state === "number" ? [answer] : []));
  if (numbers.length === 0) return last;
  return {
    state: "number",
    value: addDecimals(numbers.map(({ value }) => value)),
    estimated: numbers.some(({ estimated }) => estimated === true),
  };
}
