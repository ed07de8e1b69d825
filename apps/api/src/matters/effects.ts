import { sql } from "drizzle-orm";
import type { Input, matters as contract } from "@duibiao/contract";
import { setScope } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { changedInputs, movedOf, scoredAgain, shareOf, standingsAgain, type Change } from "../evaluations/changed.ts";
import { takeTime } from "../evaluations/patience.ts";
import { loadEvaluation, readInputs, readResults, stampsOf } from "../evaluations/read.ts";
import { problems } from "../problem.ts";
import { loadRelease, stateNames, type ReleaseRow, type ReleaseState } from "../releases/states.ts";
import type { Ctx } from "../serve.ts";
import { openMatter, type CorrectionSubject, type Matter, type ObjectionSubject } from "./open.ts";

/** 拟: from which share of an indicator on a correction forces ranks to be issued again; below it the release is marked. */
export const rerankFrom = 0.05;

type Concerned = {
  release: number;
  evaluation: number;
  title: string;
  number: number;
  state: ReleaseState;
};

/** 影响预览: the releases that stand and may change, each to be evaluated on its own. */
export async function effects(ctx: Ctx, { params }: Input<typeof contract.listEffects>) {
  const matter = await seen(ctx, params.id);
  if (changeOf(matter) === null) return { items: [] };
  const items = await concernedOf(ctx, matter, ["consulting", "approved", "published"]);
  return {
    items: items.map(({ release, title, number, state }) => ({
      release,
      title,
      edition: editionOf(number),
      stateName: stateNames[state],
    })),
  };
}

/**
 * One release evaluated again on what is asked, against what it says. Computed with the eyes of whoever owns the release;
 * told are only the regions whose lines of the release the asker may read.
 */
export async function readEffect(ctx: Ctx, { params }: Input<typeof contract.readEffect>) {
  const matter = await seen(ctx, params.id);
  const release = await loadRelease(ctx, params.release);
  if (matter.kind === "objection" && matter.releaseId !== release.id) throw problems.notFound(`release ${release.id}`);
  await takeTime(ctx);
  const change = changeOf(matter);
  return { rerankFrom, effect: change === null ? null : await effectOf(ctx, release, change) };
}

/** Results have another audience than papers: whoever may see the matter itself is asked apart. */
async function seen(ctx: Ctx, id: number): Promise<Matter> {
  const matter = await openMatter(ctx, id);
  ctx.must("matter.read", matter);
  return matter;
}

const editionOf = (number: number) => ({
  zh: `评估结果第${number}版`,
  en: `Evaluation results, release ${number}`,
});

/** What a matter asks as a change of an evaluation; null where it cannot be computed: a rule, or no value was named. */
export function changeOf(matter: Matter): Change | null {
  if (matter.kind === "correction") {
    const { collection, cells } = matter.subject as CorrectionSubject;
    return {
      kind: "cells",
      collection,
      unit: matter.unitId!,
      submission: matter.submissionId!,
      cells: cells.map(({ measure, member, after: { state, value, estimated, reason } }) => ({
        measure,
        member,
        value: state === "number" ? { state, value: value!, estimated } : { state, reason },
      })),
    };
  }
  const { indicator, value, group } = matter.subject as ObjectionSubject;
  if (group !== null) return { kind: "group", region: matter.regionId, group };
  return indicator === null || value === null
    ? null
    : { kind: "value", region: matter.regionId, indicator, value: Number(value) };
}

/** Releases in one of the states that the actor may read, made from the form of the matter; of an objection its own. */
export async function concernedOf(ctx: Ctx, matter: Matter, states: readonly ReleaseState[]): Promise<Concerned[]> {
  const about =
    matter.kind === "objection"
      ? sql`r.id = ${matter.releaseId}`
      : sql`release_state(r.id) = any(${`{${states.join(",")}}`}::text[])`;
  const { rows } = await ctx.tx.execute<Concerned>(sql`
    select r.id as release, r.evaluation_id as evaluation, r.title, r.number, release_state(r.id) as state
    from releases r where ${about} order by r.id desc`);
  if (matter.kind === "objection" || rows.length === 0) return rows;
  // As the canonical text of an evaluation names the forms that it stands on.
  const named = `{"collection":${(matter.subject as CorrectionSubject).collection},`;
  const found = await widely(ctx, () =>
    ctx.tx.execute<{ id: number }>(
      sql`select id from evaluations where id = any(${`{${rows.map((row) => row.evaluation).join(",")}}`}::int[]) and position(${named} in inputs) > 0`,
    ),
  );
  const ids = new Set(found.rows.map(({ id }) => id));
  return rows.filter((row) => ids.has(row.evaluation));
}

async function effectOf(ctx: Ctx, { id: release, evaluationId, presentation }: ReleaseRow, change: Change) {
  const visible = await ctx.tx.execute<{ region: number }>(
    sql`select region_id as region from release_results where release_id = ${release}`,
  );
  const told = new Set(visible.rows.map(({ region }) => region));
  const tried = await widely(ctx, async () => {
    const row = await loadEvaluation(ctx, evaluationId);
    const inputs = readInputs(row);
    const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
    const changed = await changedInputs(ctx, catalogue, inputs, change);
    return changed && { row, inputs, catalogue, changed };
  });
  if (tried === null) return null;
  const { row, inputs, catalogue, changed } = tried;
  // How far figures move that the asker may not read is not told either.
  const moved = movedOf(inputs, changed).filter(({ region }) => told.has(region));
  const [before, after] = [readResults(row), scoredAgain(catalogue, changed.inputs)];
  const bands = presentation === "bands";
  const again = bands ? standingsAgain(after, changed.inputs) : undefined;
  const direct = new Set(changed.regions);
  const lines = inputs.regions.flatMap(({ id, code, name }, at) => {
    if (!told.has(id)) return [];
    const [was, is] = [before.regions[at]!, after.regions[at]!];
    const line = {
      regionId: id,
      code,
      name,
      direct: direct.has(id),
      score: { before: was.score, after: is.score },
      rank: bands ? nothing : { before: was.place?.rank ?? null, after: is.place?.rank ?? null },
      band: bands
        ? { before: before.standings?.regions[at]?.band ?? null, after: again?.regions[at]?.band ?? null }
        : nothing,
      grade: { before: was.concluded?.grade ?? null, after: is.concluded?.grade ?? null },
    };
    const differs = [line.score, line.rank, line.band, line.grade].some((one) => one.before !== one.after);
    return differs || line.direct ? [line] : [];
  });
  const share = moved.length === 0 ? null : shareOf(moved);
  return {
    presentation,
    stamps: stampsOf(row),
    share,
    rerank: moved.length > 0 && (share === null || share >= rerankFrom),
    indicators: moved.map(({ region, indicator, before: was, after: is }) => {
      const { name, uom } = catalogue.compiled.indicators.get(indicator)!;
      const place = inputs.regions.find(({ id }) => id === region)!.name;
      return { regionId: region, region: place, indicator, name, uom, before: was, after: is };
    }),
    nTold: told.size,
    lines,
  };
}

const nothing = { before: null, after: null };

/** Reads beyond what the actor may see, for a computation of which only a part is told. */
export async function widely<T>({ tx, actor }: Ctx, work: () => Promise<T>): Promise<T> {
  const all = [...actor.tree.versions.keys()];
  await setScope(tx, { ...actor.scope, regions: all, cities: all });
  const done = await work();
  await setScope(tx, actor.scope);
  return done;
}
