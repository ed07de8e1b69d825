import { eq } from "drizzle-orm";
import type { Action, panels as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { ownerToday } from "../tree.ts";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export type Panel = typeof tables.panels.$inferSelect;
type PanelRole = (typeof contract.panelRoles)[number];

export const nodesOf = ({ nodes }: Panel) => JSON.parse(nodes) as string[];
export const rolesOf = ({ roles }: Panel) => JSON.parse(roles) as PanelRole[];

export const headOf = (row: Panel) => ({
  id: row.id,
  owner: row.ownerRegionId,
  catalogueId: row.catalogueId,
  scheme: row.schemeKey,
  title: row.title,
  nodes: nodesOf(row),
  roles: rolesOf(row),
  createdBy: row.createdName,
  createdAt: row.createdAt,
});

/** A panel of one's own bureau; to anybody else it is not there. */
export async function openPanel(ctx: Ctx, action: Action, id: number): Promise<Panel> {
  const [row] = await ctx.tx.select().from(tables.panels).where(eq(tables.panels.id, id));
  if (row === undefined || !servesBureau(ctx.actor, action, row.ownerRegionId)) throw problems.notFound(`panel ${id}`);
  return row;
}

/** The person's roles at the panel's bureau. */
export function rolesAt({ actor }: Ctx, owner: number): Set<string> {
  const there = actor.posts.filter(
    ({ regionId }) => regionId !== null && ownerToday(actor.tree, regionId, actor.today) === owner,
  );
  return new Set(there.map(({ role }) => role));
}

/** Whether the panel asks one of the person's roles. */
export const isAsked = (ctx: Ctx, panel: Panel): boolean => {
  const own = rolesAt(ctx, panel.ownerRegionId);
  return rolesOf(panel).some((role) => own.has(role));
};
