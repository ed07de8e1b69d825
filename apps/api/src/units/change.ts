import { asc, eq, sql } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";
import type { Input, units as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { can } from "../policy.ts";
import { problems } from "../problem.ts";
import { mustNotReachLocked, rehome } from "../regions/locked.ts";
import { holdTree, placeOfRegion, reachRegions } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import type { Tree } from "../tree.ts";
import { unitOf, type UnitVersion } from "./list.ts";
import { mustStand } from "./place.ts";
import { mustBeFacts } from "./registry.ts";

const { unitVersions } = tables;

/** Changes a unit from a day on, or closes it. Earlier dates keep what they had. */
export async function change(ctx: Ctx, { params, body }: Input<typeof contract.changeUnit>) {
  const tree = await holdTree(ctx);
  const versions = await ctx.tx
    .select()
    .from(unitVersions)
    .where(eq(unitVersions.unitId, params.id))
    .orderBy(asc(unitVersions.validFrom));
  const last = versions.at(-1);
  if (last === undefined) throw problems.notFound(`unit/${params.id}`);
  const day = "closes" in body ? body.closes : body.effective;
  const to = "closes" in body ? last.regionId : (body.region ?? last.regionId);
  for (const region of new Set([last.regionId, to]))
    ctx.must("unit.change", placeOfRegion(tree, region, ctx.actor.today));
  mustBeLater(last, versions.length === 1 || "closes" in body, day);
  await mustNotReachLocked(ctx, day, { units: [params.id] });
  await reachRegions(ctx, [last.regionId, to]);
  if ("registry" in body) await mustBeFacts(ctx, body.registry ?? {});
  const stored = "closes" in body ? await end(ctx, last, day) : await begin(ctx, tree, last, nextOf(last, body));
  const samePlace = stored.validTo === null && stored.regionId === last.regionId && stored.covers === last.covers;
  if (!samePlace) await mustNotShedDuties(ctx, params.id, day);
  const rehomed = samePlace ? 0 : await rehome(ctx);
  await ctx.audit({ object: `unit/${params.id}`, regionId: to, detail: { ...body } });
  return { ...unitOf(stored), rehomed };
}

/**
 * A unit that owes an open collection is not closed or moved out of it from below: fewer units expected would make
 * what is missing look complete. Whoever may lock the collection decides.
 */
async function mustNotShedDuties(ctx: Ctx, unitId: number, day: string): Promise<void> {
  const owed = await ctx.tx.execute<{ owner: number; name: string; end: string }>(sql`
    select c.owner_region_id as owner, c.name, p.end_date::text as end
    from assignments a join collections c on c.id = a.collection_id join periods p on p.id = c.period_id
    where a.unit_id = ${unitId} and a.exempt_reason is null and c.origin <> 'ledger' and c.locked_at is null and p.end_date >= ${day}::date`);
  const { posts, within } = ctx.actor;
  const above = owed.rows.filter(
    ({ owner }) => !can(posts, "collection.lock", { regionId: owner, unitId: null }, within),
  );
  if (above.length === 0) return;
  throw problems.rule(
    `该单位在未锁定的采集任务「${above[0]!.name}」中有报送义务，撤销或变更归属须由任务所属地区的负责人办理，或晚于 ${above[0]!.end} 生效`,
    `The unit owes the open collection "${above[0]!.name}"; closing or moving it is for the leader of the collection's region, or must take effect after ${above[0]!.end}`,
    { collections: above },
  );
}

async function begin(ctx: Ctx, tree: Tree, before: UnitVersion, next: Omit<UnitVersion, "id">): Promise<UnitVersion> {
  await mustStand(ctx, tree, next);
  // A second change of one day corrects the version that the first one began.
  const sameDay = before.validFrom === next.validFrom;
  if (!sameDay) await end(ctx, before, next.validFrom);
  const [stored] = sameDay
    ? await ctx.tx.update(unitVersions).set(next).where(eq(unitVersions.id, before.id)).returning()
    : await ctx.tx.insert(unitVersions).values(next).returning();
  return stored!;
}

type Change = Extract<Input<typeof contract.changeUnit>["body"], { effective: string }>;

function nextOf(last: UnitVersion, { effective, region, ...rest }: Change): Omit<UnitVersion, "id"> {
  const { id: _id, ...before } = last;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const next = { ...before, ...given, regionId: region ?? last.regionId, validFrom: effective };
  const same =
    (["code", "name", "kind", "line", "covers", "regionId"] as const).every((key) => next[key] === last[key]) &&
    canonicalJson(next.registry) === canonicalJson(last.registry);
  if (same) throw problems.rule("变更前后没有区别", "Nothing would change", { unit: last.unitId });
  return next;
}

function mustBeLater(last: UnitVersion, strictly: boolean, day: string): void {
  if (last.validTo !== null)
    throw problems.rule(`${last.name} 已于 ${last.validTo} 撤销`, `${last.name} was closed on ${last.validTo}`, {
      unit: last.unitId,
    });
  if (day < last.validFrom || (strictly && day === last.validFrom)) {
    throw problems.rule(
      `${last.name} 自 ${last.validFrom} 起已有记录，变更日期须晚于该日`,
      `${last.name} is on record from ${last.validFrom}; the change must lie after that`,
      { unit: last.unitId },
    );
  }
}

async function end(ctx: Ctx, version: UnitVersion, day: string): Promise<UnitVersion> {
  const [ended] = await ctx.tx
    .update(unitVersions)
    .set({ validTo: day })
    .where(eq(unitVersions.id, version.id))
    .returning();
  return ended!;
}
