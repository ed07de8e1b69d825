/** What a clerk writes into one cell; a bare text is a number. */
export type Figure = string | { na: string } | { missing: string } | { estimated: string };

/** By `measure` or `measure/member`. */
export type Figures = Record<string, Figure>;

/** The number that a figure states, or null for 不适用 and 暂缺. */
export function numberOf(figure: Figure | undefined): string | null {
  if (typeof figure === "string") return figure;
  return figure !== undefined && "estimated" in figure ? figure.estimated : null;
}

export const whole = (value: number): string => String(Math.round(value));
/** Money and areas: two decimals. */
export const two = (value: number): string => value.toFixed(2);

/** So much of a whole number, rounded, never more than all of it. */
export const part = (all: number, share: number): number => Math.min(all, Math.round(all * share));
