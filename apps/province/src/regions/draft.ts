import type { api, Given } from "@duibiao/client";
import type { ChangeKind } from "@duibiao/screens/region-changes";
import type { Text } from "@duibiao/indicators";

/** One that receives: a region on record, or one that the change founds. */
export type Target = { region: number | null; code: string; name: string; kind: string; share: string };
export type ChangeDraft = {
  kind: ChangeKind;
  effective: string;
  documentNo: string;
  note: string;
  /** Regions that the change is about: several in a merger, else one. */
  regions: number[];
  /** New name, code and kind of a rename or a change of code, or of a new region. */
  name: string;
  code: string;
  regionKind: string;
  /** Of a transfer or a new region. */
  parent: number | null;
  tier: "county" | "city" | "province";
  targets: Target[];
  /** Whether a region that is split ends. */
  closes: boolean;
  /** Places in `targets` of the regions below one that ends, and of units that do not follow the largest share. */
  children: Record<number, number>;
  units: Record<number, number>;
};

export const emptyTarget: Target = { region: null, code: "", name: "", kind: "", share: "" };

export const emptyDraft: ChangeDraft = {
  kind: "merge",
  effective: "",
  documentNo: "",
  note: "",
  regions: [],
  name: "",
  code: "",
  regionKind: "",
  parent: null,
  tier: "county",
  targets: [emptyTarget],
  closes: true,
  children: {},
  units: {},
};

type Body = NonNullable<Given<typeof api.regions.changeRegions>["body"]>;

/** What still keeps a change from being sent; empty: nothing that can be told without asking the server. */
export function lacks(draft: ChangeDraft): Text[] {
  const { kind, effective, regions, name, code, parent, targets } = draft;
  const missing: Text[] = [];
  const need = (there: boolean, zh: string, en: string) => void (there || missing.push({ zh, en }));
  need(effective !== "", "请填生效日期。", "Give the effective day.");
  if (kind !== "new") need(regions.length > 0, "请选要变更的地区。", "Choose the region concerned.");
  if (kind === "rename" || kind === "new") need(name.trim() !== "", "请填新名称。", "Give the new name.");
  if (kind === "code" || kind === "new") need(code.trim() !== "", "请填新代码。", "Give the new code.");
  if (kind === "transfer" || kind === "new") need(parent !== null, "请选上级地区。", "Choose the superior region.");
  if (kind === "merge" || kind === "split") {
    const named = (target: Target) =>
      target.region !== null || (target.code.trim() !== "" && target.name.trim() !== "");
    need(
      targets.every(named),
      "每个接收地区须选已有地区，或填新地区的代码和名称。",
      "Choose each receiving region, or give the code and name of a new one.",
    );
  }
  if (kind === "split") {
    need(targets.length >= 2, "拆分至少有两个接收地区。", "A split has two receiving regions at least.");
    need(
      targets.every(({ share }) => share.trim() !== ""),
      "请填每个接收地区的份额。",
      "Give the share of every receiving region.",
    );
  }
  return missing;
}

/** The request that a draft stands for. Give it only when nothing lacks. */
export function bodyOf(draft: ChangeDraft, childrenOf: readonly number[]): Body {
  const { kind, regions, name, code, regionKind, parent, tier, targets, closes } = draft;
  const common = { effective: draft.effective, documentNo: draft.documentNo.trim(), note: draft.note.trim() };
  const region = regions[0]!;
  const founded = { code: code.trim(), name: name.trim(), kind: regionKind.trim() };
  const placeOf = (at: number) => {
    const target = targets[at] ?? targets[0]!;
    return target.region === null ? { code: target.code.trim() } : { region: target.region };
  };
  const targetOf = ({ region: known, code: newCode, name: newName, kind: newKind }: Target) =>
    known === null ? { new: { code: newCode.trim(), name: newName.trim(), kind: newKind.trim() } } : { region: known };
  const ends = kind === "merge" || closes;
  const heirs = {
    children: ends ? childrenOf.map((child) => ({ child, to: placeOf(draft.children[child] ?? 0) })) : [],
    units: Object.entries(draft.units).map(([unit, at]) => ({ unit: Number(unit), to: placeOf(at) })),
  };
  switch (kind) {
    case "rename":
      return {
        kind,
        ...common,
        region,
        name: founded.name,
        ...(founded.code === "" ? {} : { code: founded.code }),
        ...(founded.kind === "" ? {} : { regionKind: founded.kind }),
      };
    case "code":
      return { kind, ...common, region, code: founded.code };
    case "transfer":
      return { kind, ...common, region, parent: parent! };
    case "new":
      return { kind, ...common, parent: parent!, tier, new: founded };
    case "merge":
      return { kind, ...common, from: regions, into: targetOf(targets[0]!), ...heirs };
    case "split":
      return {
        kind,
        ...common,
        from: region,
        into: targets.map((target) => ({ ...targetOf(target), share: target.share.trim() })) as never,
        closes,
        ...heirs,
      };
  }
}
