import type { Tier } from "../policy.ts";
import { problems } from "../problem.ts";
import type { RegionVersion, Tree } from "../tree.ts";
import { holdsOn } from "./chains.ts";
import { versionsOf } from "./place.ts";
import { allowedAbove, fits } from "./tiers.ts";

/** Regions that hang under one of the parents on the day or later. */
export function childrenFrom(tree: Tree, parents: readonly number[], day: string): Set<number> {
  const found = new Set<number>();
  for (const versions of tree.versions.values()) {
    for (const v of versions)
      if (v.parentId !== null && parents.includes(v.parentId) && (v.validTo === null || v.validTo > day))
        found.add(v.regionId);
  }
  return found;
}

/** The version that stands on the day and was not changed or closed later. */
export function lastVersion(tree: Tree, id: number, day: string): RegionVersion {
  const last = versionsOf(tree, id).at(-1)!;
  if (last.validTo !== null)
    throw problems.rule(`${last.name} 已于 ${last.validTo} 撤销`, `${last.name} was closed on ${last.validTo}`, {
      region: id,
    });
  if (!holdsOn(last, day))
    throw problems.rule(
      `${last.name} 自 ${last.validFrom} 起已有记录，变更日期 ${day} 不能早于它`,
      `${last.name} is on record from ${last.validFrom}; ${day} lies before that`,
      { region: id },
    );
  return last;
}

export function mayClose(tree: Tree, id: number, day: string): number {
  const last = lastVersion(tree, id, day);
  if (last.validFrom === day)
    throw problems.rule(
      `${last.name} 在 ${day} 当日刚有变更，不能同日撤销`,
      `${last.name} changed on ${day} itself and cannot close that day`,
      { region: id },
    );
  return id;
}

export function mustFit(tier: Tier, parent: Tier): void {
  const allowed = allowedAbove(tier);
  if (!fits(tier, parent))
    throw problems.rule(`层级不对：${tier} 的上级应为${allowed.zh}`, `Wrong tier: above ${tier} stands ${allowed.en}`, {
      tier,
      parent,
    });
}

export function mustBeTier(version: RegionVersion, tier: Tier): void {
  if (version.tier !== tier)
    throw problems.rule(`${version.name} 与其他地区层级不同`, `${version.name} is not of the same tier as the others`, {
      region: version.regionId,
    });
}

export function mustBeDistinct(sources: readonly number[], targets: readonly (number | string)[]): void {
  if (new Set(sources).size < sources.length || new Set(targets).size < targets.length)
    throw problems.rule("同一地区重复列出", "A region is listed twice");
}

export function mustNameSource(
  targets: readonly { target: { region: number } | { new: unknown } }[],
  sources: readonly number[],
  closes: boolean,
): void {
  const kept = targets.some(({ target }) => "region" in target && sources.includes(target.region));
  if (closes && kept) throw problems.rule("撤销的地区不能同时是去向", "A region that closes cannot be a successor");
  if (!closes && !kept)
    throw problems.rule(
      "原地区保留时，须列出它自己保留的份额",
      "A region that stays must be listed with the share it keeps",
    );
}

export const noSuchNew = (code: string) =>
  problems.rule(`本次变更没有设立代码为 ${code} 的地区`, `This change founds no region of code ${code}`, { code });

export const unchanged = (region: number) => problems.rule("变更前后没有区别", "Nothing would change", { region });
