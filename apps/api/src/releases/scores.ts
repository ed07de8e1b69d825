import { asc, eq, sql } from "drizzle-orm";
import type { Input, releases as contract } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import type { ExplainedNode } from "@duibiao/scoring";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { loadRelease } from "./states.ts";

/** Every node's score of the regions that the actor may see; row-level security holds the audience. */
export async function readScores(ctx: Ctx, { params }: Input<typeof contract.readScores>) {
  const release = await loadRelease(ctx, params.id);
  const t = tables.releaseResults;
  const rows = await ctx.tx
    .select({ regionId: t.regionId, tree: sql<ExplainedNode>`${t.result}->'tree'` })
    .from(t)
    .where(eq(t.releaseId, params.id))
    .orderBy(asc(t.regionId));
  const lists = rows.map(({ regionId, tree }) => ({ regionId, nodes: inTreeOrder(tree) }));
  return {
    stamps: release.head["stamps"] as Text[],
    nodes: (lists[0]?.nodes ?? []).map(({ path, name, leaf, weight }) => ({
      path,
      name,
      indicator: leaf?.indicator ?? null,
      weight,
    })),
    items: lists.map(({ regionId, nodes }) => ({
      regionId,
      score: nodes.map((node) => node.score),
      contribution: nodes.map((node) => node.contribution),
      pointsLost: nodes.map((node) => node.pointsLost),
      value: nodes.map((node) => node.leaf?.value ?? null),
    })),
  };
}

const inTreeOrder = (node: ExplainedNode): ExplainedNode[] => [node, ...node.children.flatMap(inTreeOrder)];
