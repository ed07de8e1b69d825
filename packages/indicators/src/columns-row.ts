import type { Compiled } from "./compile.ts";
import { plain } from "./decimal.ts";
import { evaluateFormula, type RegionSource } from "./evaluate-region.ts";
import { refKey, type OperandRef } from "./vocabulary.ts";
import { STATE, type ColumnTable } from "./columns-table.ts";
import type { CellValue, Outcome } from "./value.ts";

/** One row of a table by the evaluator of single regions: the one home of reasons, and of what loops cannot settle. */
export function evaluateRow(compiled: Compiled, text: string, table: ColumnTable, row: number): Outcome<number> {
  return evaluateFormula(compiled, text, sourceOf(table, row)).outcome;
}

/** The row as a region with one unit that answered everything that was answered. */
function sourceOf({ columns, outside }: ColumnTable, row: number): RegionSource {
  const stateOf = (ref: OperandRef) => columns.get(refKey(ref))?.states[row] ?? STATE.nothing;
  const sumOf = (ref: OperandRef) => decimalText(columns.get(refKey(ref))?.sums[row] as number);
  const known = outside?.known[outside.of[row] as number];
  return {
    row: (ref) => {
      const state = stateOf(ref);
      if (state === STATE.nothing) return undefined;
      const answered = state === STATE.number || state === STATE.na ? 1 : state === STATE.several ? 2 : 0;
      return {
        nExpected: Math.max(1, answered),
        nAnswered: answered,
        nNa: state === STATE.na ? 1 : 0,
        support: 1n,
        sum: state === STATE.number ? sumOf(ref) : null,
        estimatedSum: state === STATE.number ? "0" : null,
      };
    },
    units: () => [
      {
        unitId: 1,
        cell: (ref): CellValue | undefined => {
          const state = stateOf(ref);
          if (state === STATE.na) return { state: "na" };
          return state === STATE.number ? { state: "number", value: sumOf(ref) } : undefined;
        },
      },
    ],
    ...(known && { outside: known }),
  };
}

/** The shortest plain decimal that reads back as the same number. */
function decimalText(value: number): string {
  const [digits = "", exponent] = value.toExponential().split("e");
  const scale = (digits.split(".")[1]?.length ?? 0) - Number(exponent);
  const units = BigInt(digits.replace(".", ""));
  return scale < 0 ? plain(units * 10n ** BigInt(-scale), 0) : plain(units, scale);
}
