import { loadavg } from "node:os";

/** Three significant digits, and no exponent. */
export function short(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toPrecision(3);
}

export const milliseconds = (value: number) => `${short(value)} ms`;

/** Prints rows under a heading, columns aligned, with the machine's load at this moment. */
export function printTable(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [columns, ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd();
  console.log(
    `\n## ${heading} (load ${loadavg()
      .map((l) => l.toFixed(1))
      .join(" ")})\n`,
  );
  console.log(line(columns));
  console.log(widths.map((width) => "-".repeat(width)).join("  "));
  for (const row of rows) console.log(line(row));
}
