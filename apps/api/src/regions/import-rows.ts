import { regions as contract } from "@duibiao/contract";
import { problemAt, type CsvRow, type RowProblem } from "@duibiao/workbook";
import { isDay } from "@duibiao/indicators";
import type { Tier } from "../policy.ts";
import { isTier } from "./tiers.ts";

export const regionColumns = [
  { name: "code", required: true },
  { name: "name", required: true },
  { name: "tier", required: true },
  { name: "kind", required: false },
  { name: "parent_code", required: false },
  { name: "valid_from", required: true },
  { name: "valid_to", required: false },
] as const;
export type RegionColumn = (typeof regionColumns)[number]["name"];

/** A row that can be read: one dated version of a region. `validTo` exclusive. */
export type RegionRow = {
  row: number;
  code: string;
  name: string;
  tier: Tier;
  kind: string;
  parentCode: string;
  validFrom: string;
  validTo: string | null;
};

/** Reads each row by itself: code, name, tier and dates. */
export function readRegionRows(rows: readonly CsvRow<RegionColumn>[]): {
  read: RegionRow[];
  problems: RowProblem[];
} {
  const read: RegionRow[] = [];
  const problems: RowProblem[] = [];
  for (const { row, values: v } of rows) {
    const found = [
      ...codeProblems(row, v.code, "code"),
      ...textProblems(row, "name", v.name, 100),
      ...textProblems(row, "kind", v.kind, 40),
      ...dateProblems(row, v.valid_from, v.valid_to),
    ];
    const { tier } = v;
    if (!isTier(tier)) {
      problems.push(
        ...found,
        problemAt(
          row,
          "tier",
          "bad_tier",
          "层级应为 county、city、province 或 nation",
          "The tier is county, city, province or nation",
          tier,
        ),
      );
    } else if (found.length > 0) problems.push(...found);
    else
      read.push({
        row,
        code: v.code,
        name: v.name,
        tier,
        kind: v.kind,
        parentCode: v.parent_code,
        validFrom: v.valid_from,
        validTo: v.valid_to === "" ? null : v.valid_to,
      });
  }
  return { read, problems };
}

export function codeProblems(row: number, code: string, column: string): RowProblem[] {
  if (contract.regionCode.safeParse(code).success) return [];
  return [
    problemAt(
      row,
      column,
      "bad_code",
      "代码为 1–40 位字母、数字、点、横线",
      "A code is 1 to 40 letters, digits, dots or dashes",
      code,
    ),
  ];
}

export function textProblems(row: number, column: string, text: string, max: number): RowProblem[] {
  if (text.length <= max) return [];
  return [problemAt(row, column, "too_long", `超过 ${max} 个字符`, `Longer than ${max} characters`, text)];
}

export function dateProblems(row: number, from: string, to: string): RowProblem[] {
  const problems: RowProblem[] = [];
  const bad = (column: string, value: string) =>
    problemAt(
      row,
      column,
      "bad_date",
      "不是有效日期，写法 2024-01-31",
      "Not a date of the calendar; write 2024-01-31",
      value,
    );
  if (!isDay(from)) problems.push(bad("valid_from", from));
  if (to !== "" && !isDay(to)) problems.push(bad("valid_to", to));
  if (problems.length === 0 && to !== "" && from >= to) {
    problems.push(
      problemAt(
        row,
        "valid_to",
        "dates_reversed",
        "失效日期（不含当日）应晚于生效日期",
        "valid_to (exclusive) must be later than valid_from",
        to,
      ),
    );
  }
  return problems;
}
