import { eq, sql } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import type { Lens, Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { type Problem, problems } from "../problem.ts";
import { grants } from "../policy.ts";
import type { Ctx } from "../serve.ts";
import type { Submission } from "../submissions/open.ts";
import { ancestorsOn, keeperToday, ownerToday, regionOn, type Tree } from "../tree.ts";

/**
 * What a city has not reviewed, the tiers above see as counts only, unless the city opens it. The rule stands here
 * alone. Cities, counties and units see their own; what hangs on the province directly is its own to review.
 */
export const UNREVIEWED: Text = {
  zh: "市级尚未审核，只显示报送计数；市级可开放未审数据。",
  en: "Not reviewed by the city yet: counts only, unless the city opens its figures.",
};

/** Whether the asker sees a region from above only: through a bureau of province or nation, and none below it. */
function fromAbove({ actor }: Ctx, action: Action, regionId: number): boolean {
  const bureaus = actor.posts.filter((post) => post.regionId !== null && grants(post, action));
  const of = (upper: boolean) =>
    bureaus.some((post) => isUpper(post.tier) === upper && actor.within(regionId, post.regionId!));
  return !of(false) && (of(true) || isUpper(tierOf(actor.tree, regionId, actor.today)));
}

const isUpper = (tier: string | null) => tier === "province" || tier === "nation";
const tierOf = (tree: Tree, regionId: number, day: string) =>
  (regionOn(tree, regionId, day) ?? tree.versions.get(regionId)!.at(-1)!).tier;

/** Whether a region's figures of a collection are to be shown as counts only. */
export type Unreviewed = (regionId: number, collections?: readonly number[]) => boolean;

/**
 * Regions whose figures under a lens hold something that its city has neither accepted nor opened: the region itself,
 * its city, and everything above. `day`: of the tree.
 */
export async function unreviewedRegions(
  ctx: Ctx,
  lens: Lens,
  collections: readonly number[],
  day: string,
): Promise<Unreviewed> {
  const { tree } = ctx.actor;
  if (lens === "city" || lens === "province" || collections.length === 0) return () => false;
  const pointer = lens === "submitted" ? sql`s.submitted_rev` : sql`s.county_rev`;
  const found = await ctx.tx.execute<{ collection: number; region: number; city: number }>(sql`
    select distinct s.collection_id as collection, s.region_id as region, s.city_id as city from submissions s
    where s.collection_id = any(${`{${collections.join(",")}}`}::int[]) and ${pointer} is not null and s.city_rev is distinct from ${pointer}
      and not exists (select 1 from openings o where o.collection_id = s.collection_id and o.city_id = s.city_id)`);
  const hidden = new Map<number, Set<number>>();
  for (const { collection, region, city } of found.rows) {
    if (tierOf(tree, city, day) !== "city") continue;
    const set = hidden.get(collection) ?? new Set<number>();
    hidden.set(collection, set);
    for (const id of [region, city, ...ancestorsOn(tree, city, day)]) set.add(id);
  }
  const above = new Map<number, boolean>();
  const seenFromAbove = (regionId: number) => {
    const known = above.get(regionId) ?? fromAbove(ctx, "roll-up.read", regionId);
    above.set(regionId, known);
    return known;
  };
  return (regionId, some = collections) =>
    some.some((collection) => hidden.get(collection)?.has(regionId) === true) && seenFromAbove(regionId);
}

/** A ledger is read by the unit's own people and the bureau of its region, by nobody above. */
export function mustServeLedger(ctx: Ctx, submission: Pick<Submission, "unitId" | "regionId">): void {
  const refused = ledgerRefused(ctx, submission);
  if (refused !== null) throw refused;
}

function ledgerRefused({ actor }: Ctx, { unitId, regionId }: Pick<Submission, "unitId" | "regionId">): Problem | null {
  if (actor.posts.some((post) => post.unitId === unitId)) return null;
  return servesBureau(actor, "submission.read", keeperToday(actor.tree, regionId, actor.today))
    ? null
    : problems.forbidden("submission.read ledger");
}

/** What of a submission decides whether it is shown. */
export type Seen = Pick<Submission, "unitId" | "regionId" | "cityId" | "cityRev" | "lastRev" | "state">;

/**
 * Refuses a look from above at what the city has not accepted, and at a ledger. `revision` null: the working copy.
 */
export async function mustBeReviewed(ctx: Ctx, submission: Submission, revision: number | null): Promise<void> {
  if (isOwn(ctx, submission)) return;
  const refused = (await refusedIn(ctx, submission.collectionId))(submission, revision);
  if (refused !== null) throw refused;
}

const isOwn = ({ actor }: Ctx, { unitId }: Seen) => actor.posts.some((post) => post.unitId === unitId);

/**
 * The same of any number of submissions of one collection, of which the database is asked once: why a look is refused;
 * null: it is shown.
 */
export async function refusedIn(
  ctx: Ctx,
  collectionId: number,
): Promise<(submission: Seen, revision: number | null) => Problem | null> {
  const { actor } = ctx;
  const { collections: c } = tables;
  const [[task], openings] = await Promise.all([
    ctx.tx.select({ origin: c.origin }).from(c).where(eq(c.id, collectionId)).execute(),
    ctx.tx.execute<{ city: number }>(sql`select city_id as city from openings where collection_id = ${collectionId}`),
  ]);
  const opened = new Set(openings.rows.map(({ city }) => city));
  return (submission, revision) => {
    if (isOwn(ctx, submission)) return null;
    if (task?.origin === "ledger") return ledgerRefused(ctx, submission);
    const city = ownerToday(actor.tree, submission.cityId, actor.today);
    if (tierOf(actor.tree, city, actor.today) !== "city") return null;
    if (!fromAbove(ctx, "submission.read", submission.regionId)) return null;
    if (isAccepted(submission, revision) || opened.has(submission.cityId)) return null;
    return problems.unreviewed({ revision: submission.cityRev });
  };
}

/** The city has accepted this revision or a later one, or the one that the working copy still is. */
function isAccepted({ cityRev, lastRev, state }: Seen, revision: number | null): boolean {
  const changing = state === "draft" || state === "signed" || state === "returned";
  const shown = revision ?? (changing ? Infinity : lastRev);
  return cityRev !== null && shown <= cityRev;
}
