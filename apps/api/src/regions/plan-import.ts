import { problemAt, type CsvRow, type RowProblem } from "@duibiao/workbook";
import type { Tier } from "../policy.ts";
import { regionOn, type Tree } from "../tree.ts";
import { chainProblems, holdOver, grouped, holdsOn, matchStored, overlap, type Dated } from "./chains.ts";
import { readRegionRows, type RegionColumn, type RegionRow } from "./import-rows.ts";
import { allowedAbove, fits } from "./tiers.ts";

/** A region that is on record, or one that this import adds, by its code. */
export type RegionRef = { id: number } | { code: string };
export type PlannedVersion = RegionRow & { region: number | null; parent: RegionRef | null };
export type ImportPlan = {
  inserts: PlannedVersion[];
  /** Rows that say what is on record, with their region. */
  unchanged: { row: number; region: number }[];
  problems: RowProblem[];
};

type Stored = Dated & {
  id: number;
  code: string;
  name: string;
  tier: Tier;
  kind: string;
  parentCode: string;
};

/** Compares a table of regions with the tree on record: what to add, what stands already, and what is wrong in which row. */
export function planImport(rows: readonly CsvRow<RegionColumn>[], tree: Tree): ImportPlan {
  const { read, problems } = readRegionRows(rows);
  const readable = new Set(read.map((r) => r.row));
  const unread = new Set(rows.filter((r) => !readable.has(r.row)).map((r) => r.values.code));
  const chains = grouped(
    [...read].sort((a, b) => (a.validFrom === b.validFrom ? a.row - b.row : a.validFrom < b.validFrom ? -1 : 1)),
    (r) => r.code,
  );
  const stored = storedVersions(tree);
  const byCode = grouped(stored, (v) => v.code);
  const byId = grouped(stored, (v) => v.id);
  const plan: ImportPlan = { inserts: [], unchanged: [], problems };
  const ids = new Map<string, number | null>();
  const fresh: RegionRow[] = [];
  for (const [code, chain] of chains) {
    problems.push(...chainProblems(chain, (r) => r.parentCode, "parent_code"));
    const matched = matchStored(chain, byCode.get(code) ?? [], (id) => byId.get(id) ?? [], sameContent);
    problems.push(...matched.problems, ...reopened(matched.id, matched.fresh, tree));
    ids.set(code, matched.id);
    fresh.push(...matched.fresh);
    plan.unchanged.push(...matched.unchanged.map((r) => ({ row: r.row, region: matched.id! })));
  }
  const codeOf = new Map([...ids].flatMap(([code, id]) => (id === null ? [] : [[id, code] as const])));
  const lookup: Lookup = { chains, byCode, byId, ids, codeOf, unread };
  for (const row of fresh) {
    const parent = row.parentCode === "" ? null : nodeOn(lookup, row.parentCode, row.validFrom);
    problems.push(...placeProblems(lookup, row, parent ?? null));
    plan.inserts.push({ ...row, region: ids.get(row.code)!, parent: parent?.ref ?? null });
  }
  problems.sort((a, b) => a.row - b.row);
  return plan;
}

type Lookup = {
  chains: Map<string, RegionRow[]>;
  byCode: Map<string, Stored[]>;
  byId: Map<number, Stored[]>;
  /** Code in the file -> region on record, and back. */
  ids: Map<string, number | null>;
  codeOf: Map<number, string>;
  unread: Set<string>;
};
type Node = { ref: RegionRef; parentCode: string };

const sameContent = (row: RegionRow, kept: Stored) =>
  row.name === kept.name && row.kind === kept.kind && row.tier === kept.tier && row.parentCode === kept.parentCode;

function storedVersions(tree: Tree): Stored[] {
  return [...tree.versions.values()].flat().map((v) => ({
    ...v,
    id: v.regionId,
    parentCode: v.parentId === null ? "" : (regionOn(tree, v.parentId, v.validFrom)?.code ?? ""),
  }));
}

/** The region that carries a code on a day, in the file or on record. */
function nodeOn(lookup: Lookup, code: string, day: string): Node | undefined {
  const row = lookup.chains.get(code)?.find((r) => holdsOn(r, day));
  const id = row === undefined ? undefined : lookup.ids.get(code);
  if (row !== undefined)
    return { ref: id === null || id === undefined ? { code } : { id }, parentCode: row.parentCode };
  const kept = lookup.byCode.get(code)?.find((v) => holdsOn(v, day));
  return kept === undefined ? undefined : { ref: { id: kept.id }, parentCode: kept.parentCode };
}

function spansOf(lookup: Lookup, ref: RegionRef): (Dated & { tier: Tier })[] {
  if ("code" in ref) return lookup.chains.get(ref.code) ?? [];
  const kept = lookup.byId.get(ref.id) ?? [];
  const code = lookup.codeOf.get(ref.id);
  return [
    ...kept,
    ...(code === undefined ? [] : lookup.chains.get(code)!.filter((r) => !kept.some((v) => overlap(v, r)))),
  ];
}

function placeProblems(lookup: Lookup, row: RegionRow, parent: Node | null): RowProblem[] {
  const at = (code: string, zh: string, en: string) => [
    problemAt(row.row, "parent_code", code, zh, en, row.parentCode),
  ];
  if (inCycle(lookup, row))
    return at(
      "cycle",
      `代码 ${row.code} 绕一圈又成了自己的上级，请改上级代码`,
      `Code ${row.code} ends up above itself; change the parent code`,
    );
  const wrongTier = (tier: Tier | null) => {
    const allowed = allowedAbove(row.tier);
    return fits(row.tier, tier)
      ? []
      : at(
          "tier_order",
          `层级不对：${row.tier} 的上级应为${allowed.zh}`,
          `Wrong tier: above ${row.tier} stands ${allowed.en}`,
        );
  };
  if (row.parentCode === "") return wrongTier(null);
  if (parent === null) {
    if (lookup.unread.has(row.parentCode)) return [];
    return lookup.chains.has(row.parentCode) || lookup.byCode.has(row.parentCode)
      ? notValid(row)
      : at(
          "unknown_parent",
          `没有代码为 ${row.parentCode} 的上级，请先导入或改正`,
          `There is no region ${row.parentCode}; import it first or correct the code`,
        );
  }
  const spans = spansOf(lookup, parent.ref);
  if (!holdOver(spans, row)) return notValid(row);
  return spans
    .filter((span) => overlap(span, row))
    .flatMap((span) => wrongTier(span.tier))
    .slice(0, 1);
}

const notValid = (row: RegionRow) => [
  problemAt(
    row.row,
    "parent_code",
    "parent_not_valid",
    `上级 ${row.parentCode} 并非在本行的全部日期内存在（${row.validFrom} 至 ${row.validTo ?? "今后"}），请分段或改日期`,
    `Parent ${row.parentCode} does not exist over all dates of this row (${row.validFrom} to ${row.validTo ?? "now"}); split the row or change the dates`,
    row.parentCode,
  ),
];

function inCycle(lookup: Lookup, row: RegionRow): boolean {
  const seen = new Set<string>();
  for (let code = row.parentCode; code !== "" && !seen.has(code);) {
    if (code === row.code) return true;
    seen.add(code);
    code = nodeOn(lookup, code, row.validFrom)?.parentCode ?? "";
  }
  return false;
}

/** A region that a recorded change closed is not continued by a table. */
function reopened(id: number | null, fresh: readonly RegionRow[], tree: Tree): RowProblem[] {
  if (id === null || !tree.successors.has(id) || tree.versions.get(id)!.some((v) => v.validTo === null)) return [];
  return fresh
    .filter((r) => r.validFrom >= tree.versions.get(id)!.at(-1)!.validTo!)
    .map((r) =>
      problemAt(
        r.row,
        "code",
        "duplicate_code",
        `代码 ${r.code} 的地区已因区划变更撤销，同一代码的新地区请用区划变更登记`,
        `The region of code ${r.code} was closed by a recorded change; a new region of that code is recorded as a change`,
        r.code,
      ),
    );
}
