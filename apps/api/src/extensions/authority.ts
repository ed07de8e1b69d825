import { and, eq, inArray } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { calendarFor } from "../calendar/load.ts";
import { addWorkdays, dayOfDue, endOfDay, type Calendar } from "../calendar/workdays.ts";
import { grants } from "../policy.ts";
import { problems } from "../problem.ts";
import { loadCollection } from "../collections/read.ts";
import type { Ctx } from "../serve.ts";
import { reviewTiers, type ReviewTier } from "../submissions/states.ts";

type Collection = typeof tables.collections.$inferSelect;
type Assignment = typeof tables.assignments.$inferSelect;

const tierNames: Record<ReviewTier, { zh: string; en: string }> = {
  county: { zh: "县级负责人", en: "the county's leader" },
  city: { zh: "市级负责人", en: "the city's leader" },
  province: { zh: "省级负责人", en: "the province's leader" },
};

/** A collection that can still be extended, with the calendar of whoever opened it. */
export async function extendable(ctx: Ctx, id: number): Promise<{ collection: Collection; calendar: Calendar }> {
  const { collection } = await loadCollection(ctx.tx, id);
  if (collection.origin !== "report")
    throw problems.conflict("这类任务没有期限，不需要延期", "A collection of this kind has no due time to extend");
  if (collection.lockedAt !== null) throw problems.state("locked", "extend");
  if (collection.cancelledAt !== null) throw problems.state("cancelled", "extend");
  return { collection, calendar: await calendarFor(ctx, collection.ownerRegionId) };
}

/** What units owe there, held until the transaction ends, in the order of their ids: two who hold many do not meet crosswise. */
export async function hold(ctx: Ctx, collection: Collection, units: readonly number[]): Promise<Assignment[]> {
  const a = tables.assignments;
  const rows = await ctx.tx
    .select()
    .from(a)
    .where(and(eq(a.collectionId, collection.id), inArray(a.unitId, [...units])))
    .orderBy(a.unitId)
    .for("update");
  const found = new Set(rows.map(({ unitId }) => unitId));
  const absent = units.find((unit) => !found.has(unit));
  if (absent !== undefined) throw problems.notFound(`assignment ${collection.id}/${absent}`);
  return rows;
}

/**
 * Until when a tier's leader may extend a unit: the workdays that the collection states, counted from everybody's due
 * time, and never past the tier's own. Null: that tier may not.
 */
export function latestOf(calendar: Calendar, collection: Collection, tier: ReviewTier): Date | null {
  const [days, own] = {
    county: [collection.extendCounty, collection.dueCounty] as const,
    city: [collection.extendCity, collection.dueCity] as const,
    province: [collection.extendProvince, collection.dueProvince] as const,
  }[tier];
  if (days === 0) return null;
  const latest = endOfDay(addWorkdays(calendar, dayOfDue(collection.dueUnit), days));
  return latest > own ? own : latest;
}

/** The tier in whose name the asker decides for a place: the highest of the posts that reach it. */
export function tierOf({ actor }: Ctx, regionId: number): ReviewTier | null {
  const tiers = actor.posts.flatMap((post) =>
    post.regionId !== null &&
    post.tier !== null &&
    grants(post, "extension.decide") &&
    actor.within(regionId, post.regionId)
      ? [post.tier === "nation" ? ("province" as const) : post.tier]
      : [],
  );
  return reviewTiers.findLast((tier) => tiers.includes(tier)) ?? null;
}

/** Refuses what lies past the asker's own authority, saying up to when it goes and whose goes further. */
export function mustReach(
  ctx: Ctx,
  { collection, calendar }: { collection: Collection; calendar: Calendar },
  regionId: number,
  until: Date,
): ReviewTier {
  const tier = tierOf(ctx, regionId);
  if (tier === null) throw problems.forbidden("extension.decide");
  const latest = latestOf(calendar, collection, tier);
  if (latest !== null && until <= latest) return tier;
  const further = reviewTiers
    .slice(reviewTiers.indexOf(tier) + 1)
    .find((above) => until <= (latestOf(calendar, collection, above) ?? new Date(0)));
  const own =
    latest === null
      ? { zh: "本任务没有授权您这一级延期", en: "This collection lets your tier extend nobody" }
      : { zh: `您这一级最迟可延至 ${dayOfDue(latest)}`, en: `Your tier may extend until ${dayOfDue(latest)}` };
  const way =
    further === undefined
      ? {
          zh: "没有哪一级可以延到这么晚；请由布置单位调整全体期限",
          en: "No tier may go so far; whoever opened it can change everybody's due time",
        }
      : { zh: `请由${tierNames[further].zh}办理`, en: `It is for ${tierNames[further].en}` };
  throw problems.rule(`${own.zh}。${way.zh}`, `${own.en}. ${way.en}`, { latest, tier });
}
