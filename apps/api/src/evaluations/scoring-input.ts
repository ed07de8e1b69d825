import type { Input, sensitivity as contract } from "@duibiao/contract";
import { placeNodes } from "@duibiao/scoring";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";
import { schemeIn, type EvaluationInputs } from "./inputs.ts";
import { loadEvaluation, readInputs, readResults, stampsOf, type EvaluationRow } from "./read.ts";

/** Which evaluation an analysis is about. */
export function aboutOf(row: EvaluationRow, { document }: OpenCatalogue, { period }: EvaluationInputs) {
  const { key, name, documentNo } = schemeIn(document, row.schemeKey);
  return {
    evaluation: row.id,
    owner: row.ownerRegionId,
    catalogueId: row.catalogueId,
    scheme: { key, name, documentNo: documentNo ?? null },
    period,
    tier: row.tier,
    lens: row.lens,
    stamps: stampsOf(row),
    resultsHash: row.resultsHash,
  };
}

/** 得分矩阵: what was scored and stored, without raw figures, so that other weights can be tried elsewhere. */
export async function scoringInputOf(ctx: Ctx, { params }: Input<typeof contract.readScoringInput>) {
  const row = await loadEvaluation(ctx, params.id);
  const [inputs, results] = [readInputs(row), readResults(row)];
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  const scheme = schemeIn(catalogue.document, inputs.scheme);
  const placed = placeNodes(scheme.root);
  return {
    ...aboutOf(row, catalogue, inputs),
    floor: scheme.floor ?? null,
    regions: inputs.regions.map(({ id, code, name, peerGroup }, at) => {
      const { score, place } = results.regions[at]!;
      return { regionId: id, code, name, peerGroup, score, rank: place?.rank ?? null };
    }),
    nodes: placed.map(({ node, path, parent, children }, at) => ({
      key: node.key,
      path,
      name: node.name,
      parent,
      weight: node.weight,
      indicator: node.indicator ?? null,
      method: children.length === 0 ? null : (node.method ?? "arithmetic"),
      exponent: node.exponent ?? null,
      penalty: node.penalty ?? null,
      missing: node.missing ?? null,
      score: children.length === 0 ? results.nodes[at]!.score : null,
      status: results.nodes[at]!.status,
    })),
  };
}
