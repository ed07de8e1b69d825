import { sql } from "drizzle-orm";
import { addDecimals } from "@duibiao/indicators";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { loadBundle, start } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { possible } from "../submissions/states.ts";
import { address } from "../submissions/write-cells.ts";
import { idList, keptBy, type Meter } from "./read.ts";

type Unit = Meter["keys"][number]["parts"][number]["unit"];
type Filled = {
  unit: Unit;
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
 * an earlier such part. What a person typed stays: it may hold meters of the unit's own.
 */
export async function fillShares(ctx: Ctx, meter: Meter, unit: Unit, period: number): Promise<Filled> {
  const { codes, share } = await sharesOf(ctx, meter, unit.id, period);
  const { measure, member } = meter;
  const task = await openTask(ctx, meter, unit.id, period);
  const closed: Filled = { unit, submissionId: null, share, became: "closed", value: null };
  if (task === undefined) return closed;
  const begun = await start(ctx, task, unit.id, () => {});
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
  return { unit, submissionId: id, share, became: "filled", value: share };
}

/** The unit's parts of all meters of the figure in the period, each by its reading that counts. */
async function sharesOf(ctx: Ctx, { regionId, measure, member }: Meter, unit: number, period: number) {
  const { rows } = await ctx.tx.execute<{ code: string; share: string }>(sql`
    select m.code, r.shares[array_position(r.unit_ids, ${unit})]::text as share
    from meters m join lateral (select * from meter_readings r where r.meter_id = m.id and r.period_id = ${period} order by r.id desc limit 1) r on true
    where m.region_id = any(${idList(keptBy(ctx, regionId))}) and m.measure = ${measure} and m.member = ${member} and ${unit} = any(r.unit_ids) order by m.code`);
  return { codes: rows.map(({ code }) => code), share: addDecimals(rows.map((row) => row.share)) };
}

/** The open collection of the period in which the unit owes the figure. */
async function openTask(ctx: Ctx, { measure, member }: Meter, unit: number, period: number) {
  const { rows } = await ctx.tx.execute<{ id: number }>(sql`
    select c.id from collections c
    join assignments a on a.collection_id = c.id and a.unit_id = ${unit} and a.exempt_reason is null
    join duties d on d.collection_id = c.id and d.member = ${member}
    join measures m on m.id = d.measure_id and m.key = ${measure}
    where c.period_id = ${period} and c.origin = 'report' and c.locked_at is null and c.cancelled_at is null and c.opens_at <= ${ctx.now.toISOString()}::timestamptz
    order by c.id limit 1`);
  return rows[0]?.id;
}
