import { periodName } from "@duibiao/indicators";
import type { Language } from "./language.tsx";

/** A stored decimal with thousands separators, every digit kept. */
export function groupDigits(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const grouped = whole.slice(sign.length).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/**
 * A computed number for reading, grouped: rounded to `decimals`; without them to two, none from a thousand on, and up to
 * four below one. Ranking never uses it.
 */
export function showNumber(value: number, decimals?: number | null): string {
  if (decimals != null) return groupDigits(value.toFixed(decimals));
  const size = Math.abs(value);
  if (size >= 1) return groupDigits(value.toFixed(size >= 1000 ? 0 : 2));
  return value
    .toFixed(4)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
}

/**
 * Decimals for a column of computed numbers, so that all of them read alike: by the largest, as `showNumber` would show
 * it alone.
 */
export function commonDecimals(values: readonly (number | null)[]): number {
  const largest = values.reduce<number>((most, value) => Math.max(most, value === null ? 0 : Math.abs(value)), 0);
  return largest >= 1000 ? 0 : largest >= 1 ? 2 : 4;
}

/** Change in percent from one decimal to another for reading; null where there is nothing to compare with. */
export function changeInPercent(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const [before, after] = [Number(from), Number(to)];
  return before === 0 ? null : ((after - before) / Math.abs(before)) * 100;
}

export const showPercent = (percent: number, decimals = 1) => `${percent > 0 ? "+" : ""}${percent.toFixed(decimals)}%`;

const beijing = (options: Intl.DateTimeFormatOptions, language: Language) =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-CA", { timeZone: "Asia/Shanghai", ...options });

/** The day that it is in Beijing, as 2026-11-26. */
export const beijingDay = (now: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(now);

/** Day and minute, Beijing time. */
export function showMoment(at: string | Date, language: Language): string {
  return beijing(
    { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    language,
  ).format(new Date(at));
}

/** A due time: 24:00 of a day is that day's, and not 0:00 of the next. */
export function showDue(at: string | Date, language: Language): string {
  const text = showMoment(at, language);
  return text.endsWith("00:00") ? `${showDay(new Date(new Date(at).getTime() - 1), language)} 24:00` : text;
}

/** The time of day to the second, Beijing. */
export const showClock = (at: string | number | Date, language: Language) =>
  beijing({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, language).format(new Date(at));

export const showDay = (at: string | Date, language: Language) =>
  beijing({ year: "numeric", month: "2-digit", day: "2-digit" }, language).format(new Date(at));

export const showWeekday = (at: string | Date, language: Language) =>
  beijing({ weekday: language === "zh" ? "long" : "short" }, language).format(new Date(at));

/** Whole days from now until a moment, negative when past. */
export const daysUntil = (at: string | Date, now: Date = new Date()): number =>
  Math.ceil((new Date(at).getTime() - now.getTime()) / 86_400_000);

/** A period in Chinese words, in English by its key: 2026年第三季度, 2026Q3. */
export const showPeriod = ({ key }: { key: string }, language: Language): string =>
  language === "en" ? key : periodName(key);

/** How large a file is, as file managers say it. */
export const showBytes = (bytes: number): string =>
  bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
