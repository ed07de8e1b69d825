import { and, asc, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { formulaOf, type Text } from "@duibiao/indicators";
import type { Input, Output, releases as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { writeCsv } from "@duibiao/workbook";
import { writeTable } from "@duibiao/workbook/table";
import { openCatalogue } from "../catalogues/open.ts";
import { outsideOf, type InputCell } from "../evaluations/inputs.ts";
import { byPlace } from "../evaluations/read.ts";
import { numbersIn } from "../evaluations/sheet.ts";
import { markColumn, markOf } from "../mark.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { correctionsOf } from "./corrections.ts";
import { earlierOf } from "./earlier.ts";
import { loadRelease, stateNames, statesOf, type ReleaseRow, type ReleaseState } from "./states.ts";

type Result = Output<typeof contract.readResult>;
type Full = Output<typeof contract.readRelease>;
type Head = Full["head"];

function summary(release: ReleaseRow, state: ReleaseState) {
  const head = release.head as Head;
  return {
    id: release.id,
    evaluationId: release.evaluationId,
    owner: release.ownerRegionId,
    scheme: release.schemeKey,
    periodId: release.periodId,
    tier: release.tier,
    number: release.number,
    edition: {
      zh: `评估结果第${release.number}版`,
      en: `Evaluation results, release ${release.number}`,
    },
    title: release.title,
    audience: release.audience,
    presentation: release.presentation,
    state,
    stateName: stateNames[state],
    trial: head.trial,
    synthetic: head.synthetic,
    stamps: head.stamps,
    dataUntil: head.dataUntil,
    createdBy: release.createdBy,
    createdAt: release.createdAt,
  };
}

type Item = Full["items"][number];

/** A release with the regions that the actor may see: row-level security holds the audience. */
export async function fullRelease(ctx: Ctx, release: ReleaseRow) {
  const states = await statesOf(ctx, release.id);
  return {
    ...summary(release, states.at(-1)!.state),
    head: release.head as Head,
    states,
    items: await itemsOf(ctx, release.id),
    ...(await correctionsOf(ctx, release)),
  };
}

/** A line is unpacked once for all that is read of it. */
async function itemsOf(ctx: Ctx, releaseId: number): Promise<Item[]> {
  const rows = await ctx.tx.execute<
    { region: { id: number; code: string; name: string; peerGroup: string } } & Omit<
      Item,
      "regionId" | "code" | "name" | "peerGroup"
    >
  >(sql`
    select line.* from release_results, jsonb_to_record(result)
      as line (region jsonb, score jsonb, coverage jsonb, place jsonb, standing jsonb, conclusion jsonb, unranked jsonb)
    where release_id = ${releaseId}`);
  return rows.rows
    .map(({ region: { id, code, name, peerGroup }, ...rest }) => ({
      regionId: id,
      code,
      name,
      peerGroup,
      ...rest,
    }))
    .sort(byPlace);
}

export async function list(ctx: Ctx, { query }: Input<typeof contract.listReleases>) {
  const r = tables.releases;
  const rows = await ctx.tx
    .select({ ...getTableColumns(r), state: sql<ReleaseState>`release_state(${r.id})` })
    .from(r)
    .where(
      and(
        query.owner === undefined ? undefined : eq(r.ownerRegionId, query.owner),
        query.period === undefined ? undefined : eq(r.periodId, query.period),
        query.scheme === undefined ? undefined : eq(r.schemeKey, query.scheme),
        query.state === undefined ? undefined : sql`release_state(${r.id}) = ${query.state}`,
      ),
    )
    .orderBy(desc(r.id))
    .limit(200);
  return { items: rows.map(({ state, ...release }) => summary(release, state)) };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readRelease>) {
  return fullRelease(ctx, await loadRelease(ctx, params.id));
}

/** One region's result, with the formula of every indicator and its numbers put in. */
export async function readResult(ctx: Ctx, { params }: Input<typeof contract.readResult>) {
  const release = await loadRelease(ctx, params.id);
  const t = tables.releaseResults;
  const [row] = await ctx.tx
    .select({ result: t.result })
    .from(t)
    .where(and(eq(t.releaseId, params.id), eq(t.regionId, params.region)));
  if (row === undefined) throw problems.notFound(`region ${params.region} in release ${params.id}`);
  const head = release.head as Head;
  const catalogue = await openCatalogue(ctx.tx, head.catalogue.id, head.period.end);
  const { cells, ...result } = row.result as Omit<
    Result,
    "release" | "head" | "indicators" | "earlier" | "corrections" | "restates"
  > & {
    cells: Record<string, InputCell>;
  };
  const indicators = head.indicators.map((indicator) => {
    const formula = formulaOf(catalogue.compiled, catalogue.compiled.indicators.get(indicator.key)!.formula);
    return {
      ...indicator,
      cell: cells[indicator.key]!,
      formula: numbersIn(catalogue, formula, cells[indicator.key]!, outsideOf(head, result.region)),
    };
  });
  const states = await statesOf(ctx, release.id);
  return {
    release: summary(release, states.at(-1)!.state),
    head: shortHead(head),
    // Releases made before there were intervals and gates have none.
    ...result,
    standing: result.standing ?? null,
    conclusion: result.conclusion ?? null,
    indicators,
    earlier: await earlierOf(ctx, release, result),
    ...(await correctionsOf(ctx, release)),
  };
}

/** What one region's result needs of the head; its indicators stand in the result. */
const shortHead = (head: Head): Result["head"] => ({
  scheme: head.scheme,
  period: head.period,
  tier: head.tier,
  lens: head.lens,
  treeDate: head.treeDate,
  resultsHash: head.resultsHash,
  nListed: head.nListed,
  nRanked: head.nRanked,
  best: head.best,
  quartileCuts: head.quartileCuts,
  peerGroups: head.peerGroups,
  // Releases frozen before there were such statistics have none.
  nodePeers: head.nodePeers ?? [],
  ...(head.uncertainty && { presentation: head.presentation, uncertainty: head.uncertainty }),
  ...(head.conclusions && { conclusions: head.conclusions }),
});

export async function readPeers(ctx: Ctx, { params }: Input<typeof contract.readPeers>) {
  const head = (await loadRelease(ctx, params.id)).head as Head;
  const p = tables.peerStatistics;
  const rows = await ctx.tx
    .select()
    .from(p)
    .where(eq(p.releaseId, params.id))
    .orderBy(asc(p.indicator), asc(p.peerGroup));
  const items = rows.map(({ releaseId: _release, ownerRegionId: _owner, ...row }) => {
    const { name, uom, direction } = head.indicators.find((indicator) => indicator.key === row.indicator)!;
    return { ...row, name, uom, direction };
  });
  return { stamps: head.stamps, items };
}

const columns = [
  { name: "rank", type: "number" },
  { name: "rank_to", type: "number" },
  { name: "region_code", type: "text" },
  { name: "region_name", type: "text" },
  { name: "peer_group", type: "text" },
  { name: "score", type: "number" },
  { name: "coverage", type: "number" },
  { name: "quartile", type: "number" },
  { name: "band", type: "number" },
  { name: "interval_from", type: "number" },
  { name: "interval_to", type: "number" },
  { name: "interval", type: "text" },
  { name: "probability_top", type: "number" },
  { name: "bonus", type: "number" },
  { name: "total", type: "number" },
  { name: "grade", type: "text" },
  { name: "gates", type: "text" },
  { name: "unranked", type: "text" },
  { name: "release", type: "text" },
  { name: "data_until", type: "text" },
  { name: "stamp", type: "text" },
  markColumn,
] as const;

const gateStates: Record<string, Text> = {
  struck: { zh: "触发", en: "strikes" },
  undecided: { zh: "无法判定", en: "undecided" },
  clear: { zh: "未触发", en: "does not strike" },
};

/** Bonus, total, grade and gates by their names; nothing where the scheme has none. */
function concluded({ conclusion }: Item, { conclusions }: Head, said: (text: Text) => string) {
  if (conclusion == null || conclusions === undefined) return {};
  const { bonus, total, grade, gates } = conclusion;
  const named = conclusions.grades.find(({ key }) => key === grade);
  const names = new Map(conclusions.gates.map(({ key, name }) => [key, name]));
  return {
    bonus,
    total,
    grade: named && said(named.name),
    gates: gates.map(({ key, state }) => `${said(names.get(key)!)}: ${said(gateStates[state]!)}`).join("; "),
  };
}

/** The visible regions as a table, with edition, state, stamps and who took it on every row. */
async function tableOf(ctx: Ctx, input: Input<typeof contract.readRelease>) {
  const release = await read(ctx, input);
  const said = ({ zh, en }: Text) => `${zh} / ${en}`;
  const exported = await markOf(ctx);
  return release.items.map((item): Record<string, string | number | null | undefined> => ({
    rank: item.place?.rank,
    rank_to: item.place?.rankTo,
    region_code: item.code,
    region_name: item.name,
    peer_group: item.peerGroup,
    score: item.score,
    coverage: item.coverage,
    quartile: item.place?.quartile,
    band: item.standing?.band,
    interval_from: item.standing?.from,
    interval_to: item.standing?.to,
    interval: item.standing?.sentence && said(item.standing.sentence),
    probability_top: item.standing?.top,
    ...concluded(item, release.head, said),
    unranked: item.unranked.map((reason) => said(reason)).join("; "),
    release: `${release.title} ${release.edition.zh}（${release.stateName.zh}）`,
    data_until: release.dataUntil,
    stamp: release.stamps.map(said).join("; "),
    exported,
  }));
}

export const exportCsv = async (ctx: Ctx, input: Input<typeof contract.exportRelease>) =>
  writeCsv(columns, await tableOf(ctx, input), { bom: true });

export async function exportXlsx(ctx: Ctx, input: Input<typeof contract.exportReleaseXlsx>) {
  const rows = await tableOf(ctx, input);
  return writeTable([{ name: "results", columns, rows: rows.map((row) => columns.map(({ name }) => row[name])) }]);
}
