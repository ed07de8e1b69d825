import type { z } from "zod";
import type { regions as contract } from "@duibiao/contract";
import { addDecimals, canonicalDecimal, compareDecimals } from "@duibiao/indicators";
import type { Tier } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Tree } from "../tree.ts";
import {
  childrenFrom,
  lastVersion,
  mayClose,
  mustBeDistinct,
  mustBeTier,
  mustFit,
  mustNameSource,
  noSuchNew,
  unchanged,
} from "./change-checks.ts";
import { versionsOf } from "./place.ts";
import type { RegionRef } from "./plan-import.ts";

export type RegionChange = z.output<typeof contract.regionChange>;
type Merge = Extract<RegionChange, { kind: "merge" }>;
type Split = Extract<RegionChange, { kind: "split" }>;
type Target = Merge["into"];

export type Founded = { code: string; name: string; kind: string; tier: Tier; parentId: number };
export type NextVersion = {
  regionId: number;
  set: { name?: string; code?: string; kind?: string };
  parent?: RegionRef;
};
export type ChangePlan = {
  founded: Founded[];
  /** Regions that end on the effective day, with the successor that got the largest share. */
  closing: { regionId: number; heir: RegionRef }[];
  /** Regions that stay and look different from the effective day on. */
  next: NextVersion[];
  /** Shares of one predecessor add up to 1 (VR55); a region that only changed its attributes passes 1 to itself. */
  lineage: { from: RegionRef; to: RegionRef; share: string; basis: string }[];
  /** Regions whose units may move. */
  sources: number[];
};

/** Regions on record that a change names: rights are needed over every one of them. */
export function namedRegions(change: RegionChange): number[] {
  const of = (target: object) => ("region" in target ? [target.region as number] : []);
  const parentOf = (target: Target) => ("new" in target && target.new.parent !== undefined ? [target.new.parent] : []);
  switch (change.kind) {
    case "rename":
    case "code":
      return [change.region];
    case "transfer":
      return [change.region, change.parent];
    case "new":
      return [change.parent];
    default: {
      const targets = change.kind === "merge" ? [change.into] : change.into;
      const from = change.kind === "merge" ? change.from : [change.from];
      return [
        ...new Set([
          ...from,
          ...targets.flatMap((t) => [...of(t), ...parentOf(t)]),
          ...change.children.flatMap((c) => [c.child, ...of(c.to)]),
          ...change.units.flatMap((u) => of(u.to)),
        ]),
      ];
    }
  }
}

/** What a change does to the tree, checked against the tree as it stands. */
export function planChange(tree: Tree, change: RegionChange): ChangePlan {
  const plan: ChangePlan = { founded: [], closing: [], next: [], lineage: [], sources: [] };
  if (change.kind === "new") planNew(plan, tree, change);
  else if (change.kind === "merge" || change.kind === "split") planHeirs(plan, tree, change);
  else planAttributes(plan, tree, change);
  mustBeFree(plan, tree, change.effective);
  return plan;
}

function planNew(plan: ChangePlan, tree: Tree, change: Extract<RegionChange, { kind: "new" }>): void {
  const parent = lastVersion(tree, change.parent, change.effective);
  mustFit(change.tier, parent.tier);
  plan.founded.push({ ...change.new, tier: change.tier, parentId: change.parent });
  const self = { code: change.new.code };
  plan.lineage.push({ from: self, to: self, share: "1", basis: "new" });
}

function planAttributes(
  plan: ChangePlan,
  tree: Tree,
  change: Extract<RegionChange, { kind: "rename" | "code" | "transfer" }>,
): void {
  const { region, effective, kind } = change;
  const now = lastVersion(tree, region, effective);
  if (versionsOf(tree, region)[0] === now && now.validFrom === effective) {
    throw problems.rule(
      `变更日期 ${effective} 是该地区设立之日，请用之后的日期`,
      `${effective} is the region's first day; a change lies after it`,
      { region },
    );
  }
  if (kind === "transfer") {
    const parent = lastVersion(tree, change.parent, effective);
    mustFit(now.tier, parent.tier);
    if (now.parentId === change.parent) throw unchanged(region);
    plan.next.push({ regionId: region, set: {}, parent: { id: change.parent } });
  } else {
    const set =
      kind === "code"
        ? { code: change.code }
        : {
            name: change.name,
            ...(change.code === undefined ? {} : { code: change.code }),
            ...(change.regionKind === undefined ? {} : { kind: change.regionKind }),
          };
    if (Object.entries(set).every(([key, value]) => now[key as keyof typeof set] === value)) throw unchanged(region);
    plan.next.push({ regionId: region, set });
  }
  plan.lineage.push({ from: { id: region }, to: { id: region }, share: "1", basis: kind });
}

function planHeirs(plan: ChangePlan, tree: Tree, change: Merge | Split): void {
  const { effective } = change;
  const sources = change.kind === "merge" ? change.from : [change.from];
  const targets: { target: Target; share: string }[] =
    change.kind === "merge"
      ? [{ target: change.into, share: "1" }]
      : change.into.map(({ share, ...target }) => ({ target, share: canonicalDecimal(share)! }));
  const closes = change.kind === "merge" || change.closes;
  const first = sources[0]!;
  const tier = lastVersion(tree, first, effective).tier;
  const parents = new Set(sources.map((id) => lastVersion(tree, id, effective).parentId));
  mustBeDistinct(
    sources,
    targets.map(({ target }) => ("region" in target ? target.region : target.new.code)),
  );
  mustNameSource(targets, sources, closes);
  const sum = addDecimals(targets.map((t) => t.share));
  if (sum !== "1")
    throw problems.rule(`份额之和应为 1，现为 ${sum}`, `Shares must add up to 1, they add up to ${sum}`, {
      path: "body.into",
    });

  const refs = targets.map(({ target }): RegionRef => {
    if ("region" in target) {
      mustBeTier(lastVersion(tree, target.region, effective), tier);
      return { id: target.region };
    }
    const parentId = target.new.parent ?? [...parents][0] ?? null;
    if (parentId === null || (target.new.parent === undefined && parents.size > 1)) {
      throw problems.rule(
        "原地区的上级不同或没有上级，请写明新地区的上级",
        "The predecessors hang under different parents or none; name the parent of the new region",
        { code: target.new.code },
      );
    }
    mustFit(tier, lastVersion(tree, parentId, effective).tier);
    plan.founded.push({
      code: target.new.code,
      name: target.new.name,
      kind: target.new.kind,
      tier,
      parentId,
    });
    return { code: target.new.code };
  });
  const largest = targets.reduce((best, t, i) => (compareDecimals(t.share, targets[best]!.share) > 0 ? i : best), 0);
  for (const id of sources) {
    mustBeTier(lastVersion(tree, id, effective), tier);
    if (closes) plan.closing.push({ regionId: mayClose(tree, id, effective), heir: refs[largest]! });
    refs.forEach((to, i) => plan.lineage.push({ from: { id }, to, share: targets[i]!.share, basis: change.kind }));
  }
  plan.sources = sources;
  planChildren(plan, tree, change, sources, tier);
}

function planChildren(
  plan: ChangePlan,
  tree: Tree,
  change: Merge | Split,
  sources: readonly number[],
  tier: Tier,
): void {
  const { effective, children } = change;
  const below = childrenFrom(tree, sources, effective);
  const moved = new Set<number>();
  for (const { child, to } of children) {
    const version = lastVersion(tree, child, effective);
    if (!below.has(child) || moved.has(child))
      throw problems.rule(
        `地区 ${version.name} 不在原地区之下，或重复列出`,
        `${version.name} does not hang under a predecessor, or is listed twice`,
        { region: child },
      );
    const parent: RegionRef = "region" in to ? { id: to.region } : to;
    const founded = "code" in parent ? plan.founded.find((f) => f.code === parent.code) : undefined;
    if ("code" in parent && founded === undefined) throw noSuchNew(parent.code);
    mustFit(version.tier, "id" in parent ? lastVersion(tree, parent.id, effective).tier : tier);
    if ("id" in parent && plan.closing.some((c) => c.regionId === parent.id))
      throw problems.rule("下级不能划给同日撤销的地区", "A child cannot go to a region that closes the same day", {
        region: child,
      });
    moved.add(child);
    plan.next.push({ regionId: child, set: {}, parent });
    plan.lineage.push({ from: { id: child }, to: { id: child }, share: "1", basis: "transfer" });
  }
  const left = plan.closing.length === 0 ? [] : [...below].filter((id) => !moved.has(id));
  if (left.length > 0) {
    const names = left.map((id) => `${tree.versions.get(id)!.at(-1)!.name}(${id})`);
    throw problems.rule(
      `撤销的地区还有下级未安排去处：${names.join("、")}`,
      `Regions below the one that closes have no place to go: ${names.join(", ")}`,
      { children: left },
    );
  }
}

/** No two regions carry one code on one day. */
function mustBeFree(plan: ChangePlan, tree: Tree, day: string): void {
  const leaving = new Set([
    ...plan.closing.map((c) => c.regionId),
    ...plan.next.filter((n) => n.set.code !== undefined).map((n) => n.regionId),
  ]);
  const wanted = [...plan.founded.map((f) => f.code), ...plan.next.flatMap((n) => n.set.code ?? [])];
  for (const code of wanted) {
    const holder = [...tree.versions.values()]
      .flat()
      .find((v) => v.code === code && !leaving.has(v.regionId) && (v.validTo === null || v.validTo > day));
    if (holder !== undefined || wanted.filter((c) => c === code).length > 1) {
      throw problems.conflict(
        `代码 ${code} 自 ${day} 起已被${holder?.name ?? "另一新地区"}使用`,
        `Code ${code} is in use from ${day}${holder === undefined ? "" : ` by ${holder.name}`}`,
        { code },
      );
    }
  }
}
