import type { Dating } from "./dates.ts";
import type { Area } from "./source.ts";

/** Kinds that the platform groups regions by. Rankings compare the current local authorities with one another. */
export const kinds = {
  nation: "nation",
  country: "country",
  region: "region",
  current: "local authority",
  abolished: "abolished local authority",
} as const;

export type RegionRow = {
  code: string;
  name: string;
  tier: string;
  kind: string;
  parent_code: string;
  valid_from: string;
  valid_to: string;
};
export type UnitRow = {
  code: string;
  name: string;
  region_code: string;
  covers: "whole";
  kind: string;
  valid_from: string;
  valid_to: string;
};
/** Something of the published table that did not become part of the tree as it stands, and why. */
export type Note = { code: string; name: string; note: string; text: string };
export type PlannedTree = { regions: RegionRow[]; notes: Note[] };

type Placed = { tier: string; kind: string; parent: string };

/**
 * The published areas as a dated tree of four tiers: nation, country, English region, lower-tier local authority.
 * Levels that are not tiers become notes, and so does every disagreement between the lists of parents and of
 * children. Areas without a parent keep their row: the platform refuses them, and that refusal is the list of unassigned.
 */
export function planTree(areas: readonly Area[], dating: Dating): PlannedTree {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const notes = [...listNotes(areas, byCode)];
  const regions: RegionRow[] = [];
  for (const area of areas) {
    const outside = levelNote(area);
    if (outside !== null) {
      notes.push(outside);
      continue;
    }
    const { tier, kind, parent } = place(area, byCode, notes);
    const end = dating.endOf(area);
    const founded = dating.foundedOn(area);
    const row = (name: string, from: string, to: string | null) => ({
      code: area.code,
      name,
      tier,
      kind,
      parent_code: parent,
      valid_from: from,
      valid_to: to ?? "",
    });
    if (founded !== null) {
      notes.push(
        noteOf(
          area,
          "restated",
          `founded on ${founded}; the source restates figures for it before that day, so the tree holds it from ${dating.begins} under a name that says so, and no additive collection asks it before ${founded}`,
        ),
      );
      regions.push(row(restatedName(area.name), dating.begins, founded), row(area.name, founded, end));
    } else regions.push(row(area.name, dating.begins, end));
    if (end !== null) notes.push(noteOf(area, "abolished", `existed until ${end} only (end_year ${area.endYear})`));
  }
  return { regions, notes };
}

const restatedName = (name: string) => `${name} (restated)`;

/** One unit per region, covering the whole of it: the published figure is the area's total. */
export function planUnits(regions: readonly RegionRow[]): UnitRow[] {
  const units = new Map<string, UnitRow>();
  for (const { code, name, kind, valid_from, valid_to } of regions) {
    const before = units.get(code);
    units.set(code, {
      code,
      name,
      region_code: code,
      covers: "whole",
      kind,
      valid_from: before?.valid_from ?? valid_from,
      valid_to,
    });
  }
  return [...units.values()];
}

const noteOf = (area: Area, note: string, text: string): Note => ({
  code: area.code,
  name: area.name,
  note,
  text,
});

function levelNote(area: Area): Note | null {
  const has = (level: string) => area.levels.includes(level);
  if (has("ltla") || has("rgn") || has("ctry")) return null;
  if (has("cauth"))
    return noteOf(area, "combined_authority", "a combined authority lies across tiers and is no tier of this tree");
  if (has("utla"))
    return noteOf(
      area,
      "upper_tier",
      "an upper-tier county stands between region and lower tier and is no tier of this tree",
    );
  return noteOf(area, "no_level", "the source states no level and no parent for it");
}

function place(area: Area, byCode: ReadonlyMap<string, Area>, notes: Note[]): Placed {
  const at = (level: string) => area.parents.filter((code) => byCode.get(code)?.levels.includes(level));
  const countries = at("ctry").filter((code) => (byCode.get(code)?.parents.length ?? 0) > 0);
  if (area.levels.includes("ctry")) {
    const nation = at("ctry")[0];
    return nation === undefined
      ? { tier: "nation", kind: kinds.nation, parent: "" }
      : { tier: "province", kind: kinds.country, parent: nation };
  }
  if (area.levels.includes("rgn")) return { tier: "city", kind: kinds.region, parent: countries[0] ?? "" };
  // Wales, Scotland and Northern Ireland carry both levels: their authorities hang on them directly.
  const regions = at("rgn").filter((code) => !byCode.get(code)!.levels.includes("ctry"));
  const above = regions.length > 0 ? regions : countries;
  if (above.length > 1)
    notes.push(
      noteOf(
        area,
        "duplicate_parent",
        `the source names more than one parent at one level: ${above.join(", ")}; the first is taken`,
      ),
    );
  if (above.length === 0) notes.push(noteOf(area, "no_parent", "the source names no parent for it: unassigned"));
  return {
    tier: "county",
    kind: area.endYear === null ? kinds.current : kinds.abolished,
    parent: above[0] ?? "",
  };
}

/** The list of parents holds all ancestors, the list of children direct ones: climbing the children must give the parents. */
function listNotes(areas: readonly Area[], byCode: ReadonlyMap<string, Area>): Note[] {
  const notes: Note[] = [];
  const above = new Map<string, string[]>();
  for (const area of areas) {
    for (const code of new Set([...area.parents, ...area.children]))
      if (!byCode.has(code)) notes.push(noteOf(area, "unknown_area", `names ${code}, which is not in the table`));
    for (const [list, codes] of [
      ["parents", area.parents],
      ["children", area.children],
    ] as const)
      if (new Set(codes).size < codes.length)
        notes.push(noteOf(area, "named_twice", `its list of ${list} names an area twice`));
    for (const child of area.children) above.set(child, [...(above.get(child) ?? []), area.code]);
  }
  for (const area of areas) {
    const climbed = new Set<string>();
    const climb = (code: string) => {
      for (const parent of above.get(code) ?? [])
        if (!climbed.has(parent)) {
          climbed.add(parent);
          climb(parent);
        }
    };
    climb(area.code);
    const listed = new Set(area.parents);
    const unlisted = [...climbed].filter((code) => !listed.has(code));
    const unclimbed = [...listed].filter((code) => !climbed.has(code));
    if ((above.get(area.code)?.length ?? 0) > 1)
      notes.push(
        noteOf(area, "two_parents", `stands in several lists of children: ${above.get(area.code)!.join(", ")}`),
      );
    if (unlisted.length > 0)
      notes.push(
        noteOf(
          area,
          "lists_disagree",
          `reached through lists of children from ${unlisted.join(", ")}, which it does not name as parents`,
        ),
      );
    if (unclimbed.length > 0)
      notes.push(
        noteOf(
          area,
          "lists_disagree",
          `names ${unclimbed.join(", ")} as parents, whose lists of children do not lead to it`,
        ),
      );
  }
  return notes;
}
