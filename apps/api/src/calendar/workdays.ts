import { notices } from "./arrangements.ts";

/** A day that a notice names: off, or a weekend day worked (调休). */
export type NamedDay = { day: string; off: boolean; name: string; documentNo: string; source: string };

/** The named days by year of their notice. A year that is not there is not loaded. */
export type Calendar = {
  years: ReadonlySet<number>;
  days: ReadonlyMap<string, NamedDay>;
};

/** What is known of a day. `settled` false: no notice says yet, the week alone decides. */
export type DayInfo = { day: string; workday: boolean; settled: boolean; named: NamedDay | null };

const oneDay = 86_400_000;

/** The notice of the next year may still change the last week of a year: that of 2019 began on 29 December, of 2023 on the 31st. */
const openWeek = "-12-25";

/** The notices that come with the platform, by year. */
export const shippedYears: ReadonlyMap<number, readonly NamedDay[]> = byYear();

function byYear(): Map<number, NamedDay[]> {
  const years = new Map<number, Map<string, NamedDay>>();
  for (const { year, documentNo, source, off, work } of notices) {
    const days = years.get(year) ?? new Map<string, NamedDay>();
    years.set(year, days);
    for (const [name, first, last = first] of off)
      for (let day = first; day <= last; day = addDays(day, 1))
        days.set(day, { day, off: true, name, documentNo, source });
    for (const day of work) days.set(day, { day, off: false, name: "调休上班", documentNo, source });
  }
  return new Map([...years].map(([year, days]) => [year, [...days.values()]]));
}

/** A calendar of years; a later year's notice wins where two name the same day of a December. */
export function calendarOf(years: ReadonlyMap<number, readonly NamedDay[]>): Calendar {
  const days = new Map<string, NamedDay>();
  for (const [, named] of [...years].sort(([a], [b]) => a - b)) for (const one of named) days.set(one.day, one);
  return { years: new Set(years.keys()), days };
}

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * oneDay).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Whether a day is worked, by which notice, and whether a notice has said so. */
export function dayInfo({ years, days }: Calendar, day: string): DayInfo {
  const named = days.get(day) ?? null;
  const year = Number(day.slice(0, 4));
  const settled = named !== null || (years.has(year) && (day.slice(4) < openWeek || years.has(year + 1)));
  return { day, workday: named === null ? weekdayOf(day) < 6 : !named.off, settled, named };
}

export const isWorkday = (calendar: Calendar, day: string): boolean => dayInfo(calendar, day).workday;

/** The day itself if it is worked, else the next one that is. */
export function nextWorkday(calendar: Calendar, day: string): string {
  let at = day;
  while (!isWorkday(calendar, at)) at = addDays(at, 1);
  return at;
}

/** The n-th workday after a day, which does not count itself. */
export function addWorkdays(calendar: Calendar, day: string, n: number): string {
  let at = day;
  for (let left = n; left > 0;) {
    at = addDays(at, 1);
    if (isWorkday(calendar, at)) left -= 1;
  }
  return at;
}

/**
 * 24:00 of a day in Beijing (UTC+8, no summer time since 1991): the first moment of the next day, as an instant, so that
 * no time zone of server or browser has a say. What comes in at that very moment still counts.
 */
export const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00+08:00`) + oneDay);

/** The day whose working time a deadline closes: 24:00 of the 5th belongs to the 5th, 00:00:01 of the 6th to the 6th. */
export const dayOfDue = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000 - 1).toISOString().slice(0, 10);

/** A due day on the calendar: the day asked for, the workday it moved to, the days it moved over, and 24:00 of it. */
export type DueDay = { asked: DayInfo; day: DayInfo; over: DayInfo[]; at: Date };

/** A deadline on a day off moves to the next workday. */
export function dueOn(calendar: Calendar, asked: string): DueDay {
  const day = nextWorkday(calendar, asked);
  const over: DayInfo[] = [];
  for (let at = asked; at < day; at = addDays(at, 1)) over.push(dayInfo(calendar, at));
  return { asked: dayInfo(calendar, asked), day: dayInfo(calendar, day), over, at: endOfDay(day) };
}
