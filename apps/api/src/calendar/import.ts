import { and, eq, isNull } from "drizzle-orm";
import type { calendar as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { isDay } from "@duibiao/indicators";
import { problemAt, readCsv, type CsvRow, type RowProblem } from "@duibiao/workbook";
import { refuseRows, runOrRehearse } from "../regions/import-run.ts";
import type { Ctx } from "../serve.ts";
import { calendarFor } from "./load.ts";
import { daysOfYear } from "./read.ts";
import { dayOfDue, isWorkday, type Calendar, type NamedDay } from "./workdays.ts";

const columns = [
  { name: "day", required: true },
  { name: "kind", required: true },
  { name: "name", required: true },
  { name: "document_no", required: true },
  { name: "source", required: false },
] as const;
type Row = CsvRow<(typeof columns)[number]["name"]>;

const kinds = new Map([
  ["off", true],
  ["放假", true],
  ["work", false],
  ["上班", false],
]);

/** Loads a year, or loads it again with what was wrong put right: the rows are the whole year's, all or none. */
export async function importYear(ctx: Ctx, { params, query, body }: Input<typeof contract.importCalendar>) {
  const { region, year } = params;
  ctx.must("calendar.change", { regionId: region, unitId: null });
  const { rows, problems } = readCsv(body, { columns, maxRows: 200 });
  const days = rows.map(({ values: v }) => ({
    day: v.day,
    off: kinds.get(v.kind)!,
    name: v.name,
    documentNo: v.document_no,
    source: v.source,
  }));
  const found = [...problems, ...rows.flatMap((row, at) => problemsOf(row, year, rows.slice(0, at)))];
  refuseRows(found.sort((a, b) => a.row - b.row));
  const before = await calendarFor(ctx, region);
  const after = await runOrRehearse(ctx, query.dryRun, async (inner) => {
    await inner.tx.insert(tables.calendarYears).values({
      ownerRegionId: region,
      year,
      days: JSON.stringify(days satisfies NamedDay[]),
      createdBy: ctx.actor.userId,
      createdName: ctx.actor.name,
      createdAt: ctx.now,
    });
    return calendarFor(inner, region);
  });
  const all = [...days.map(({ day }) => day).filter((day) => day < `${year}`), ...daysOfYear(year)];
  const changed = all.filter((day) => isWorkday(before, day) !== isWorkday(after, day));
  const result = {
    dryRun: query.dryRun,
    days: days.length,
    workdays: daysOfYear(year).filter((day) => isWorkday(after, day)).length,
    changed,
    collections: await dueOnDaysOff(ctx, region, after, changed),
  };
  await ctx.audit({ object: `calendar/${region}/${year}`, regionId: region, detail: { ...result, rows: days } });
  return result;
}

/** What is wrong with a row by itself, and against those before it. */
function problemsOf({ row, values: v }: Row, year: number, before: readonly Row[]): RowProblem[] {
  const say = (column: keyof Row["values"], code: string, zh: string, en: string) =>
    problemAt(row, column, code, zh, en, v[column]);
  const found: RowProblem[] = [];
  if (!isDay(v.day)) found.push(say("day", "bad_date", "不是有效日期，写法 2027-01-01", "Not a day; write 2027-01-01"));
  // A year's notice begins with the New Year holiday, which may begin in the last week of December before.
  else if (v.day < `${year - 1}-12-25` || v.day > `${year}-12-31`)
    found.push(say("day", "other_year", `不属于 ${year} 年的安排`, `Not a day of the arrangement for ${year}`));
  if (before.some(({ values }) => values.day === v.day))
    found.push(say("day", "twice", "同一日期出现两次", "The same day stands twice"));
  if (!kinds.has(v.kind))
    found.push(say("kind", "bad_kind", "应为 off（放假）或 work（上班）", "off (a day off) or work (a day worked)"));
  for (const column of ["name", "document_no", "source"] as const)
    if (v[column].length > 200) found.push(say(column, "too_long", "超过 200 个字符", "Longer than 200 characters"));
  return found;
}

/** Running collections of the region whose due days the load makes days off: nobody moves them but the province. */
async function dueOnDaysOff(ctx: Ctx, region: number, calendar: Calendar, changed: readonly string[]) {
  const c = tables.collections;
  const running = await ctx.tx
    .select()
    .from(c)
    .where(and(eq(c.ownerRegionId, region), isNull(c.lockedAt), isNull(c.cancelledAt)));
  return running.flatMap(({ id, name, dueUnit, dueCounty, dueCity, dueProvince }) => {
    const days = [...new Set([dueUnit, dueCounty, dueCity, dueProvince].map(dayOfDue))].filter(
      (day) => changed.includes(day) && !isWorkday(calendar, day),
    );
    return days.length === 0 ? [] : [{ id, name, days }];
  });
}
