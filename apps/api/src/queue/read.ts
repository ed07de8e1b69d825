import { sql } from "drizzle-orm";
import type { Input, queue as contract } from "@duibiao/contract";
import { auditCheckOf, type Scheme } from "@duibiao/indicators";
import { columnsOf, regionsOf } from "../board/columns.ts";
import { measureIndex, openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { unreviewedRegions } from "../openings/reviewed.ts";
import { grants } from "../policy.ts";
import { secondReviewsOf } from "../second-reviews/waiting.ts";
import type { Ctx } from "../serve.ts";
import { ancestorsOn, cityOf, ownerToday, regionOn } from "../tree.ts";
import { CHANGE_LIMIT, doubtsOf, openOnes, type Doubt } from "./doubts.ts";
import { leavesOf } from "./leaves.ts";

/** How many doubts of a submission are told; the rest are counted. */
const MOST = 3;

/**
 * 审核队列: how much what is doubtful in each open submission could move the totals of the region that the asker serves,
 * and the index. What a city has not reviewed is not weighed for those above it.
 */
export async function read(ctx: Ctx, { query }: Input<typeof contract.readQueue>) {
  const columns = await columnsOf(ctx, query);
  const collections = columns.map(({ collectionId }) => collectionId);
  const regions = query.region === undefined ? null : regionsOf(ctx, query);
  const against = rootOf(ctx, query.region);
  const unseen = await unreviewedRegions(ctx, "submitted", collections, query.to);
  const catalogues = new Map<number, OpenCatalogue>();
  for (const { collectionId, catalogueId, period } of columns)
    catalogues.set(collectionId, await openCatalogue(ctx.tx, catalogueId, period.end));
  const asked = {
    collections,
    cities: [
      ...new Set((regions ?? ctx.actor.scope.regions).flatMap((id) => ctx.actor.tree.versions.get(id)!.map(cityOf))),
    ],
    regions,
    against,
    lens: against !== null && unseen(against) ? ("city" as const) : ("submitted" as const),
    yearRules: [...new Set([...catalogues.values()].flatMap(yearRulesOf))],
  };
  const [open, doubts, index] = await Promise.all([openOnes(ctx, asked), doubtsOf(ctx, asked), measureIndex(ctx.tx)]);
  const schemes = [
    ...new Map(
      [...catalogues.values()].flatMap(({ document }) => document.schemes).map((one) => [one.key, one]),
    ).values(),
  ];
  const scheme = await currentScheme(ctx, schemes, query.scheme);
  const bySubmission = grouped(doubts, ({ submissionId }) => submissionId);
  const second = await secondReviewsOf(ctx, open);
  const named = new Map<string, { key: string; name: { zh: string; en: string }; uom: string }>();
  const items = open.map(({ id, regionId, collectionId, line, rules }) => {
    const hidden = unseen(regionId, [collectionId]);
    const { compiled } = catalogues.get(collectionId)!;
    const own = compiled.catalogue.schemes.find(({ key }) => key === scheme?.key);
    const weighed = (hidden ? [] : (bySubmission.get(id) ?? [])).map(({ measureId, ...doubt }) => {
      const measure = index.keyOf.get(measureId)!;
      return { ...doubt, measure, leaves: own === undefined ? 0 : leavesOf(compiled, own, measure) };
    });
    const { total, index: share } = weightOf(weighed);
    const shown = weighed
      .toSorted((a, b) => pull(b) - pull(a))
      .slice(0, MOST)
      .map(({ submissionId: _s, collectionId: _c, ...doubt }) => doubt);
    for (const { measure } of shown) {
      const found = compiled.measures.get(measure);
      if (found !== undefined) named.set(measure, { key: measure, name: found.name, uom: found.uom });
    }
    return {
      submissionId: id,
      line,
      checks: checksOf(catalogues.get(collectionId)!, rules),
      total,
      index: share,
      weight: total === null || share === null ? null : Math.min(total, 1) + share,
      doubts: shown,
      doubtCount: weighed.length,
      unseen: hidden,
      secondReview: second.get(id)?.state ?? ("none" as const),
    };
  });
  return {
    against: against === null ? null : placeOf(ctx, against, query.to),
    scheme: scheme === undefined ? null : { key: scheme.key, name: scheme.name },
    schemes: schemes.map(({ key, name }) => ({ key, name })),
    changeLimit: CHANGE_LIMIT,
    measures: [...named.values()],
    items,
  };
}

type Weighed = Pick<Doubt, "moved" | "member"> & { measure: string; leaves: number };

/** Of two doubts the one that moves more of its total, and more of the index by it. */
const pull = ({ moved, leaves }: Weighed): number => (moved === null ? leaves : moved * (1 + leaves));

/** Largest share of a total in doubt; and of the index: each measure's leaves by the share of it that is in doubt. */
function weightOf(doubts: readonly Weighed[]): { total: number | null; index: number | null } {
  const known = doubts.flatMap(({ moved }) => moved ?? []);
  if (doubts.length === 0) return { total: 0, index: 0 };
  if (known.length === 0) return { total: null, index: null };
  const byMeasure = grouped(doubts, ({ measure }) => measure);
  const parts = [...byMeasure.values()].map((own) => {
    const moved = own.flatMap((doubt) => doubt.moved ?? []);
    return moved.length === 0 ? 0 : own[0]!.leaves * Math.min(1, Math.max(...moved));
  });
  return { total: Math.max(...known), index: parts.reduce((sum, part) => sum + part, 0) };
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

const yearRulesOf = ({ compiled, document }: OpenCatalogue): string[] =>
  document.rules.flatMap(({ key }) => (auditCheckOf(compiled, key)?.way === "year_on_year" ? key : []));

const checksOf = ({ compiled }: OpenCatalogue, rules: readonly string[]): string[] => [
  ...new Set(
    rules.flatMap((rule) => {
      const kind = auditCheckOf(compiled, rule);
      return kind === null ? [] : kind.way === null ? kind.check : `${kind.check}/${kind.way}`;
    }),
  ),
];

/** The region whose totals count: the one asked for, else the highest that a post of the asker covers. */
function rootOf({ actor }: Ctx, region: number | undefined): number | null {
  if (region !== undefined) return region;
  const roots = actor.posts.flatMap((post) =>
    post.regionId !== null && grants(post, "consolidation.read")
      ? ownerToday(actor.tree, post.regionId, actor.today)
      : [],
  );
  const depth = (id: number) => ancestorsOn(actor.tree, id, actor.today).length;
  return roots.toSorted((a, b) => depth(a) - depth(b) || a - b)[0] ?? null;
}

function placeOf({ actor }: Ctx, id: number, day: string) {
  const region = regionOn(actor.tree, id, day) ?? actor.tree.versions.get(id)!.at(-1)!;
  return { id, name: region.name, tier: region.tier };
}

/** 现行方案: the one asked for, else that of the last published release that the asker may read, else the first. */
async function currentScheme(
  ctx: Ctx,
  schemes: readonly Scheme[],
  asked: string | undefined,
): Promise<Scheme | undefined> {
  if (asked !== undefined) return schemes.find(({ key }) => key === asked);
  const found = await ctx.tx.execute<{ scheme: string }>(sql`
    select r.scheme_key as scheme from releases r
    where (select st.state from release_states st where st.release_id = r.id order by st.seq desc limit 1) = 'published'
    order by r.id desc limit 1`);
  return schemes.find(({ key }) => key === found.rows[0]?.scheme) ?? schemes[0];
}
