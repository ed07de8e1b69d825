import { inArray } from "drizzle-orm";
import { tables, type Tx } from "@duibiao/db";
import { ancestorsOn, type Tree } from "../tree.ts";
import { calendarOf, shippedYears, type Calendar, type NamedDay } from "./workdays.ts";

type Loaded = typeof tables.calendarYears.$inferSelect;

/** The workday calendar of a region: what it or the nearest region above it loaded for a year, else what ships with the platform. */
export async function calendarFor(
  ctx: { tx: Tx; actor: { tree: Tree; today: string } },
  regionId: number,
): Promise<Calendar> {
  const years = new Map(shippedYears);
  for (const [year, { days }] of await loadedYears(ctx.tx, [
    regionId,
    ...ancestorsOn(ctx.actor.tree, regionId, ctx.actor.today),
  ]))
    years.set(year, JSON.parse(days) as NamedDay[]);
  return calendarOf(years);
}

/** The loads that count, by year: of the nearest owner, the last. @param owners nearest first. */
export async function loadedYears(tx: Tx, owners: readonly number[]): Promise<Map<number, Loaded>> {
  const t = tables.calendarYears;
  const rows = await tx
    .select()
    .from(t)
    .where(inArray(t.ownerRegionId, [...owners]));
  const near = (row: Loaded) => owners.indexOf(row.ownerRegionId);
  const years = new Map<number, Loaded>();
  for (const row of rows.sort((a, b) => near(b) - near(a) || a.id - b.id)) years.set(row.year, row);
  return years;
}
