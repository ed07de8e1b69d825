/** What a clerk types into one cell; a bare text is a number. */
export type Figure = string | { na: string } | { missing: string } | { estimated: string };

/** By `measure` or `measure/member`. */
export type Figures = Record<string, Figure>;

/** The number that a figure states, or null for 不适用 and 暂缺. */
export function numberOf(figure: Figure | undefined): string | null {
  if (typeof figure === "string") return figure;
  return figure !== undefined && "estimated" in figure ? figure.estimated : null;
}

/** The cell as the interface takes it. */
export function cellOf(address: string, figure: Figure, version: number) {
  const [measure, member = "total"] = address.split("/");
  return { measure: measure!, member, value: valueOf(figure), version };
}

export function valueOf(figure: Figure) {
  if (typeof figure === "string") return { state: "number", value: figure };
  if ("estimated" in figure) return { state: "number", value: figure.estimated, estimated: true };
  return "na" in figure ? { state: "na", reason: figure.na } : { state: "missing", reason: figure.missing };
}
