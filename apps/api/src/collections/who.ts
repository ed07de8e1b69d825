import { sql } from "drizzle-orm";
import type { collections as contract, Input } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import type { Tier } from "../policy.ts";
import { problems } from "../problem.ts";
import { cityOf, regionOn, subtreeOn, type Tree } from "../tree.ts";

/** What a collection is opened with. */
export type Ask = Input<typeof contract.openCollection>["body"];

/** A unit that stood below a region on a day, with the place its figures belong to. */
export type Owing = {
  unitId: number;
  code: string;
  name: string;
  kind: string;
  line: string;
  regionId: number;
  cityId: number;
  tier: Tier;
  regionName: string;
  covers: "own" | "whole";
  hash: string;
};

type Row = Omit<Owing, "cityId" | "tier" | "regionName">;

/** Units that stood below a region on a day. */
export async function unitsOn(
  tx: Tx,
  tree: Tree,
  ownerId: number,
  day: string,
  only?: readonly number[],
): Promise<Owing[]> {
  const regions = subtreeOn(tree, ownerId, day);
  const found = await tx.execute<Row>(sql`
    select v.unit_id as "unitId", v.code, v.name, v.kind, v.line, v.region_id as "regionId", v.covers, u.hash::text as hash
    from unit_versions v join units u on u.id = v.unit_id
    where v.region_id = any(${`{${regions.join(",")}}`}::int[]) and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
      and (${only === undefined} or v.unit_id = any(${`{${(only ?? []).join(",")}}`}::int[]))
    order by v.unit_id`);
  return found.rows.map((row) => {
    const region = regionOn(tree, row.regionId, day)!;
    return { ...row, cityId: cityOf(region), tier: region.tier, regionName: region.name };
  });
}

/** Who owes it: the units named, or all that fit what is asked. @throws where a unit or code named is not there. */
export async function whoOwes(tx: Tx, tree: Tree, ask: Ask, day: string): Promise<Owing[]> {
  const all = await unitsOn(tx, tree, ask.owner, day, ask.units);
  const known = new Set(all.map(({ unitId }) => unitId));
  const absent = (ask.units ?? []).filter((id) => !known.has(id));
  if (absent.length > 0)
    throw problems.rule(
      "这些单位在报告期末不在本辖区内",
      "These units were not in this region on the period's last day",
      { units: absent },
    );
  if (ask.owes === undefined) return all;
  const { tiers, regionKinds, regions, unitKinds, lines, covers, codes } = ask.owes;
  const places = regions && new Set(regions.flatMap((id) => subtreeOn(tree, id, day)));
  const wanted = codes && new Set(codes.map((code) => code.trim()));
  const fits = all.filter(
    (unit) =>
      (tiers === undefined || tiers.includes(unit.tier)) &&
      (regionKinds === undefined || regionKinds.includes(regionOn(tree, unit.regionId, day)!.kind)) &&
      (places === undefined || places.has(unit.regionId)) &&
      (unitKinds === undefined || unitKinds.includes(unit.kind)) &&
      (lines === undefined || lines.includes(unit.line)) &&
      (covers === undefined || covers === unit.covers) &&
      (wanted === undefined || wanted.has(unit.code)),
  );
  const listed = new Set(all.map(({ code }) => code));
  const unknown = [...(wanted ?? [])].filter((code) => !listed.has(code));
  if (unknown.length > 0)
    throw problems.rule(
      `名单中的这些单位代码在报告期末的辖区内查不到：${unknown.slice(0, 10).join("、")}${unknown.length > 10 ? ` 等 ${unknown.length} 个` : ""}。请核对名单`,
      `These unit codes of the list are not in the region on the period's last day: ${unknown.slice(0, 10).join(", ")}`,
      { codes: unknown },
    );
  return fits;
}

/** Reasons by unit; a unit that does not owe cannot be exempt. */
export function exemptions(ask: Ask, owing: readonly Owing[]): Map<number, string> {
  const reasons = new Map(ask.exempt.flatMap(({ units, reason }) => units.map((id) => [id, reason] as const)));
  const known = new Set(owing.map(({ unitId }) => unitId));
  const stray = [...reasons.keys()].filter((id) => !known.has(id));
  if (stray.length > 0)
    throw problems.rule(
      "免报名单里有不在应报范围内的单位，请从名单中去掉",
      "Some units to be exempt do not owe it at all; take them off the list",
      { units: stray },
    );
  return reasons;
}
