import type { PeriodKind } from "./catalogue.ts";
import type { Period } from "./outside.ts";

/** 报告期. `key` is one word for kind and dates. */
export type NamedPeriod = Period & { key: string };

/**
 * Reads a period as people and datasets write it: month `2026-03`, quarter `2026Q1`, half `2026H1`, year `2026`,
 * instant `2026-01-01`, custom `2024-02-01/2025-01-31` or, by ISO 8601 duration, `2024-02-01/P1Y`.
 * @returns null when the text is no period of that kind or names a day that does not exist.
 */
export function readPeriod(kind: PeriodKind, text: string): NamedPeriod | null {
  if (kind === "instant") return isDay(text) ? { key: text, kind, start: text, end: text } : null;
  if (kind === "custom") return customPeriod(text);
  const match = patterns[kind].exec(text);
  if (match === null) return null;
  const months = lengths[kind];
  const start = dayOf(Number(match[1]), (Number(match[2] ?? "1") - 1) * months);
  return { key: text, kind, start, end: dayBefore(addMonths(start, months)) };
}

const lengths = { month: 1, quarter: 3, half: 6, year: 12 };
const patterns = {
  month: /^([12]\d{3})-(0[1-9]|1[0-2])$/,
  quarter: /^([12]\d{3})Q([1-4])$/,
  half: /^([12]\d{3})H([12])$/,
  year: /^([12]\d{3})$/,
};

function customPeriod(text: string): NamedPeriod | null {
  const [start = "", until = "", ...rest] = text.split("/");
  if (rest.length > 0 || !isDay(start)) return null;
  const end = isDay(until) ? until : endOfDuration(start, until);
  if (end === null || end < start || !isDay(end)) return null;
  return { key: `${start}/${end}`, kind: "custom", start, end };
}

/** Last day of a duration in whole years, months, weeks and days; a missing day of a month counts as its last. */
function endOfDuration(start: string, duration: string): string | null {
  const match = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(duration);
  if (match === null) return null;
  const [years, months, weeks, days] = match.slice(1).map((part) => (part === undefined ? 0 : Number(part))) as [
    number,
    number,
    number,
    number,
  ];
  if (years + months + weeks + days === 0) return null;
  const next = Date.parse(addMonths(start, years * 12 + months)) + (weeks * 7 + days) * dayLength;
  return isoDay(next - dayLength);
}

const dayLength = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
const dayBefore = (day: string) => isoDay(Date.parse(day) - dayLength);
const dayOf = (year: number, month: number) => isoDay(Date.UTC(year, month, 1));

function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** A day of the calendar between the years 1000 and 2999. */
export function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && isoDay(time) === text;
}
