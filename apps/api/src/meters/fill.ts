import { sql } from "drizzle-orm";
import { addDecimals } from "@duibiao/indicators";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { loadBundle, start } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { possible } from "../submissions/states.ts";
import { address } from "../submissions/write-cells.ts";
import { idList, keptBy, type Meter } from "./read.ts";

type Period = { id: number; endDate: string };
type Unit = Meter["keys"][number]["parts"][number]["unit"];
type Filled = {
  unit: Unit;
  reportedBy: string | null;
  submissionId: number | null;
  share: string;
  became: "filled" | "differs" | "closed";
  value: string | null;
};

/** Source of a cell that holds nothing but the unit's parts of shared meters, and names them. */
const source = "共用表计";
const isFromMeters = (text: string) => text.startsWith(`${source} `);

/**
 * Puts what falls to a unit from all its shared meters of a figure into its open report, where the cell is blank or holds
 * an earlier such part. What a person typed stays: it may hold meters of the unit's own. The part of a unit that was
 * merged away or shares an office goes to whoever reports for it, else it would be in nobody's report.
 */
export async function fillShares(ctx: Ctx, meter: Meter, unit: Unit, period: Period): Promise<Filled> {
  const { reporter, task, units } = await reporterOf(ctx, meter, unit, period);
  const { codes, share } = await sharesOf(ctx, meter, units, period.id);
  const { measure, member } = meter;
  const reportedBy = reporter.id === unit.id ? null : reporter.name;
  const closed: Filled = { unit, reportedBy, submissionId: null, share, became: "closed", value: null };
  if (task === null) return closed;
  const begun = await start(ctx, task, reporter.id, () => {});
  const bundle = await loadBundle(ctx.tx, begun.submission.id, true);
  const { id, state } = bundle.submission;
  const stored = (await readCells(ctx.tx, id, bundle.measures)).find((cell) => address(cell) === address(meter));
  const now = { submissionId: id, value: stored?.value ?? null };
  if (stored?.state === "number" && stored.value === share) return { ...closed, ...now, became: "filled" };
  if (!possible.save.includes(state)) return { ...closed, ...now };
  if (stored !== undefined && !isFromMeters(stored.source)) return { ...closed, ...now, became: "differs" };
  const cell = {
    measure,
    member,
    version: stored?.version ?? 0,
    value: { state: "number" as const, value: share, estimated: false },
  };
  await saveInto(ctx, bundle, { cells: [cell], explanations: [] }, `${source} ${codes.join("、")}`);
  return { ...closed, submissionId: id, became: "filled", value: share };
}

/** The parts that units have in all meters of the figure in the period, each by its reading that counts. */
async function sharesOf(ctx: Ctx, { regionId, measure, member }: Meter, units: readonly number[], period: number) {
  const { rows } = await ctx.tx.execute<{ code: string; share: string }>(sql`
    select m.code, part.share::text as share
    from meters m join lateral (select * from meter_readings r where r.meter_id = m.id and r.period_id = ${period} order by r.id desc limit 1) r on true
    cross join lateral unnest(r.unit_ids, r.shares) part (unit, share)
    where m.region_id = any(${idList(keptBy(ctx, regionId))}) and m.measure = ${measure} and m.member = ${member} and part.unit = any(${idList(units)}) order by m.code`);
  return { codes: [...new Set(rows.map(({ code }) => code))], share: addDecimals(rows.map((row) => row.share)) };
}

type Reporting = { id: number; name: string; task: number | null };

/** Who reports a unit's part, in which open collection, and all the units whose parts are in that report. */
async function reporterOf(ctx: Ctx, meter: Meter, unit: Unit, period: Period) {
  const task = await openTask(ctx, meter, unit.id, period.id);
  const own: Reporting = { id: unit.id, name: unit.name, task };
  const [host] = task === null ? await takenOver(ctx, meter, period, unit.id, "host") : [];
  const reporter = host ?? own;
  const parts = await takenOver(ctx, meter, period, reporter.id, "part");
  const silent = parts.filter((part) => part.task === null);
  return { reporter, task: reporter.task, units: [reporter.id, ...silent.map(({ id }) => id)] };
}

/**
 * Whoever stands for a unit at the period's end because it was merged or shares an office, the last one first; or the
 * units that it stands for itself. Each with its own open collection.
 */
async function takenOver(ctx: Ctx, meter: Meter, { id, endDate }: Period, unit: number, way: "host" | "part") {
  const [from, to] = way === "host" ? [sql`part`, sql`host`] : [sql`host`, sql`part`];
  const { rows } = await ctx.tx.execute<{ id: number; name: string }>(sql`
    with recursive joined (part, host) as (
      select unnest(j.unit_ids), j.into_id from unit_changes j
      where j.kind in ('merge', 'joint') and j.effective <= ${endDate}::date and not exists (select 1 from unit_changes e where e.ends = j.id and e.effective <= ${endDate}::date)),
    reached (unit, depth) as (
      select ${to}, 1 from joined where ${from} = ${unit}
      union select ${sql`joined.${to}`}, depth + 1 from reached join joined on ${sql`joined.${from}`} = reached.unit where depth < 20)
    select r.unit as id, (select v.name from unit_versions v where v.unit_id = r.unit and v.valid_from <= ${endDate}::date order by v.valid_from desc limit 1) as name
    from reached r group by r.unit order by max(r.depth) desc, r.unit`);
  const found: Reporting[] = [];
  for (const one of rows) found.push({ ...one, task: await openTask(ctx, meter, one.id, id) });
  return found;
}

/** The open collection of the period in which the unit owes the figure. */
async function openTask(ctx: Ctx, { measure, member }: Meter, unit: number, period: number): Promise<number | null> {
  const { rows } = await ctx.tx.execute<{ id: number }>(sql`
    select c.id from collections c
    join assignments a on a.collection_id = c.id and a.unit_id = ${unit} and a.exempt_reason is null
    join duties d on d.collection_id = c.id and d.member = ${member}
    join measures m on m.id = d.measure_id and m.key = ${measure}
    where c.period_id = ${period} and c.origin = 'report' and c.locked_at is null and c.cancelled_at is null and c.opens_at <= ${ctx.now.toISOString()}::timestamptz
    order by c.id limit 1`);
  return rows[0]?.id ?? null;
}
