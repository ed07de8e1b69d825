import Fraction from "fraction.js";
import { addDecimals } from "./decimal.ts";
import { decimalOf } from "./rational.ts";
import type { CellValue } from "./value.ts";

/**
 * One answer over several periods, oldest first: a flow summed or averaged, a stock's last. Missing anywhere is missing;
 * 不适用 counts as nothing beside numbers; 暂估 in any of them is 暂估. Undefined where no period has an answer.
 */
export function overTime(
  cells: readonly (CellValue | undefined)[],
  how: "sum" | "mean" | "last",
): CellValue | undefined {
  if (how === "last" || cells.length <= 1) return cells.at(-1);
  if (cells.every((cell) => cell === undefined)) return undefined;
  const missing = cells.filter((cell) => cell === undefined || cell.state === "missing");
  if (missing.length > 0) {
    const reasons = missing.flatMap((cell) =>
      cell?.state === "missing" && cell.reason !== undefined && cell.reason !== "" ? [cell.reason] : [],
    );
    return { state: "missing", reason: [...new Set(reasons)].join("; ") };
  }
  const numbers = cells.filter((cell) => cell?.state === "number");
  if (numbers.length === 0) return cells[0];
  const sum = addDecimals(numbers.map((cell) => cell.value));
  return {
    state: "number",
    value: how === "sum" ? sum : decimalOf(new Fraction(sum).div(numbers.length)),
    estimated: numbers.some((cell) => cell.estimated === true),
  };
}
