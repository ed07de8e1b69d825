import type { Measure, PeriodKind } from "@duibiao/indicators";

/** Days are ISO dates, the last one inclusive. */
export type Span = { kind: PeriodKind; start: string; end: string };

/**
 * Which native periods of a measure stand for a period (design section 6). `exactly`: these, all of them needed; none
 * where the measure has no figure for the period. `latestOf`: the first of these (newest first) that has an accepted
 * figure; a stock of a longer period in a shorter one.
 */
export type Choice<S> = { exactly: S[] } | { latestOf: S[] };

/** @param natives periods for which some form asked the measure, each once. */
export function choosePeriods<S extends Span>(
  target: Span,
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
function tile<S extends Span>(start: string, end: string, natives: readonly S[]): S[] | null {
  if (start > end) return [];
  const next = natives.filter((s) => s.start === start && s.end <= end).toSorted((a, b) => descending(a.end, b.end));
  for (const first of next) {
    const rest = tile(dayAfter(first.end), end, natives);
    if (rest !== null) return [first, ...rest];
  }
  return null;
}

const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const dayAfter = (day: string) => iso(Date.parse(day) + DAY);

/** The same period one year earlier. 29 February becomes the 28th; a period that ends with February still does. */
export function yearBefore(span: Span): Span {
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
