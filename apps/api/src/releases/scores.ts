import { sql } from "drizzle-orm";
import type { Input, Output, releases as contract } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import type { ExplainedNode } from "@duibiao/scoring";
import type { Ctx } from "../serve.ts";
import { loadRelease } from "./states.ts";

type Scores = Output<typeof contract.readScores>;

/** Every node's score of the regions that the actor may see; row-level security holds the audience. */
export async function readScores(ctx: Ctx, { params }: Input<typeof contract.readScores>): Promise<Scores> {
  const release = await loadRelease(ctx, params.id);
  const stamps = release.head["stamps"] as Text[];
  const first = await ctx.tx.execute<{ tree: ExplainedNode }>(
    sql`select result->'tree' as tree from release_results where release_id = ${params.id} order by region_id limit 1`,
  );
  if (first.rows[0] === undefined) return { stamps, nodes: [], items: [] };
  const nodes = inTreeOrder(first.rows[0].tree, []);
  const places = sql.join(
    nodes.map(({ place }) => sql`${place.join(",")}`),
    sql`, `,
  );
  // Every line has the nodes of the one scheme. A tree is unpacked once, and of its thousands of words only the figures leave.
  const found = await ctx.tx.execute<Scores["items"][number]>(sql`
    select r.region_id as "regionId", figures.*
    from release_results r
    cross join lateral (select r.result->'tree' as tree offset 0) line
    cross join lateral (
      select jsonb_agg(node->'score' order by at) as score, jsonb_agg(node->'contribution' order by at) as contribution,
        jsonb_agg(node->'pointsLost' order by at) as "pointsLost", jsonb_agg(node#>'{leaf,value}' order by at) as value
      from (
        select at, line.tree #> string_to_array(place, ',') as node from unnest(array[${places}]::text[]) with ordinality p (place, at)
      ) of_line
    ) figures
    where r.release_id = ${params.id}
    order by r.region_id`);
  return {
    stamps,
    nodes: nodes.map(({ node: { path, name, leaf, weight } }) => ({
      path,
      name,
      indicator: leaf?.indicator ?? null,
      weight,
    })),
    items: found.rows,
  };
}

type Placed = { node: ExplainedNode; place: string[] };

/** A node and all below it, each with its way down from the root. */
const inTreeOrder = (node: ExplainedNode, place: string[]): Placed[] => [
  { node, place },
  ...node.children.flatMap((child, at) => inTreeOrder(child, [...place, "children", String(at)])),
];
