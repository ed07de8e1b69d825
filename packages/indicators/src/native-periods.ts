import type { Measure } from "./catalogue.ts";
import { MONTHS, type Period } from "./outside.ts";
import { overTime } from "./over-time.ts";
import type { CellValue } from "./value.ts";
import type { OperandRef } from "./vocabulary.ts";

/**
 * Which native periods of a measure stand for a period (design section 6). `exactly`: these, all of them needed; none
 * where the measure has no figure for the period. `latestOf`: the first of these (newest first) that has an accepted
 * figure; a stock of a longer period in a shorter one.
 */
export type Choice<S> = { exactly: S[] } | { latestOf: S[] };

/** @param natives periods for which some form asked the measure, each once. */
export function choosePeriods<S extends Period>(
  target: Period,
  aggTime: Measure["aggTime"],
  natives: readonly S[],
): Choice<S> {
  const same = natives.filter((s) => s.start === target.start && s.end === target.end);
  const exact = same.find((s) => s.kind === target.kind) ?? same[0];
  if (exact !== undefined) return { exactly: [exact] };
  if (aggTime === "none") return { exactly: [] };
  if (aggTime === "sum") return { exactly: tile(target.start, target.end, natives) ?? [] };
  const newestFirst = natives
    .filter((s) => s.end <= target.end)
    .toSorted((a, b) => descending(a.end, b.end) || descending(a.start, b.start));
  const last = newestFirst.find((s) => s.start >= target.start);
  return last === undefined ? { latestOf: newestFirst } : { exactly: [last] };
}

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

/** Periods that cover every day of the span once, the longest first at every step; null when none do. */
function tile<S extends Period>(start: string, end: string, natives: readonly S[]): S[] | null {
  if (start > end) return [];
  const next = natives.filter((s) => s.start === start && s.end <= end).toSorted((a, b) => descending(a.end, b.end));
  for (const first of next) {
    const rest = tile(dayAfter(first.end), end, natives);
    if (rest !== null) return [first, ...rest];
  }
  return null;
}

/**
 * The spans whose figures make an operand of a period: one, or those of a moving mean, oldest first. Periods are of the
 * evaluation's own kind. Null where a kind of no fixed length (instant, custom) has no periods to count back or on.
 */
export function spansOf(target: Period, ref: OperandRef, aggTime: Measure["aggTime"]): Period[] | null {
  const { periods = 0, window } = ref;
  const at = (back: number): Period | null => {
    const span = periodsBack(target, back);
    return span !== null && ref.lag === 1 ? yearBefore(span) : span;
  };
  const last = at(periods);
  if (last === null) return null;
  if (window === undefined) return [last];
  if (window.kind === "year_to_date") {
    // A stock's year to date is its last.
    if (aggTime !== "sum") return [last];
    return [{ kind: "custom", start: `${last.end.slice(0, 4)}-01-01`, end: last.end }];
  }
  const all = Array.from({ length: window.n }, (_, n) => at(periods + window.n - 1 - n));
  const [first] = all;
  if (!all.every((span) => span !== null)) return null;
  return window.kind === "moving_mean" ? all : [{ kind: "custom", start: first!.start, end: last.end }];
}

/** The period of the same kind so many periods earlier. */
function periodsBack(span: Period, back: number): Period | null {
  if (back === 0) return span;
  const months = MONTHS[span.kind];
  if (months === null) return null;
  const start = monthsBefore(span.start, months * back);
  return { kind: span.kind, start, end: iso(Date.parse(monthsBefore(span.start, months * (back - 1))) - DAY) };
}

/** The periods of the same kind right before one, the newest first; none where the kind has no fixed length. */
export function spansBefore(span: Period, count: number): Period[] {
  return Array.from({ length: count }, (_, at) => periodsBack(span, at + 1)).filter((before) => before !== null);
}

function monthsBefore(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}${day.slice(7)}`;
}

const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const dayAfter = (day: string) => iso(Date.parse(day) + DAY);

/** The same period one year earlier. 29 February becomes the 28th; a period that ends with February still does. */
export function yearBefore(span: Period): Period {
  if (span.kind === "instant") return { ...span, start: earlier(span.start), end: earlier(span.end) };
  return {
    ...span,
    start: earlier(span.start),
    end: iso(Date.parse(earlier(dayAfter(span.end))) - DAY),
  };
}

function earlier(day: string): string {
  const [year, month, date] = [Number(day.slice(0, 4)), day.slice(5, 7), day.slice(8)];
  const before = `${String(year - 1).padStart(4, "0")}-${month}`;
  return month === "02" && date === "29" ? `${before}-28` : `${before}-${date}`;
}

/** One answer over the native periods: their sum; of a moving mean, the mean over its periods' sums (`steps` natives each). */
export function overNatives(
  cells: readonly (CellValue | undefined)[],
  steps: readonly number[] | undefined,
): CellValue | undefined {
  if (steps === undefined) return overTime(cells, "sum");
  let from = 0;
  const periods = steps.map((length) => overTime(cells.slice(from, (from += length)), "sum"));
  return overTime(periods, "mean");
}
