import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeCsv } from "@duibiao/workbook";

type Cell = string | number | null | undefined;

/** Writes one CSV file; columns in the order given, `#` in front of a name makes it a column of numbers. */
export function writeTable(
  folder: string,
  file: string,
  columns: readonly string[],
  rows: readonly Record<string, Cell>[],
): void {
  mkdirSync(folder, { recursive: true });
  const shaped = columns.map((name) => ({
    name: name.replace(/^#/, ""),
    type: name.startsWith("#") ? ("number" as const) : ("text" as const),
  }));
  writeFileSync(join(folder, file), writeCsv(shaped, rows));
}

/** Digits beyond the 12th of a difference of binary fractions are noise. */
export const tidy = (value: number): number => Number(value.toPrecision(12));
