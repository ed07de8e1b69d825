import { asc, eq, or } from "drizzle-orm";
import type { Input, regions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import type { Tree } from "../tree.ts";
import { regionOf } from "./list.ts";
import { versionsOf } from "./place.ts";

const { regionChanges, regionLineage } = tables;

/** A region through time, and what it came from and went into. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readRegion>) {
  const { tree } = ctx.actor;
  const versions = versionsOf(tree, params.id);
  const rows = await ctx.tx
    .select({
      change: regionChanges.id,
      kind: regionChanges.kind,
      effective: regionChanges.effective,
      from: regionLineage.fromId,
      to: regionLineage.toId,
      share: regionLineage.share,
    })
    .from(regionLineage)
    .innerJoin(regionChanges, eq(regionChanges.id, regionLineage.changeId))
    .where(or(eq(regionLineage.fromId, params.id), eq(regionLineage.toId, params.id)))
    .orderBy(asc(regionChanges.effective), asc(regionChanges.id), asc(regionLineage.fromId), asc(regionLineage.toId));
  const others = rows.filter((r) => r.from !== r.to);
  const entry = ({ from: _from, to: _to, ...row }: (typeof rows)[number], region: RegionShown) => ({
    ...row,
    region,
  });
  return {
    id: params.id,
    versions: versions.map(regionOf),
    before: others.filter((r) => r.to === params.id).map((r) => entry(r, lastBefore(tree, r.from, r.effective))),
    after: others.filter((r) => r.from === params.id).map((r) => entry(r, firstFrom(tree, r.to, r.effective))),
  };
}

type RegionShown = ReturnType<typeof regionOf>;

/** A predecessor as it stood until the change. */
const lastBefore = (tree: Tree, id: number, day: string): RegionShown =>
  regionOf(
    versionsOf(tree, id)
      .filter((v) => v.validFrom < day)
      .at(-1) ?? versionsOf(tree, id)[0]!,
  );
/** A successor as it stands from the change on. */
const firstFrom = (tree: Tree, id: number, day: string): RegionShown =>
  regionOf(versionsOf(tree, id).find((v) => v.validTo === null || v.validTo > day) ?? versionsOf(tree, id).at(-1)!);

type Line = { from: number; to: number; share: string; basis: string };

/** What passed in a change, with the names before and after it. */
export const linesShown = (tree: Tree, day: string, lines: readonly Line[]) =>
  lines.map(({ from, to, share, basis }) => ({
    from,
    fromName: lastBefore(tree, from, day).name,
    to,
    toName: firstFrom(tree, to, day).name,
    share,
    basis,
  }));
