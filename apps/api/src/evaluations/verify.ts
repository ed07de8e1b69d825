import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";
import { engineVersion, score } from "@duibiao/scoring";
import type { evaluations as contract, Input } from "@duibiao/contract";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";
import { factsOf, loadCells } from "./facts.ts";
import {
  canonical,
  cellsFromFacts,
  formulaEngine,
  resultsOf,
  schemeIn,
  scoreInputs,
  scoringInput,
  sha256,
  type EvaluationInputs,
} from "./inputs.ts";
import { takeTime } from "./patience.ts";
import { loadEvaluation, readInputs, type EvaluationRow } from "./read.ts";

export type Check = { check: string; ok: boolean; zh: string; en: string; differences: unknown[] };

const MOST = 50;

/** 验算, as an act of its own: leaves an audit row. */
export async function verify(ctx: Ctx, { params }: Input<typeof contract.verifyEvaluation>) {
  const row = await loadEvaluation(ctx, params.id);
  ctx.must("evaluation.read", { regionId: row.ownerRegionId, unitId: null });
  await takeTime(ctx);
  const checks = await checksOf(ctx, row);
  const ok = checks.every((check) => check.ok);
  await ctx.audit({
    object: `evaluation/${row.id}`,
    regionId: row.ownerRegionId,
    detail: { verified: ok, failed: checks.filter((c) => !c.ok).map((c) => c.check) },
  });
  return { ok, checks };
}

/**
 * Everything that a stored evaluation must still agree with: its own hashes, its catalogue, its results computed anew
 * from the stored inputs, and its inputs computed anew from the figures of the revisions that it names.
 */
export async function checksOf(ctx: Ctx, row: EvaluationRow): Promise<Check[]> {
  const stored: Check[] = [
    check(
      "inputs_hash",
      sha256(row.inputs) === row.inputsHash,
      "输入的哈希与所存一致",
      "The inputs have the stored hash",
    ),
    check(
      "results_hash",
      sha256(row.results) === row.resultsHash,
      "结果的哈希与所存一致",
      "The results have the stored hash",
    ),
  ];
  const [document] = (
    await ctx.tx.execute<{ document: string }>(sql`select document from catalogues where id = ${row.catalogueId}`)
  ).rows;
  const read = attempt(() => readInputs(row));
  if (!read.ok)
    return [...stored, check("inputs_readable", false, "输入不能读取", "The inputs cannot be read", [read.error])];
  const inputs = read.value;
  const catalogueIsThat = sha256(document!.document) === inputs.catalogue.hash;
  const engines = { scoring: engineVersion, formula: formulaEngine };
  const sameEngines = canonicalJson(engines) === canonicalJson(inputs.engines);
  const premises = [
    check(
      "catalogue_hash",
      catalogueIsThat,
      "目录全文与评估时的哈希一致",
      "The catalogue has the hash that the evaluation names",
    ),
    check(
      "engines",
      sameEngines,
      "算法版本与评估时一致",
      "The engines are those of the evaluation",
      sameEngines ? [] : [{ stored: inputs.engines, now: engines }],
    ),
  ];
  if (!catalogueIsThat) return [...stored, ...premises];
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  return [
    ...stored,
    ...premises,
    ...recomputedResults(catalogue, inputs, row),
    await sameRevisions(ctx, inputs),
    await recomputedInputs(ctx, catalogue, inputs),
  ];
}

function recomputedResults({ document }: OpenCatalogue, inputs: EvaluationInputs, row: EvaluationRow): Check[] {
  const again = attempt(() => canonical(resultsOf(scoreInputs(document, inputs), inputs)));
  const ok = again.ok && halfWidth(again.value) === halfWidth(row.results);
  const bounds = attempt(() => canonicalJson(score(schemeIn(document, inputs.scheme), scoringInput(inputs)).bounds));
  return [
    check(
      "results",
      ok,
      "由所存输入重算，结果逐字节一致",
      "Computed anew from the stored inputs, the results are the same bytes",
      again.ok ? (ok ? [] : firstDifference(row.results, again.value)) : [again.error],
    ),
    check(
      "bounds",
      bounds.ok && bounds.value === canonicalJson(inputs.bounds),
      "对标组界值由所存数值重算一致",
      "The peer bounds follow from the stored values",
      bounds.ok ? [] : [bounds.error],
    ),
  ];
}

/** Results made while sentences had half-width marks stay the bytes that they were, and are compared by these marks. */
export const halfWidth = (text: string): string =>
  text.replaceAll(/[，；：（）]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0));

function firstDifference(stored: string, computed: string): unknown[] {
  let at = 0;
  while (at < stored.length && stored[at] === computed[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return [{ at, stored: around(stored), computed: around(computed) }];
}

/** The revisions that the manifest names are still there under the same content hash. */
async function sameRevisions(ctx: Ctx, { manifest }: EvaluationInputs): Promise<Check> {
  const named = manifest.filter((entry) => entry.submission !== null);
  const list = (values: readonly (number | null)[]) => `{${values.join(",")}}`;
  const rows = await ctx.tx.execute<{ submission: number; revision: number; hash: string }>(sql`
    select r.submission_id::int as submission, r.revision, r.hash
    from unnest(${list(named.map((e) => e.submission))}::bigint[], ${list(named.map((e) => e.revision))}::int[]) as m (submission, revision)
    join submissions s on s.id = m.submission join revisions r on r.submission_id = s.id and r.city_id = s.city_id and r.revision = m.revision`);
  const found = new Map(rows.rows.map((r) => [`${r.submission}/${r.revision}`, r.hash]));
  const differences = named.flatMap(({ submission, revision, hash, unit }) => {
    const now = found.get(`${submission}/${revision}`) ?? null;
    return now === hash ? [] : [{ unit, submission, revision, stored: hash, found: now }];
  });
  return check(
    "revisions",
    differences.length === 0,
    "清单所列版次都在，内容哈希一致",
    "Every revision of the manifest is there under its hash",
    differences,
  );
}

async function recomputedInputs(ctx: Ctx, catalogue: OpenCatalogue, inputs: EvaluationInputs): Promise<Check> {
  const facts = factsOf(inputs.tree, inputs.manifest, await loadCells(ctx.tx, inputs.manifest, inputs.operands));
  const again = cellsFromFacts(catalogue, inputs, facts);
  const cells = { ...again.cells, ...again.gates };
  const kept = { ...inputs.cells, ...inputs.judged?.cells };
  // Value by value: as strict as the bytes, without writing them twice.
  const same = isDeepStrictEqual(cells, kept);
  const differences = same
    ? []
    : Object.entries(kept).flatMap(([indicator, column]) =>
        column.flatMap((stored, at) => {
          const computed = cells[indicator]?.[at];
          return isDeepStrictEqual(stored, computed)
            ? []
            : [{ indicator, region: inputs.regions[at], stored, computed }];
        }),
      );
  return check(
    "inputs",
    same,
    "由清单所列版次的数值重算，输入一致（不用汇总值）",
    "Computed anew from the figures of the manifest's revisions, the inputs are the same (roll-ups are not used)",
    differences,
  );
}

export const check = (name: string, ok: boolean, zh: string, en: string, differences: unknown[] = []): Check => ({
  check: name,
  ok,
  zh,
  en,
  differences: ok ? [] : differences.slice(0, MOST),
});

function attempt<T>(work: () => T): { ok: true; value: T } | { ok: false; error: string } {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error: String(error instanceof Error ? error.message : error) };
  }
}
