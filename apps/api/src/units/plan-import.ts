import { problemAt, type CsvRow, type RowProblem } from "@duibiao/workbook";
import { chainProblems, grouped, holdOver, holdsOn, matchStored, overlap, type Dated } from "../regions/chains.ts";
import { codeProblems, dateProblems, textProblems } from "../regions/import-rows.ts";
import type { Tree } from "../tree.ts";

export const unitColumns = [
  { name: "code", required: true },
  { name: "name", required: true },
  { name: "region_code", required: true },
  { name: "covers", required: true },
  { name: "kind", required: false },
  { name: "line", required: false },
  { name: "valid_from", required: true },
  { name: "valid_to", required: false },
] as const;
export type UnitColumn = (typeof unitColumns)[number]["name"];

type Covers = "own" | "whole";
type UnitRow = Dated & {
  row: number;
  code: string;
  name: string;
  kind: string;
  line: string;
  covers: Covers;
  regionId: number;
};
/** A dated version of a unit on record. */
export type StoredUnit = Dated & {
  id: number;
  code: string;
  name: string;
  kind: string;
  line: string;
  covers: Covers;
  regionId: number;
};
export type UnitPlan = {
  inserts: (UnitRow & { unit: number | null })[];
  unchanged: { row: number; regionId: number }[];
  problems: RowProblem[];
};

/**
 * Compares a table of units with those on record.
 * @param stored every version of the units whose codes the table names, and every `whole` version of its regions.
 */
export function planUnitImport(
  rows: readonly CsvRow<UnitColumn>[],
  tree: Tree,
  stored: readonly StoredUnit[],
): UnitPlan {
  const plan: UnitPlan = { inserts: [], unchanged: [], problems: [] };
  const regions = regionsByCode(tree);
  const read = rows.flatMap((row) => readUnitRow(row, tree, regions, plan.problems));
  const chains = grouped(
    [...read].sort((a, b) => (a.validFrom === b.validFrom ? a.row - b.row : a.validFrom < b.validFrom ? -1 : 1)),
    (r) => r.code,
  );
  const byCode = grouped(stored, (v) => v.code);
  const byId = grouped(stored, (v) => v.id);
  for (const [code, chain] of chains) {
    plan.problems.push(...chainProblems(chain, (r) => String(r.regionId), "region_code"));
    const matched = matchStored(chain, byCode.get(code) ?? [], (id) => byId.get(id) ?? [], sameContent);
    plan.problems.push(...matched.problems);
    plan.inserts.push(...matched.fresh.map((r) => ({ ...r, unit: matched.id })));
    plan.unchanged.push(...matched.unchanged.map((r) => ({ row: r.row, regionId: r.regionId })));
  }
  plan.problems.push(...wholeProblems(plan.inserts, stored));
  plan.problems.sort((a, b) => a.row - b.row);
  return plan;
}

/** A blank 主管部门 says nothing of it. */
const sameContent = (row: UnitRow, kept: StoredUnit) =>
  row.name === kept.name &&
  row.kind === kept.kind &&
  row.covers === kept.covers &&
  row.regionId === kept.regionId &&
  (row.line === "" || row.line === kept.line);

type RegionAt = Dated & { regionId: number };
export const regionsByCode = (tree: Tree): Map<string, RegionAt[]> =>
  grouped([...tree.versions.values()].flat(), (v) => v.code);

function readUnitRow(
  { row, values: v }: CsvRow<UnitColumn>,
  tree: Tree,
  regions: ReadonlyMap<string, RegionAt[]>,
  problems: RowProblem[],
): UnitRow[] {
  const dates = dateProblems(row, v.valid_from, v.valid_to);
  const found = [
    ...codeProblems(row, v.code, "code"),
    ...textProblems(row, "name", v.name, 200),
    ...textProblems(row, "kind", v.kind, 40),
    ...textProblems(row, "line", v.line, 40),
    ...dates,
  ];
  const covers = v.covers === "own" || v.covers === "whole" ? v.covers : null;
  if (covers === null)
    found.push(
      problemAt(
        row,
        "covers",
        "bad_covers",
        "covers 填 own（本级单位）或 whole（全地区总量）",
        "covers is own (an institution) or whole (the region's total)",
        v.covers,
      ),
    );
  const span: Dated = { validFrom: v.valid_from, validTo: v.valid_to === "" ? null : v.valid_to };
  const at = dates.length > 0 ? undefined : regions.get(v.region_code)?.find((r) => holdsOn(r, span.validFrom));
  if (dates.length === 0 && (at === undefined || !holdOver(tree.versions.get(at.regionId)!, span))) {
    found.push(
      regions.has(v.region_code)
        ? problemAt(
            row,
            "region_code",
            "region_not_valid",
            `地区 ${v.region_code} 并非在本行的全部日期内存在，请改日期或分段`,
            `Region ${v.region_code} does not exist over all dates of this row; change the dates or split the row`,
            v.region_code,
          )
        : problemAt(
            row,
            "region_code",
            "unknown_region",
            `没有代码为 ${v.region_code} 的地区，请先导入或改正`,
            `There is no region ${v.region_code}; import it first or correct the code`,
            v.region_code,
          ),
    );
  }
  problems.push(...found);
  return found.length > 0
    ? []
    : [
        {
          row,
          code: v.code,
          name: v.name,
          kind: v.kind,
          line: v.line.trim(),
          covers: covers!,
          regionId: at!.regionId,
          ...span,
        },
      ];
}

/** One unit at most reports a region's total at a time. */
function wholeProblems(inserts: UnitPlan["inserts"], stored: readonly StoredUnit[]): RowProblem[] {
  const problems: RowProblem[] = [];
  const wholes = grouped(
    inserts.filter((r) => r.covers === "whole"),
    (r) => r.regionId,
  );
  const kept = grouped(
    stored.filter((v) => v.covers === "whole"),
    (v) => v.regionId,
  );
  for (const [regionId, rows] of wholes) {
    rows.sort((a, b) => a.row - b.row);
    rows.forEach((row, i) => {
      const twin = rows.slice(0, i).find((r) => r.code !== row.code && overlap(r, row));
      const other = (kept.get(regionId) ?? []).find((v) => v.id !== row.unit && overlap(v, row));
      if (twin === undefined && other === undefined) return;
      const name = twin === undefined ? other!.name : `${twin.name} (${twin.row})`;
      problems.push(
        problemAt(
          row.row,
          "covers",
          "second_whole",
          `该地区的总量已由「${name}」报送，同一时段只能有一个 whole`,
          `${name} already reports this region's total; only one whole at a time`,
          row.code,
        ),
      );
    });
  }
  return problems;
}
