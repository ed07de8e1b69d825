import { and, eq, inArray, sql } from "drizzle-orm";
import { score, type FrozenBounds, type ScoreResult } from "@duibiao/scoring";
import type { explanations as contract, Input, Output, releases } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { gapBetween, nextGradeOf, reachOf, reasons, type Explained } from "../evaluations/explanation.ts";
import { schemeIn, scoringInput, type InputCell } from "../evaluations/inputs.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadRelease } from "./states.ts";

type Head = Output<typeof releases.readRelease>["head"];
type Result = Output<typeof releases.readResult>;
type Line = Pick<Result, "region" | "score" | "place" | "standing" | "conclusion" | "tree"> & {
  cells: Record<string, InputCell>;
};
type Listed = Pick<Line, "region" | "score" | "place">;
type Query = Input<typeof contract.explainResult>["query"];

/**
 * 差距解释 inside a release, from its stored lines alone, each read under row-level security: whoever may not read another
 * region's line is told of no gap to it, not even to one without a name, since effects in points lead back to figures.
 */
export async function explainResult(ctx: Ctx, { params, query }: Input<typeof contract.explainResult>) {
  const release = await loadRelease(ctx, params.id);
  const head = release.head as Head;
  const listed = await listedIn(ctx, release.id);
  const own = listed.find(({ region }) => region.id === params.region);
  if (own === undefined) throw problems.notFound(`region ${params.region} in release ${params.id}`);
  const whole = listed.length === head.nListed;
  const { other, reason } = referenceIn(listed, own, query, release.presentation, whole);
  const lines = await linesOf(ctx, release.id, other === null ? [params.region] : [params.region, other.region.id]);
  const catalogue = await openCatalogue(ctx.tx, head.catalogue.id, head.period.end);
  const scored = scoreLines(catalogue, head, lines);
  const { bonus } = lines[0]!.conclusion ?? { bonus: 0 };
  const above = whole && own.place !== null ? aboveIn(listed, own) : undefined;
  const { id, code, name, peerGroup } = own.region;
  return {
    stamps: head.stamps,
    methods: head.methods,
    region: { regionId: id, code, name, peerGroup, score: own.score },
    against: query.against,
    gap:
      other === null
        ? null
        : gapBetween(catalogue, scored, 0, 1, {
            regionId: other.region.id,
            code: other.region.code,
            name: other.region.name,
            score: other.score!,
            evaluation: release.evaluationId,
          }),
    reason,
    standings: null,
    nextPlace: above === undefined ? null : { name: above.region.name, ...reachOf(catalogue, scored, 0, above.score!) },
    nextGrade: nextGradeOf(catalogue, schemeIn(catalogue.document, head.scheme.key), scored, 0, bonus),
  };
}

async function listedIn(ctx: Ctx, release: number): Promise<Listed[]> {
  const { rows } = await ctx.tx.execute<Listed>(
    sql`select line.* from release_results, jsonb_to_record(result) as line (region jsonb, score jsonb, place jsonb) where release_id = ${release}`,
  );
  return rows;
}

async function linesOf(ctx: Ctx, release: number, regions: number[]): Promise<Line[]> {
  const t = tables.releaseResults;
  const rows = await ctx.tx
    .select({ region: t.regionId, result: t.result })
    .from(t)
    .where(and(eq(t.releaseId, release), inArray(t.regionId, regions)));
  return regions.map((id) => rows.find(({ region }) => region === id)!.result as unknown as Line);
}

function referenceIn(
  listed: readonly Listed[],
  own: Listed,
  { against, other: id }: Query,
  presentation: "places" | "bands",
  whole: boolean,
): { other: Listed | null; reason: Explained["reason"] } {
  const not = (reason: Explained["reason"]) => ({ other: null, reason });
  if (own.score === null) return not(reasons.noScore);
  if (listed.length === 1) return not(reasons.closed);
  const found = against === "region" ? listed.find(({ region }) => region.id === id) : null;
  if (against === "region") {
    if (id === undefined) return not(reasons.choose);
    if (found === undefined) throw problems.notFound(`region ${id}`);
  } else if (presentation === "bands") return not(reasons.bands);
  else if (!whole) return not(reasons.closed);
  const other = against === "region" ? found! : standIn(listed, own, against);
  if (other === undefined) return not(reasons.nobody);
  if (other.region.id === own.region.id) return not(reasons.itself);
  return other.score === null ? not(reasons.otherScore) : { other, reason: null };
}

/** As `referenceUnit` of the scoring package, over the release's places. */
function standIn(listed: readonly Listed[], own: Listed, against: Exclude<Query["against"], "region">) {
  const order = listed
    .filter(
      ({ place, region }) =>
        place !== null && (!against.startsWith("peer_") || region.peerGroup === own.region.peerGroup),
    )
    .toSorted((a, b) => a.place!.rank - b.place!.rank || (String(a.region.id) < String(b.region.id) ? -1 : 1));
  return order[against.endsWith("best") ? 0 : Math.ceil(order.length / 2) - 1];
}

const aboveIn = (listed: readonly Listed[], own: Listed): Listed | undefined =>
  listed
    .filter(({ place }) => place !== null && place.rank < own.place!.rank)
    .toSorted((a, b) => a.score! - b.score! || (String(a.region.id) < String(b.region.id) ? -1 : 1))[0];

/** The lines scored again, within the bounds that stand in their own trees. */
function scoreLines({ document }: OpenCatalogue, head: Head, lines: readonly Line[]): ScoreResult {
  const bounds: FrozenBounds = {};
  const gather = ({ key, leaf, children }: Line["tree"]): void => {
    if (leaf !== null && leaf.peers !== null) {
      const { peerGroup, ...fitted } = leaf.peers;
      // The norm asks for its peer group's, or for everybody's: a line holds the one that counted.
      bounds[key] = { ...bounds[key], [peerGroup]: fitted as never, "*": fitted as never };
    }
    children.forEach(gather);
  };
  for (const { tree } of lines) gather(tree);
  const input = scoringInput({
    regions: lines.map(({ region }) => region),
    indicators: head.indicators.map(({ key, direction }) => ({ key, direction: direction as "higher" })),
    cells: Object.fromEntries(head.indicators.map(({ key }) => [key, lines.map(({ cells }) => cells[key]!)])),
  });
  return score(schemeIn(document, head.scheme.key), input, bounds);
}
