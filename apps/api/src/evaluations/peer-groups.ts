import { problems } from "../problem.ts";
import type { RegionVersion } from "../tree.ts";

/** 对标组 of every region: as given, each region in exactly one, or by kind of region. */
export function peerGroupsOf(
  regions: readonly RegionVersion[],
  given: readonly { name: string; regions: readonly number[] }[] | undefined,
): ReadonlyMap<number, string> {
  if (given === undefined) return new Map(regions.map((r) => [r.regionId, r.kind === "" ? "未分类" : r.kind]));
  const groups = new Map<number, string>();
  const twice: number[] = [];
  for (const { name, regions: members } of given) {
    for (const id of members) {
      if (groups.has(id)) twice.push(id);
      groups.set(id, name);
    }
  }
  const listed = new Set(regions.map((r) => r.regionId));
  const absent = regions.filter((r) => !groups.has(r.regionId)).map((r) => r.regionId);
  const unknown = [...groups.keys()].filter((id) => !listed.has(id));
  const names = given.map((group) => group.name);
  const sameName = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length + absent.length + unknown.length + sameName.length > 0) {
    throw problems.rule(
      "对标组须把本层级每个地区恰好放入一组",
      "Peer groups must hold every region of the tier exactly once",
      { twice, absent, unknown, sameName },
    );
  }
  return groups;
}
