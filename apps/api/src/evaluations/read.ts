import { and, desc, eq, getTableColumns } from "drizzle-orm";
import type { evaluations as contract, Input } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { SYNTHETIC, TRIAL } from "../catalogues/read.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { EvaluationInputs, EvaluationResults } from "./inputs.ts";
import { conclusionOf } from "./judgements.ts";

export type EvaluationRow = typeof tables.evaluations.$inferSelect;

export async function loadEvaluation(ctx: Ctx, id: number): Promise<EvaluationRow> {
  const e = tables.evaluations;
  const [row] = await ctx.tx.select().from(e).where(eq(e.id, id));
  if (row === undefined) throw problems.notFound(`evaluation ${id}`);
  return row;
}

export const readInputs = (row: Pick<EvaluationRow, "inputs">) => JSON.parse(row.inputs) as EvaluationInputs;
export const readResults = (row: Pick<EvaluationRow, "results">) => JSON.parse(row.results) as EvaluationResults;

const LENS: Record<string, Text | undefined> = {
  submitted: { zh: "按上报口径，未经审核", en: "As submitted, not reviewed" },
  county: { zh: "按县审口径", en: "As accepted by counties" },
  city: { zh: "按市审口径", en: "As accepted by cities" },
};

/** What must stand on every page and export of a result. */
export function stampsOf({ trial, synthetic, lens }: { trial: boolean; synthetic: boolean; lens: string }): Text[] {
  return [trial ? TRIAL : undefined, synthetic ? SYNTHETIC : undefined, LENS[lens]].filter(
    (stamp) => stamp !== undefined,
  );
}

type Head = Omit<EvaluationRow, "inputs" | "results">;

const headOf = (row: Head) => ({
  id: row.id,
  owner: row.ownerRegionId,
  catalogueId: row.catalogueId,
  scheme: row.schemeKey,
  periodId: row.periodId,
  tier: row.tier,
  lens: row.lens as "submitted" | "county" | "city" | "province",
  trial: row.trial,
  synthetic: row.synthetic,
  stamps: stampsOf(row),
  inputsHash: row.inputsHash,
  resultsHash: row.resultsHash,
  engine: row.engine,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
});

export function fullEvaluation(row: EvaluationRow) {
  const inputs = readInputs(row);
  const { nRanked, best, quartileCuts, methods, bounds, remarks, regions, standings } = readResults(row);
  const counts = new Map<string, number>();
  for (const { peerGroup } of inputs.regions) counts.set(peerGroup, (counts.get(peerGroup) ?? 0) + 1);
  const items = regions
    .map((region, at) => {
      const { score, coverage, place, unranked, peerGroup } = region;
      const { id, code, name } = inputs.regions[at]!;
      return {
        regionId: id,
        code,
        name,
        peerGroup,
        score,
        coverage,
        place,
        standing: standings?.regions[at] ?? null,
        conclusion: inputs.judged === undefined ? null : conclusionOf(inputs.judged, region, at),
        unranked: unranked.map((reason) => ({ ...reason })),
      };
    })
    .sort(byPlace);
  return {
    ...headOf(row),
    nListed: regions.length,
    nRanked,
    best,
    quartileCuts,
    methods,
    bounds: bounds as Record<string, unknown>,
    remarks: remarks.map((remark) => ({ ...remark })),
    uncertainty: inputs.uncertainty === undefined ? null : { ...inputs.uncertainty, sources: standings!.sources },
    peerGroups: [...counts].map(([name, n]) => ({ name, n })),
    items,
  };
}

type Listed = { place: { rank: number } | null; standing?: { band: number } | null; code: string };

/** Ranked regions first, by place or, where none is told, by band; within it, and the unranked, by code. */
export function byPlace(a: Listed, b: Listed): number {
  const rank = ({ place, standing }: Listed) => place?.rank ?? standing?.band ?? Infinity;
  return rank(a) === rank(b) ? (a.code < b.code ? -1 : 1) : rank(a) - rank(b);
}

export async function list(ctx: Ctx, { query }: Input<typeof contract.listEvaluations>) {
  const e = tables.evaluations;
  const { inputs: _inputs, results: _results, ...columns } = getTableColumns(e);
  const rows = await ctx.tx
    .select(columns)
    .from(e)
    .where(
      and(
        query.owner === undefined ? undefined : eq(e.ownerRegionId, query.owner),
        query.period === undefined ? undefined : eq(e.periodId, query.period),
        query.scheme === undefined ? undefined : eq(e.schemeKey, query.scheme),
      ),
    )
    .orderBy(desc(e.id))
    .limit(200);
  return { items: rows.map(headOf) };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readEvaluation>) {
  return fullEvaluation(await loadEvaluation(ctx, params.id));
}

/** The stored bytes, for recomputation elsewhere. */
export async function bundle(ctx: Ctx, { params }: Input<typeof contract.readBundle>) {
  const { inputs, inputsHash, results, resultsHash, catalogueId } = await loadEvaluation(ctx, params.id);
  const c = tables.catalogues;
  const [catalogue] = await ctx.tx.select({ document: c.document, hash: c.hash }).from(c).where(eq(c.id, catalogueId));
  return {
    inputs,
    inputsHash,
    results,
    resultsHash,
    catalogue: catalogue!.document,
    catalogueHash: catalogue!.hash,
  };
}
