import { eq, sql } from "drizzle-orm";
import {
  refName,
  schemeCoverage,
  type NodeCoverage,
  type OperandRef,
  type Scheme,
  type Text,
} from "@duibiao/indicators";
import { engineVersion, score, ScoringError } from "@duibiao/scoring";
import type { evaluations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { isTrial, schemeOf } from "../catalogues/read.ts";
import { unreviewedRegions } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { ancestorsOn, cityOf, regionOn, subtreeOn, type RegionVersion } from "../tree.ts";
import { loadManifest } from "./facts.ts";
import {
  canonical,
  formulaEngine,
  gateCells,
  inputCells,
  leavesOf,
  resultsOf,
  scoringInput,
  sha256,
  type EvaluationInputs,
} from "./inputs.ts";
import { bonusOf } from "./bonus.ts";
import { concludes, gateFormulas, gatesOf } from "./judgements.ts";
import { evaluateRegions, nodesBelow, type Values } from "./operands.ts";
import { takeTime } from "./patience.ts";
import { peerGroupsOf } from "./peer-groups.ts";
import type { Native } from "./plan.ts";
import { fullEvaluation } from "./read.ts";
import { uncertaintyFor } from "./uncertainty.ts";

type Body = Input<typeof contract.runEvaluation>["body"];

/**
 * 评估: computes every indicator of the scheme for every region of the tier, scores, and stores inputs and results
 * once, each with its hash. Refused while roll-ups are pending, where current figures would come from history, and
 * where a city has not reviewed them.
 */
export async function run(ctx: Ctx, { body }: Input<typeof contract.runEvaluation>) {
  ctx.must("evaluation.run", { regionId: body.owner, unitId: null });
  await takeTime(ctx);
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, body.period));
  if (period === undefined) throw problems.notFound(`period ${body.period}`);
  const day = period.endDate;
  const catalogue = await openCatalogue(ctx.tx, body.catalogue, day);
  const scheme = schemeOf(catalogue.document, body.scheme);
  const { tree } = ctx.actor;
  if (regionOn(tree, body.owner, day) === undefined)
    throw problems.rule("该地区在报告期末不存在", "This region did not exist on the period's last day");
  const regions = subtreeOn(tree, body.owner, day)
    .map((id) => regionOn(tree, id, day)!)
    .filter((r) => r.tier === body.tier)
    .sort((a, b) => a.regionId - b.regionId);
  if (regions.length === 0)
    throw problems.rule("报告期末本辖区没有该层级的地区", "There was no region of this tier on the period's last day");
  const groups = peerGroupsOf(regions, body.peerGroups);
  const indicators = indicatorsOf(catalogue, scheme);
  const gates = gatesOf(catalogue.compiled, scheme);
  const bonus = bonusOf(scheme, regions, body.bonus);
  const above = new Set([body.owner, ...ancestorsOn(tree, body.owner, day), ...subtreeOn(tree, body.owner, day)]);
  const task = {
    catalogue,
    period: { kind: period.kind, start: period.startDate, end: day },
    lens: body.lens,
    regions: regions.map((r) => r.regionId),
    concerns: (owner: number) => above.has(owner),
  };
  const values = await evaluateRegions(ctx.tx, tree, task, [
    ...indicators.filter((i) => i.collected).map((i) => i.formula),
    ...gateFormulas(gates),
  ]);
  const column = (formula: string) => values.values.get(formula)!;
  refuseHistory(catalogue, values, day);
  await refusePending(ctx, values);
  const collections = values.sources.map((s) => s.collectionId);
  await refuseUnreviewed(ctx, body.lens, collections, regions, day);
  const nodes = nodesBelow(tree, [body.owner], day);
  const manifest =
    collections.length === 0
      ? []
      : await loadManifest(ctx.tx, {
          collections,
          lens: body.lens,
          day,
          regions: nodes.map((n) => n.id),
        });
  const inputs: Omit<EvaluationInputs, "bounds" | "methods"> = {
    format: "duibiao-evaluation/1",
    catalogue: {
      key: catalogue.document.key,
      version: catalogue.document.version,
      hash: catalogue.hash,
    },
    scheme: scheme.key,
    owner: body.owner,
    period: { key: period.key, kind: period.kind, start: period.startDate, end: day },
    tier: body.tier,
    lens: body.lens,
    treeDate: day,
    trial: isTrial(scheme),
    synthetic: values.sources.some((s) => s.synthetic),
    engines: { scoring: engineVersion, formula: formulaEngine },
    tree: nodes,
    regions: regions.map((r) => ({
      id: r.regionId,
      code: r.code,
      name: r.name,
      kind: r.kind,
      city: cityOf(r),
      peerGroup: groups.get(r.regionId)!,
    })),
    operands: values.plans,
    indicators,
    cells: inputCells(indicators, regions.length, column),
    ...(concludes(scheme) && { judged: { gates, cells: gateCells(gates, column), bonus } }),
    uncertainty: uncertaintyFor([catalogue.hash, scheme.key, period.key, body.tier, body.lens]),
    manifest,
  };
  return fullEvaluation(await store(ctx, body, scheme, inputs));
}

/** The scheme's indicators in tree order, each with whether some form feeds it. */
function indicatorsOf(catalogue: OpenCatalogue, scheme: Scheme): EvaluationInputs["indicators"] {
  const covered = new Map(
    coverageLeaves(schemeCoverage(catalogue.compiled, scheme.key)).map(({ leaf }) => [leaf!.indicator, leaf!]),
  );
  return leavesOf(scheme.root).map((leaf) => {
    const { key, formula, direction } = catalogue.compiled.indicators.get(leaf.indicator!)!;
    const { collected, moduleAbsent } = covered.get(key)!;
    return { key, formula, direction, collected, ...(moduleAbsent.length > 0 && { moduleAbsent }) };
  });
}

const coverageLeaves = (node: NodeCoverage): NodeCoverage[] =>
  node.leaf === undefined ? node.children.flatMap(coverageLeaves) : [node];

/** Origin 历史 is outside the index: it may stand for last year only, or for what a comparison takes from an earlier year. */
function refuseHistory(catalogue: OpenCatalogue, values: Values, day: string): void {
  const history = new Map(values.sources.filter((s) => s.origin === "history").map((s) => [s.collectionId, s.name]));
  const used = values.plans.flatMap(({ ref, natives }) => {
    const compared = (native: Native) => ref.lag === 1 || (isBefore(ref) && native.end.slice(0, 4) < day.slice(0, 4));
    const names = natives
      .filter((native) => !compared(native))
      .flatMap((native) => native.collections.flatMap((id) => history.get(id) ?? []));
    return names.length === 0
      ? []
      : [
          {
            measure: ref.measure,
            member: ref.member,
            name: refName(catalogue.compiled, ref),
            collections: [...new Set(names)],
          },
        ];
  });
  if (used.length > 0) {
    throw problems.rule(
      "历史数据不计入考核：这些当期数据项来自历史数据任务，只能用于上年同期比较或单项排名",
      "Historical figures stand outside the index: these current operands come from history collections, which serve comparisons with last year and single rankings only",
      { history: used },
    );
  }
}

const isBefore = ({ periods, window }: OperandRef) =>
  periods !== undefined || window?.kind === "moving_sum" || window?.kind === "moving_mean";

/** Scores would say what the figures are: an evaluation of what a city has neither reviewed nor opened is refused. */
async function refuseUnreviewed(
  ctx: Ctx,
  lens: Body["lens"],
  collections: readonly number[],
  regions: readonly RegionVersion[],
  day: string,
): Promise<void> {
  const unreviewed = await unreviewedRegions(ctx, lens, collections, day);
  const hidden = regions.filter((region) => unreviewed(region.regionId));
  if (hidden.length === 0) return;
  const some = hidden.slice(0, 5).map((region) => region.name);
  throw problems.rule(
    `有 ${hidden.length} 个地区的数据市级尚未审核（${some.join("、")}${hidden.length > some.length ? "等" : ""}），不能按此口径评估：请改用市审或省核口径，或请市级审核、开放未审数据后再评估`,
    `The city has not reviewed the figures of ${hidden.length} regions (${some.join(", ")}${hidden.length > some.length ? ", ..." : ""}): evaluate under the lens city or province, or ask the city to review or open them first`,
    { unreviewed: hidden.map((region) => region.regionId) },
  );
}

async function refusePending(ctx: Ctx, values: Values): Promise<void> {
  const periods = new Map(
    values.plans.flatMap((plan) => plan.natives.map((native) => [native.periodId, native.key] as const)),
  );
  if (periods.size === 0) return;
  const found = await ctx.tx.execute<{ period: number }>(
    sql`select p as period from unnest(${`{${[...periods.keys()].join(",")}}`}::int[]) p where roll_ups_pending(p)`,
  );
  if (found.rows.length > 0) {
    const keys = found.rows.map((row) => periods.get(row.period)!);
    throw problems.conflict(
      `汇总值正在更新（${keys.join("、")}），请稍后再评估`,
      `Roll-ups are being rebuilt (${keys.join(", ")}); evaluate again shortly`,
      { pending: keys },
    );
  }
}

async function store(ctx: Ctx, body: Body, scheme: Scheme, without: Omit<EvaluationInputs, "bounds" | "methods">) {
  const scored = scoredOrRefused(scheme, without);
  const inputs = canonical({ ...without, methods: scored.methods, bounds: scored.bounds });
  const results = canonical(resultsOf(scored, without));
  const [row] = await ctx.tx
    .insert(tables.evaluations)
    .values({
      ownerRegionId: body.owner,
      catalogueId: body.catalogue,
      schemeKey: scheme.key,
      periodId: body.period,
      tier: body.tier,
      lens: body.lens,
      trial: without.trial,
      synthetic: without.synthetic,
      inputs,
      inputsHash: sha256(inputs),
      results,
      resultsHash: sha256(results),
      engine: `${engineVersion} ${formulaEngine}`,
      createdBy: ctx.actor.userId,
      createdAt: ctx.now,
    })
    .returning();
  await ctx.audit({
    object: `evaluation/${row!.id}`,
    regionId: body.owner,
    detail: {
      scheme: scheme.key,
      period: without.period.key,
      tier: body.tier,
      lens: body.lens,
      inputsHash: row!.inputsHash,
      resultsHash: row!.resultsHash,
    },
  });
  return row!;
}

function scoredOrRefused(scheme: Scheme, inputs: Omit<EvaluationInputs, "bounds" | "methods">) {
  try {
    return score(scheme, scoringInput(inputs));
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error;
    const says: Text = {
      zh: "该方案不能评分，请按所列位置修改目录后另发一版",
      en: "This scheme cannot be scored; mend the places listed and publish a new version",
    };
    throw problems.rule(says.zh, says.en, { remarks: error.remarks });
  }
}
