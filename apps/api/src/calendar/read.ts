import type { calendar as contract, Input } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { ancestorsOn } from "../tree.ts";
import { calendarFor, loadedYears } from "./load.ts";
import { addDays, dayInfo, shippedYears, type Calendar, type NamedDay } from "./workdays.ts";

/** One year as it counts for a region: its named days with their notices, and whether it is loaded at all. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readCalendar>) {
  const { region, year } = params;
  const above = ancestorsOn(ctx.actor.tree, region, ctx.actor.today);
  const own = (await loadedYears(ctx.tx, [region, ...above])).get(year);
  const calendar = await calendarFor(ctx, region);
  const shipped = shippedYears.get(year);
  const days = own === undefined ? (shipped ?? []) : (JSON.parse(own.days) as NamedDay[]);
  return {
    year,
    origin: own !== undefined ? ("own" as const) : shipped !== undefined ? ("platform" as const) : ("none" as const),
    loadedBy: own?.createdName ?? null,
    loadedAt: own?.createdAt ?? null,
    days: [...days].sort((a, b) => (a.day < b.day ? -1 : 1)),
    workdays: daysOfYear(year).filter((day) => dayInfo(calendar, day).workday).length,
    lastWeekSettled: lastDay(calendar, year).settled,
  };
}

const lastDay = (calendar: Calendar, year: number) => dayInfo(calendar, `${year}-12-31`);

export function daysOfYear(year: number): string[] {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day);
  return days;
}
