import { desc, eq, sql } from "drizzle-orm";
import type { Input, panels as contract } from "@duibiao/contract";
import { ahpPriorities, groupJudgements, groupPriorities, pairwiseFromScale, placeNodes } from "@duibiao/scoring";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { openCatalogue } from "../catalogues/open.ts";
import { schemeOf } from "../catalogues/read.ts";
import type { Ctx } from "../serve.ts";
import { headOf, isAsked, nodesOf, openPanel, rolesAt } from "./open.ts";
import { shownSheet, type SheetRow } from "./sheets.ts";

const READ = "panel.read";
/** Saaty: judgements with a consistency ratio above this contradict one another too much. */
const ACCEPTABLE = 0.1;

/** The panels of one's own bureau, the last one first. */
export async function list(ctx: Ctx, _input: Input<typeof contract.listPanels>) {
  const { panels: p, panelSheets: s } = tables;
  const rows = await ctx.tx
    .select({ panel: p, sheets: sql<number>`(select count(*)::int from ${s} where ${s.panelId} = panels.id)` })
    .from(p)
    .orderBy(desc(p.id));
  return {
    items: rows
      .filter(({ panel }) => servesBureau(ctx.actor, READ, panel.ownerRegionId))
      .map(({ panel, sheets }) => ({ ...headOf(panel), sheets })),
  };
}

type Sheet = ReturnType<typeof shownSheet>;

/** Judging is independent: who is asked sees their own sheets; analysts and auditors see all, and what the group says. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readPanel>) {
  const panel = await openPanel(ctx, READ, params.id);
  const { document } = await openCatalogue(ctx.tx, panel.catalogueId);
  const scheme = schemeOf(document, panel.schemeKey);
  const s = tables.panelSheets;
  const rows = await ctx.tx.select().from(s).where(eq(s.panelId, panel.id)).orderBy(s.id);
  const roles = rolesAt(ctx, panel.ownerRegionId);
  const seesAll = roles.has("analyst") || roles.has("auditor");
  const last = new Map(rows.map((row) => [expertOf(row), row.id]));
  const sheets = rows.map((row) => shownSheet(row, ctx.actor.userId, last.get(expertOf(row)) !== row.id));
  const placed = new Map(placeNodes(scheme.root).map(({ node }) => [node.key, node]));
  return {
    ...headOf(panel),
    schemeName: scheme.name,
    catalogueVersion: document.version,
    seesAll,
    fills: isAsked(ctx, panel),
    transcribes: roles.has("analyst"),
    acceptable: ACCEPTABLE,
    items: nodesOf(panel).map((key) => {
      const { name, children } = placed.get(key)!;
      const own = sheets.filter(({ node }) => node === key);
      const counted = own.filter(({ replaced }) => !replaced);
      const consistent = counted.filter(({ consistencyRatio }) => consistencyRatio <= ACCEPTABLE);
      return {
        node: key,
        name,
        children: children!.map((child) => ({ key: child.key, name: child.name, weight: child.weight })),
        sheets: seesAll ? own : own.filter(({ mine }) => mine),
        all: seesAll ? groupOf(counted) : null,
        consistent: seesAll && consistent.length < counted.length ? groupOf(consistent) : null,
      };
    }),
  };
}

/** Who judged which node: a person by account, a paper sheet by name and unit. */
const expertOf = ({ node, source, userId, expert, unit }: SheetRow): string =>
  JSON.stringify(source === "own" ? [node, userId] : [node, expert, unit]);

/** What several sheets say together, both ways; all experts alike. */
function groupOf(sheets: readonly Sheet[]) {
  if (sheets.length === 0) return null;
  const matrices = sheets.map(({ upper }) => pairwiseFromScale(upper));
  const { weights, consistencyRatio } = ahpPriorities(groupJudgements(matrices));
  return {
    sheets: sheets.map(({ id }) => id),
    judgements: { weights, consistencyRatio },
    priorities: groupPriorities(matrices).weights,
  };
}
