import type { Input, panels as contract } from "@duibiao/contract";
import { canonicalJson, type Catalogue } from "@duibiao/indicators";
import { ahpPriorities, pairwiseFromScale, placeNodes, ScoringError, worstJudgement } from "@duibiao/scoring";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { schemeOf } from "../catalogues/read.ts";
import { beijingDay } from "../actor.ts";
import { sha256 } from "../evaluations/inputs.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { isAsked, nodesOf, openPanel, type Panel } from "./open.ts";

export type SheetRow = typeof tables.panelSheets.$inferSelect;
/** Saaty's scale, as the contract says it; null: not judged. */
export type Upper = (number | null)[][];

/** What a sheet amounts to, computed whenever it is read. */
export function shownSheet(row: SheetRow, userId: number, replaced: boolean) {
  const upper = (JSON.parse(row.judgements) as { upper: Upper }).upper;
  const matrix = pairwiseFromScale(upper);
  const { weights, consistencyRatio, missing } = ahpPriorities(matrix);
  const hint = worstJudgement(matrix);
  const { id, node, source, expert, unit, day, scan, hash, userName, at } = row;
  return {
    id,
    node,
    source,
    expert,
    unit,
    day,
    scan,
    upper,
    weights,
    consistencyRatio,
    missing,
    worst:
      hint === null
        ? null
        : { i: hint.i, j: hint.j, nearestOnScale: hint.nearestOnScale, ratioAfter: hint.after.consistencyRatio },
    hash,
    enteredBy: userName,
    at,
    replaced,
    mine: source === "own" && row.userId === userId,
  };
}

/** 交表: one's own, where the panel asks one's role. */
export async function fill(ctx: Ctx, { params, body }: Input<typeof contract.fillSheet>) {
  const panel = await openPanel(ctx, "panel.fill", params.id);
  ctx.must("panel.fill", { regionId: panel.ownerRegionId, unitId: null });
  if (!isAsked(ctx, panel))
    throw problems.rule(
      "本次打分没有邀请您的角色，请由被邀请的人填写，或请分析员录入纸质表",
      "This panel does not ask your role; those asked fill it in, or an analyst enters a paper sheet",
    );
  const { name } = ctx.actor;
  return keep(ctx, panel, body, { source: "own", expert: name, unit: "", day: beijingDay(ctx.now), scan: "" });
}

/** 录入纸质表: what somebody signed on paper. */
export async function enter(ctx: Ctx, { params, body }: Input<typeof contract.enterSheet>) {
  const panel = await openPanel(ctx, "panel.change", params.id);
  ctx.must("panel.change", { regionId: panel.ownerRegionId, unitId: null });
  const { expert, unit, day, scan } = body;
  if (day > beijingDay(ctx.now))
    throw problems.badRequest([{ path: "body.day", zh: "填表日期不能晚于今天", en: "the day must not lie ahead" }]);
  return keep(ctx, panel, body, { source: "paper", expert: expert.trim(), unit: unit.trim(), day, scan });
}

type Who = Pick<SheetRow, "source" | "expert" | "unit" | "day" | "scan">;
type Said = Who & Pick<SheetRow, "panelId" | "node" | "judgements" | "userId">;

async function keep(ctx: Ctx, panel: Panel, { node, upper }: { node: string; upper: Upper }, who: Who) {
  const { document } = await openCatalogue(ctx.tx, panel.catalogueId);
  const items = itemsOf(document, panel, node);
  assertJudged(upper, items.length);
  const judgements = canonicalJson({ items, upper });
  const hash = sheetHash({ panelId: panel.id, node, judgements, ...who, userId: ctx.actor.userId });
  const [row] = await ctx.tx
    .insert(tables.panelSheets)
    .values({
      panelId: panel.id,
      ownerRegionId: panel.ownerRegionId,
      node,
      ...who,
      judgements,
      hash,
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning();
  const detail = { panel: panel.id, node, source: who.source, hash };
  await ctx.audit({ object: `panel-sheet/${row!.id}`, regionId: panel.ownerRegionId, detail });
  return shownSheet(row!, ctx.actor.userId, false);
}

/** SHA-256 of everything that a sheet says. */
export function sheetHash({ panelId, node, judgements, source, expert, unit, day, scan, userId }: Said): string {
  const said = JSON.parse(judgements) as { items: string[]; upper: Upper };
  return sha256(canonicalJson({ panel: panelId, node, ...said, source, expert, unit, day, scan, by: userId }));
}

function itemsOf(document: Catalogue, panel: Panel, node: string): string[] {
  const found = nodesOf(panel).includes(node)
    ? placeNodes(schemeOf(document, panel.schemeKey).root).find((placed) => placed.node.key === node)
    : undefined;
  if (found === undefined)
    throw problems.badRequest([
      { path: "body.node", zh: "本次打分没有这个节点", en: "the panel does not ask this node" },
    ]);
  return found.node.children!.map(({ key }) => key);
}

/** Of the node's size, and hanging together: else there are no weights. */
function assertJudged(upper: Upper, n: number): void {
  if (upper.length !== n || upper.some((row, i) => row.length !== n - 1 - i))
    throw problems.badRequest([
      { path: "body.upper", zh: `应为 ${n} 项两两比较的上三角`, en: `must be the upper triangle of ${n} items` },
    ]);
  try {
    ahpPriorities(pairwiseFromScale(upper));
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error;
    const [first] = error.remarks;
    throw problems.rule(first!.zh, first!.en, { remarks: error.remarks });
  }
}
