import { sql } from "drizzle-orm";
import { nextAbove, referenceUnit, type ScoreResult } from "@duibiao/scoring";
import type { explanations as contract, Input } from "@duibiao/contract";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import {
  changeBetween,
  gapBetween,
  nextGradeOf,
  reachOf,
  reasons,
  strengthsAmongPeers,
  type Explained,
} from "./explanation.ts";
import { schemeIn, scoreInputs, type EvaluationInputs } from "./inputs.ts";
import { takeTime } from "./patience.ts";
import { loadEvaluation, readInputs, stampsOf, type EvaluationRow } from "./read.ts";

type Query = Input<typeof contract.explainEvaluation>["query"];
type Opened = { row: EvaluationRow; inputs: EvaluationInputs; scored: ScoreResult };
type Told = Pick<Explained, "gap" | "reason">;

/**
 * 差距解释 from a stored evaluation: for those who may read its calculation sheets, and like them with others' values.
 * Scored anew within the stored bounds, so that it explains the stored score.
 */
export async function explainEvaluation(ctx: Ctx, { params, query }: Input<typeof contract.explainEvaluation>) {
  await takeTime(ctx);
  const opened = await open(ctx, await loadEvaluation(ctx, params.id));
  const { row, inputs, scored } = opened;
  const at = inputs.regions.findIndex(({ id }) => id === query.region);
  if (at < 0) throw problems.notFound(`region ${query.region} in evaluation ${params.id}`);
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  const { id, code, name, peerGroup } = inputs.regions[at]!;
  const own = scored.regions[at]!;
  const above = own.score === null ? null : nextAbove(scored, at);
  return {
    stamps: stampsOf(row),
    methods: inputs.methods,
    region: { regionId: id, code, name, peerGroup, score: own.score },
    against: query.against,
    ...(own.score === null
      ? { gap: null, reason: reasons.noScore }
      : query.against === "year"
        ? await overTheYear(ctx, opened, catalogue, at)
        : withinIt(opened, catalogue, at, query)),
    standings: strengthsAmongPeers(catalogue, scored, at),
    nextPlace:
      above === null
        ? null
        : {
            name: inputs.regions.find((region) => String(region.id) === above.id)!.name,
            ...reachOf(catalogue, scored, at, above.total),
          },
    nextGrade: nextGradeOf(
      catalogue,
      schemeIn(catalogue.document, inputs.scheme),
      scored,
      at,
      own.concluded?.bonus ?? 0,
    ),
  };
}

async function open(ctx: Ctx, row: EvaluationRow): Promise<Opened> {
  const inputs = readInputs(row);
  const { document } = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  return { row, inputs, scored: scoreInputs(document, inputs) };
}

type Catalogue = Awaited<ReturnType<typeof openCatalogue>>;

function withinIt({ row, inputs, scored }: Opened, catalogue: Catalogue, at: number, query: Query): Told {
  const { against } = query;
  const not = (reason: Told["reason"]): Told => ({ gap: null, reason });
  if (against === "region" && query.other === undefined) return not(reasons.choose);
  const b =
    against === "region"
      ? inputs.regions.findIndex(({ id }) => id === query.other)
      : referenceUnit(scored, at, {
          place: against === "best" || against === "peer_best" ? "best" : "median",
          among: against === "best" || against === "median" ? "all" : "peers",
        });
  if (b === null) return not(reasons.nobody);
  if (b < 0) throw problems.notFound(`region ${query.other} in evaluation ${row.id}`);
  if (b === at) return not(reasons.itself);
  const { score } = scored.regions[b]!;
  if (score === null) return not(reasons.otherScore);
  const { id, code, name } = inputs.regions[b]!;
  const other = { regionId: id, code, name, score, evaluation: row.id };
  return { gap: gapBetween(catalogue, scored, at, b, other), reason: null };
}

/** The newest evaluation of a year before under the same scheme, tier and lens; one that was published goes first. */
async function overTheYear(ctx: Ctx, now: Opened, catalogue: Catalogue, at: number): Promise<Told> {
  const { row } = now;
  const found = await ctx.tx.execute<{ id: number }>(sql`
    select e.id from periods own
    join periods p on p.kind = own.kind and p.start_date = own.start_date - interval '1 year'
    join evaluations e on e.period_id = p.id and e.owner_region_id = ${row.ownerRegionId} and e.scheme_key = ${row.schemeKey} and e.tier = ${row.tier} and e.lens = ${row.lens}
    where own.id = ${row.periodId}
    order by exists (select 1 from releases r where r.evaluation_id = e.id and release_state(r.id) = 'published') desc, e.id desc limit 1`);
  const id = found.rows[0]?.id;
  if (id === undefined) return { gap: null, reason: reasons.noYear };
  const before = await open(ctx, await loadEvaluation(ctx, id));
  const region = now.inputs.regions[at]!;
  const was = before.scored.regions.find((own) => own.id === String(region.id));
  if (was === undefined || was.score === null) return { gap: null, reason: reasons.noYear };
  const paths = ({ scored }: Opened) => scored.placed.map(({ path }) => path).join(" ");
  if (paths(before) !== paths(now)) return { gap: null, reason: reasons.otherTree };
  const other = {
    regionId: region.id,
    code: region.code,
    name: before.inputs.period.key,
    score: was.score,
    evaluation: id,
  };
  return { gap: changeBetween(catalogue, before.scored, now.scored, String(region.id), other), reason: null };
}
