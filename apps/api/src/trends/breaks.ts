import { sql } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import { openCatalogue } from "../catalogues/open.ts";
import type { Sources } from "../evaluations/plan.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn } from "../tree.ts";

type Moved = { from: number; to: number; effective: string };

/** Every recorded passing of territory from one region to another. */
export async function lineageOf(ctx: Ctx): Promise<Moved[]> {
  const rows = await ctx.tx.execute<Moved>(sql`
    select l.from_id as "from", l.to_id as "to", c.effective::text as effective
    from region_lineage l join region_changes c on c.id = l.change_id where l.from_id <> l.to_id`);
  return rows.rows;
}

/** What changed about a region's boundaries after one day and until another; null: nothing. Changes inside it are none. */
export function boundaryBreak(
  ctx: Ctx,
  moved: readonly Moved[],
  regionId: number,
  from: string,
  to: string,
): Text | null {
  const { tree } = ctx.actor;
  if (regionOn(tree, regionId, to) === undefined) return null;
  if (regionOn(tree, regionId, from) === undefined) return founded(ctx, moved, regionId, from, to);
  const [before, after] = [new Set(subtreeOn(tree, regionId, from)), new Set(subtreeOn(tree, regionId, to))];
  const passed = moved.filter(
    (move) => move.effective > from && move.effective <= to && before.has(move.from) !== after.has(move.to),
  );
  const crossed = [...new Set([...before, ...after])].filter(
    (id) =>
      before.has(id) !== after.has(id) &&
      regionOn(tree, id, from) !== undefined &&
      regionOn(tree, id, to) !== undefined,
  );
  const others = [...new Set([...passed.flatMap((move) => [move.from, move.to]), ...crossed])].filter(
    (id) => id !== regionId,
  );
  if (passed.length === 0 && crossed.length === 0) return null;
  const names = others.map(
    (id) => (regionOn(tree, id, to) ?? regionOn(tree, id, from) ?? tree.versions.get(id)!.at(-1)!).name,
  );
  return {
    zh: `区划变动（${names.join("、")}），前后不可直接比较`,
    en: `Boundaries changed (${names.join(", ")}): not comparable with before`,
  };
}

/** Which regions a new one came from: its series begins there, and what was before stands under those. */
function founded(ctx: Ctx, moved: readonly Moved[], regionId: number, from: string, to: string): Text | null {
  const { tree } = ctx.actor;
  const sources = moved.filter((move) => move.to === regionId && move.effective > from && move.effective <= to);
  if (sources.length === 0) return null;
  const names = [...new Set(sources.map((move) => tree.versions.get(move.from)!.at(-1)!.name))];
  return {
    zh: `${sources[0]!.effective} 由${names.join("、")}而来，此前的数据见原地区`,
    en: `Came from ${names.join(", ")} on ${sources[0]!.effective}; earlier figures stand under those`,
  };
}

/** The formulas that the catalogues behind a period's figures give the indicator, as one text. Empty: none of them has it. */
export async function definitionOf(ctx: Ctx, indicator: string, sources: readonly Sources[]): Promise<string> {
  const rows = await ctx.tx.execute<{ catalogue: number }>(sql`
    select distinct catalogue_id as catalogue from collections
    where id = any(${`{${sources.map((source) => source.collectionId).join(",")}}`}::int[]) order by 1`);
  const formulas = new Set<string>();
  for (const { catalogue } of rows.rows) {
    const { compiled } = await openCatalogue(ctx.tx, catalogue);
    const formula = compiled.indicators.get(indicator)?.formula;
    if (formula !== undefined) formulas.add(formula);
  }
  return [...formulas].sort().join("; ");
}

export const definitionBreak = (before: string, after: string): Text => ({
  zh: `指标口径变更：由 ${before} 改为 ${after}`,
  en: `Definition changed: from ${before} to ${after}`,
});
