import { formulaOf, type Compiled } from "./compile.ts";
import { compute, type Computed, type Operand } from "./compute.ts";
import { addDecimals, compareDecimals } from "./decimal.ts";
import { ANSWERED, BINARY64 } from "./domain.ts";
import { gapOf, gapOfNothing } from "./gap.ts";
import type { Formula } from "./operands.ts";
import { externalOperand, type Outside } from "./outside.ts";
import type { RollUpRow } from "./roll-up.ts";
import type { CellValue, Gap, Outcome } from "./value.ts";
import { isCurrent, isModuleAbsent, type OperandRef } from "./vocabulary.ts";

/** What a region amounts to for one operand. */
export type OperandRow = Pick<RollUpRow, "nExpected" | "nAnswered" | "nNa" | "support" | "sum" | "estimatedSum">;

/**
 * A region's figures. `row`: its roll-up of the operand; undefined where nobody owes it.
 * `units`: every unit that contributes to one of these rows; `cell` answers for a unit only where that unit
 * contributes to the region's row of that operand (a whole figure beside parts does not, nor does a unit below for
 * a measure that is never summed). It is read only when the rows alone cannot settle the value.
 */
export type RegionSource = {
  row(ref: OperandRef): OperandRow | undefined;
  units(): Iterable<{ unitId: number; cell(ref: OperandRef): CellValue | undefined }>;
  /** The period and the region's code, for formulas that ask limits, targets or the share of the year. */
  outside?: Outside;
};

/** The figure used for an operand, and the counts of the region's whole row. */
export type UsedOperand = {
  ref: OperandRef;
  /** Exact sum over the matched units; null where they gave no number. */
  sum: string | null;
  nExpected: number;
  nAnswered: number;
  nNa: number;
};

/** A region's value of a formula with everything needed to rebuild and to doubt it. */
export type Evaluated = {
  outcome: Outcome<number>;
  /** Units that the value stands for, of those that were to answer (the operand most widely owed). */
  matched: number;
  expected: number;
  /** Every unit that was to answer is in the value. */
  complete: boolean;
  /** The largest share, over the operands, of 暂估 in the sum used (0..1); null where no operand has a sum. */
  estimatedShare: number | null;
  /** sums: straight from the roll-up. matched: recomputed over the units that answered everything needed. */
  path: "sums" | "matched";
  operands: UsedOperand[];
};

/**
 * A region's indicator: operands roll up first, then the formula (ratio of sums, design invariant 2).
 * Where the operands were not answered by the same units, only units that answered all of them count, so that
 * leaving out a numerator or a denominator never helps. Throws a RangeError for an unknown indicator.
 */
export function evaluateIndicator(compiled: Compiled, indicatorKey: string, source: RegionSource): Evaluated {
  const indicator = compiled.indicators.get(indicatorKey);
  if (!indicator) throw new RangeError(`目录中没有指标 / no such indicator: ${indicatorKey}`);
  return evaluateFormula(compiled, indicator.formula, source);
}

/** `evaluateIndicator` for any formula of numbers, such as the bounds of a published interval. */
export function evaluateFormula(compiled: Compiled, text: string, source: RegionSource): Evaluated {
  const formula = formulaOf(compiled, text);
  const rows = formula.refs.map((ref) => source.row(ref));
  const total = usedFrom(rows);
  const outside = source.outside ?? {};
  const obstacle = rowObstacle(compiled, formula, rows);
  if (obstacle) {
    const gap = gapOf(compiled, obstacle.code, obstacle.refs);
    return evaluated(formula, rows, {
      outcome: { ok: false, gap },
      matched: 0,
      path: "matched",
      used: rows.map(() => NONE),
    });
  }
  if (answeredAlike(rows))
    return evaluated(formula, rows, {
      outcome: finish(compiled, formula, total, outside),
      matched: rows[0]?.nAnswered ?? 0,
      path: "sums",
      used: total,
    });
  return evaluated(formula, rows, matchUnits(compiled, formula, source));
}

type Used = { sum: string | null; estimatedSum: string | null; answered: boolean };
type Settled = {
  outcome: Outcome<number>;
  matched: number;
  path: "sums" | "matched";
  used: Used[];
};
type Rows = (OperandRow | undefined)[];

const NONE: Used = { sum: null, estimatedSum: null, answered: false };

function usedFrom(rows: Rows): Used[] {
  return rows.map((row) =>
    row ? { sum: row.sum, estimatedSum: row.estimatedSum, answered: row.nAnswered > 0 } : NONE,
  );
}

/** Reasons that the rows alone give: nothing answered at all, or several answers to what is never summed. */
function rowObstacle(
  compiled: Compiled,
  formula: Formula,
  rows: Rows,
): { code: Gap["code"]; refs: OperandRef[] } | null {
  const where = (test: (row: OperandRow | undefined, ref: OperandRef) => boolean) =>
    formula.refs.filter((ref, at) => test(rows[at], ref));
  const uncounted = where((row, ref) => !row?.nAnswered && isModuleAbsent(compiled, ref.measure));
  if (uncounted.length > 0) return { code: "module_absent", refs: uncounted };
  const missing = where((row, ref) => !row?.nAnswered && (row !== undefined || isCurrent(ref)));
  if (missing.length > 0 || formula.refs.length === 0) return { code: "missing", refs: missing };
  const unknown = where((row) => row === undefined);
  if (unknown.length > 0) return { code: "no_history", refs: unknown };
  const several = where((row) => row !== undefined && row.sum === null && row.nAnswered > row.nNa);
  return several.length > 0 ? { code: "not_additive", refs: several } : null;
}

/** All operands were answered, with numbers, by the same units. */
function answeredAlike(rows: Rows): boolean {
  const [first] = rows;
  return rows.every(
    (row) =>
      row !== undefined &&
      row.nNa === 0 &&
      row.nAnswered > 0 &&
      row.support === first?.support &&
      row.nAnswered === first.nAnswered,
  );
}

/** The matched path: exact sums over the units whose answers make the formula computable, then the formula. */
function matchUnits(compiled: Compiled, formula: Formula, source: RegionSource): Settled {
  const columns = formula.refs.map(() => ({
    values: [] as string[],
    estimated: [] as string[],
    na: 0,
  }));
  const given = formula.externals.map((): Operand<true> => ({ state: "number", value: true, constant: true }));
  let matched = 0;
  const refused: Computed<true>[] = [];
  for (const unit of source.units()) {
    const cells = formula.refs.map((ref) => unit.cell(ref));
    const answered = compute(formula.root, [...cells.map(answeredState), ...given], ANSWERED);
    if (!answered.ok) {
      refused.push(answered);
      continue;
    }
    matched += 1;
    columns.forEach((column, at) => {
      const cell = cells[at];
      if (cell?.state !== "number") column.na += 1;
      else {
        column.values.push(cell.value);
        if (cell.estimated) column.estimated.push(cell.value);
      }
    });
  }
  const used = columns.map(({ values, estimated }) => ({
    sum: values.length > 0 ? addDecimals(values) : null,
    estimatedSum: values.length > 0 ? addDecimals(estimated) : null,
    answered: matched > 0,
  }));
  const outcome =
    matched > 0 ? finish(compiled, formula, used, source.outside ?? {}) : unmatched(compiled, formula, refused);
  return { outcome, matched, path: "matched", used };
}

function answeredState(cell: CellValue | undefined): Operand<true> {
  if (cell === undefined || cell.state === "missing") return { state: "missing" };
  return cell.state === "na" ? { state: "na" } : { state: "number", value: true };
}

/** No unit matched: 不适用 if that is what stopped a unit that had answered everything, else no unit in common. */
function unmatched(compiled: Compiled, formula: Formula, refused: Computed<true>[]): Outcome<number> {
  const notApplicable = refused.find((reason) => !reason.ok && reason.code === "not_applicable");
  const gap =
    notApplicable && !notApplicable.ok
      ? gapOfNothing(compiled, formula, notApplicable)
      : gapOf(compiled, "no_common_units", formula.refs);
  return { ok: false, gap };
}

/** The formula over the sums, each converted to binary64 once. */
function finish(compiled: Compiled, formula: Formula, used: Used[], outside: Outside): Outcome<number> {
  const operands = used.map(({ sum, answered }): Operand<number> =>
    sum !== null ? { state: "number", value: Number(sum) } : { state: answered ? "na" : "missing" },
  );
  const given = formula.externals.map((external) => externalOperand(compiled, external, outside, BINARY64));
  const result = compute(formula.root, [...operands, ...given], BINARY64);
  if (!result.ok) return { ok: false, gap: gapOfNothing(compiled, formula, result) };
  if (!Number.isFinite(result.value)) return { ok: false, gap: gapOf(compiled, "not_finite", formula.refs) };
  return { ok: true, value: result.value === 0 ? 0 : result.value };
}

function evaluated(formula: Formula, rows: Rows, settled: Settled): Evaluated {
  const expected = Math.max(0, ...rows.map((row) => (row ? row.nExpected : 0)));
  return {
    outcome: settled.outcome,
    matched: settled.matched,
    expected,
    complete: expected > 0 && settled.matched === expected,
    estimatedShare: estimatedShare(settled.used),
    path: settled.path,
    operands: formula.refs.map((ref, at) => ({
      ref,
      sum: settled.used[at]?.sum ?? null,
      nExpected: rows[at]?.nExpected ?? 0,
      nAnswered: rows[at]?.nAnswered ?? 0,
      nNa: rows[at]?.nNa ?? 0,
    })),
  };
}

function estimatedShare(used: Used[]): number | null {
  const shares = used.flatMap(({ sum, estimatedSum }) => {
    if (sum === null || estimatedSum === null) return [];
    if (compareDecimals(estimatedSum, "0") === 0) return [0];
    if (compareDecimals(sum, "0") === 0) return [1];
    return [Math.min(1, Math.abs(Number(estimatedSum) / Number(sum)))];
  });
  return shares.length > 0 ? Math.max(...shares) : null;
}
