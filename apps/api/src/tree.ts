import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import type { Tier } from "./policy.ts";

export type RegionVersion = {
  regionId: number;
  validFrom: string;
  validTo: string | null;
  tier: Tier;
  code: string;
  name: string;
  kind: string;
  parentId: number | null;
};

/** The dated tree, read once and kept until it changes. Dates are ISO days; `validTo` is exclusive. */
export type Tree = {
  stamp: string;
  versions: ReadonlyMap<number, readonly RegionVersion[]>;
  /** Successors of closed regions, first the one with the largest share. */
  successors: ReadonlyMap<number, readonly number[]>;
};

export async function loadTree(tx: Tx, known: Tree | null): Promise<Tree> {
  const stampRow = await tx.execute<{ stamp: string }>(sql`
    select concat_ws('/', (select max(id) from region_versions), (select max(id) from region_changes),
                     (select count(*) from region_versions where valid_to is not null)) as stamp`);
  const stamp = stampRow.rows[0]!.stamp;
  if (known !== null && known.stamp === stamp) return known;
  const rows = await tx.execute<RegionVersion>(sql`
    select region_id as "regionId", valid_from::text as "validFrom", valid_to::text as "validTo", tier, code, name, kind,
           parent_id as "parentId"
    from region_versions order by region_id, valid_from`);
  const versions = new Map<number, RegionVersion[]>();
  for (const row of rows.rows) {
    const list = versions.get(row.regionId);
    if (list === undefined) versions.set(row.regionId, [row]);
    else list.push(row);
  }
  // Only the change that closed a region says who took it over; what it gave away earlier does not.
  const lineage = await tx.execute<{ from: number; to: number }>(sql`
    select l.from_id as from, l.to_id as to from region_lineage l join region_changes c on c.id = l.change_id
    where l.from_id <> l.to_id
      and c.effective = (select v.valid_to from region_versions v where v.region_id = l.from_id order by v.valid_from desc limit 1)
    order by l.from_id, l.share desc, l.to_id`);
  const successors = new Map<number, number[]>();
  for (const { from, to } of lineage.rows) successors.set(from, [...(successors.get(from) ?? []), to]);
  return { stamp, versions, successors };
}

/** The region as it stood on a day, or undefined. */
export function regionOn(tree: Tree, regionId: number, day: string): RegionVersion | undefined {
  return tree.versions.get(regionId)?.find((v) => v.validFrom <= day && (v.validTo === null || day < v.validTo));
}

const childrenKept = new WeakMap<Tree, Map<string, Map<number, RegionVersion[]>>>();

/** Children by parent on a day. Kept per tree: every request asks for today's. */
export function childrenOn(tree: Tree, day: string): Map<number, RegionVersion[]> {
  const kept = childrenKept.get(tree) ?? new Map<string, Map<number, RegionVersion[]>>();
  childrenKept.set(tree, kept);
  const children = kept.get(day) ?? buildChildren(tree, day);
  if (kept.size > 16) kept.clear();
  kept.set(day, children);
  return children;
}

function buildChildren(tree: Tree, day: string): Map<number, RegionVersion[]> {
  const children = new Map<number, RegionVersion[]>();
  for (const id of tree.versions.keys()) {
    const v = regionOn(tree, id, day);
    if (v === undefined || v.parentId === null) continue;
    const list = children.get(v.parentId);
    if (list === undefined) children.set(v.parentId, [v]);
    else list.push(v);
  }
  return children;
}

/** A region and everything below it on a day. */
export function subtreeOn(tree: Tree, rootId: number, day: string): number[] {
  const children = childrenOn(tree, day);
  const found = [rootId];
  for (const id of found) for (const child of children.get(id) ?? []) found.push(child.regionId);
  return found;
}

/** Regions above, nearest first. */
export function ancestorsOn(tree: Tree, regionId: number, day: string): number[] {
  const above: number[] = [];
  let at = regionOn(tree, regionId, day)?.parentId ?? null;
  while (at !== null) {
    above.push(at);
    at = regionOn(tree, at, day)?.parentId ?? null;
  }
  return above;
}

/** Who answers for a region today: itself, or the successor that took it (or its largest share) over. */
export function ownerToday(tree: Tree, regionId: number, day: string): number {
  let at = regionId;
  for (let hops = 0; hops < 50 && regionOn(tree, at, day) === undefined; hops++) {
    const next = tree.successors.get(at)?.[0];
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/**
 * Whose rows those of a region are today: its owner's; where it ended without a recorded successor (a table of regions
 * states ends but no heirs), the region's that it last hung under. Never to be asked of a person's post: nobody rises by
 * the end of their region.
 */
export function keeperToday(tree: Tree, regionId: number, day: string): number {
  let at = ownerToday(tree, regionId, day);
  while (regionOn(tree, at, day) === undefined) {
    const parent = tree.versions.get(at)?.at(-1)?.parentId ?? null;
    if (parent === null) return at;
    at = ownerToday(tree, parent, day);
  }
  return at;
}

/** The key that a region's rows are stored under: a county's parent (city, or province where none stands between), else itself. */
export function cityOf(version: RegionVersion): number {
  return version.tier === "county" && version.parentId !== null ? version.parentId : version.regionId;
}
