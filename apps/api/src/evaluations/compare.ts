import type { comparisons as contract, Input } from "@duibiao/contract";
import { kendallTauB, spearmanRho } from "@duibiao/scoring";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { commonPlaces, compareLeaves, farApart, type Opened } from "./compare-leaves.ts";
import { schemeIn } from "./inputs.ts";
import { loadEvaluation, readInputs, readResults, stampsOf, type EvaluationRow } from "./read.ts";

type One = Opened & { row: EvaluationRow };

/** 方案对比: what several schemes say of the same regions, from stored evaluations alone. Analysis, not another score. */
export async function compare(ctx: Ctx, { query }: Input<typeof contract.readComparison>) {
  const ids = [...new Set(query.evaluations.split(",").map(Number))];
  const opened: One[] = [];
  for (const id of ids) {
    const row = await loadEvaluation(ctx, id);
    const inputs = readInputs(row);
    const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
    opened.push({ row, catalogue, inputs, results: readResults(row) });
  }
  refuseUnlike(opened);
  const pair = pairOf(opened, query.a, query.b);
  const { period, tier } = opened[0]!.inputs;
  const synthetic = opened.some(({ row }) => row.synthetic);
  const trial = opened.some(({ row }) => row.trial);
  return {
    period,
    tier,
    lens: opened[0]!.row.lens as "submitted" | "county" | "city" | "province",
    synthetic,
    stamps: stampsOf({ trial, synthetic, lens: opened[0]!.row.lens }),
    schemes: opened.map(schemeHead),
    pairs: opened.flatMap((a, at) => opened.slice(at + 1).map((b) => correlation(a, b))),
    regions: regionsOf(opened),
    pair:
      pair === null ? null : { a: pair[0].row.id, b: pair[1].row.id, ...compareLeaves(pair[0], pair[1], query.region) },
  };
}

/** Only what is of one period, tier and lens can be compared. */
function refuseUnlike(opened: readonly One[]): void {
  const [first] = opened;
  const unlike = opened.filter(
    ({ row }) => row.periodId !== first!.row.periodId || row.tier !== first!.row.tier || row.lens !== first!.row.lens,
  );
  if (opened.length < 2 || unlike.length > 0)
    throw problems.badRequest([
      {
        path: "query.evaluations",
        zh: "请选两个以上报告期、级次、口径都相同的评估",
        en: "choose at least two evaluations of the same period, tier and lens",
      },
    ]);
}

function pairOf(opened: readonly One[], a: number | undefined, b: number | undefined): [One, One] | null {
  if (a === undefined && b === undefined) return null;
  const [first, second] = [a, b].map((id) => opened.find(({ row }) => row.id === id));
  if (first === undefined || second === undefined || first === second)
    throw problems.badRequest([
      {
        path: "query.a, query.b",
        zh: "应为所选评估中的两个，不能相同",
        en: "must be two different ones of the evaluations chosen",
      },
    ]);
  return [first, second];
}

function schemeHead({ row, catalogue, inputs, results }: One) {
  const { name, documentNo } = schemeIn(catalogue.document, inputs.scheme);
  return {
    evaluation: row.id,
    scheme: inputs.scheme,
    name,
    documentNo: documentNo ?? null,
    catalogue: { id: catalogue.id, key: inputs.catalogue.key, version: inputs.catalogue.version },
    nListed: inputs.regions.length,
    nRanked: results.nRanked,
    trial: row.trial,
    createdAt: row.createdAt,
  };
}

function correlation(a: One, b: One) {
  const common = commonPlaces(a, b);
  return {
    a: a.row.id,
    b: b.row.id,
    n: common.regions.length,
    spearman: spearmanRho(common.a.values, common.b.values),
    kendall: kendallTauB(common.a.values, common.b.values),
    far: farApart(common),
  };
}

/** Every region that one of the evaluations lists, by code. */
function regionsOf(opened: readonly One[]) {
  const placeOf = opened.map(({ inputs }) => new Map(inputs.regions.map(({ id }, at) => [id, at])));
  const all = new Map(opened.flatMap(({ inputs }) => inputs.regions.map((region) => [region.id, region] as const)));
  return [...all.values()]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ id, code, name, kind }) => ({
      regionId: id,
      code,
      name,
      kind,
      results: opened.map(({ results }, at) => {
        const stored = results.regions[placeOf[at]!.get(id) ?? -1];
        if (stored === undefined) return null;
        const { score, place, unranked } = stored;
        return { score, place, unranked: unranked.map((reason) => ({ ...reason })) };
      }),
    }));
}
