import { addDecimals, parseFigure } from "@duibiao/indicators";

/** A cell as `POST /api/v1/exchange/cells` takes it. */
export type PushCell = {
  unit_code: string;
  measure: string;
  member?: string;
  state?: "number" | "missing";
  value?: string;
  uom?: string;
  reason?: string;
};

export type Line = { unit: string; what: string; value: string };

/**
 * Lines of one unit and measure as one cell. A line without a figure leaves a gap, and a sum over a gap is no sum: the cell
 * is 暂缺 with the reason, never a smaller number.
 */
export function summed(lines: readonly Line[], measure: string, uom: string): PushCell[] {
  const units = new Map<string, Line[]>();
  for (const line of lines) units.set(line.unit, [...(units.get(line.unit) ?? []), line]);
  return [...units].map(([unit, own]) => {
    const cell = { unit_code: unit, measure };
    const figures = own.map((line) => ({ line, figure: parseFigure(line.value) }));
    const gaps = figures.filter(({ figure }) => !figure.ok).map(({ line }) => line.what);
    if (gaps.length > 0)
      return { ...cell, state: "missing" as const, reason: `缺数：${gaps.join("、")}`.slice(0, 200) };
    const value = addDecimals(figures.flatMap(({ figure }) => (figure.ok ? [figure.decimal] : [])));
    return { ...cell, value, uom };
  });
}
