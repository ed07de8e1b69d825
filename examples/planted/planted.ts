import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A cell as an office program stores it. */
type Stored = string | number | Date | { t: string; v?: unknown; f?: string; w?: string; z?: string };
export type Row = { id: string; name: string; year: string; cells: Stored[] };

const AREA = 0;
const ELEC = 1;
const GAS = 2;
const SITE = 3;
const GHG = 4;

/** The published rows, untouched; figures that are binary fractions in full are written shortest, which is the same number. */
export function publishedRows(): Row[] {
  const [, ...lines] = readFileSync(join(import.meta.dirname, "buildings.csv"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [id, name, ...figures] = line.split(",") as [string, string, ...string[]];
    return { id, name, year: "2021", cells: figures.map(Number) };
  });
}

/** Who finds an error: the import names the row or cell, a rule of the form (asked of every form: VR01 a line is left open, VR02 a figure is negative), the list of who has not reported, or nobody. */
export type Finder = "import" | "PL_TOTAL" | "PL_PER_AREA" | "VR01" | "VR02" | "not reported" | "nobody";
export type Planted = {
  building: string;
  what: string;
  plant: (row: Row, rows: Row[]) => void;
  /** What the import says of it, by code. */
  code?: string;
  found: Finder[];
};

const set =
  (at: number, value: Stored) =>
  ({ cells }: Row) => {
    cells[at] = value;
  };
const remove = (row: Row, rows: Row[]) => rows.splice(rows.indexOf(row), 1);

/**
 * Planted by hand into 16 of the 24 buildings, and what must be found, by hand, before the first run; only VR01 was added after it: a
 * cell that the import refuses leaves its line open.
 */
export const planted: Planted[] = [
  { building: "28032929", what: "电量大 1000 倍（填成 Wh）", plant: set(ELEC, 698_064_900), found: ["PL_TOTAL"] },
  {
    building: "28032931",
    what: "气量和合计大 1000 倍（GJ 填成 MJ）",
    plant: (row) => (set(GAS, 857_200)(row), set(SITE, 2_815_800)(row)),
    found: ["PL_PER_AREA", "PL_TOTAL"],
  },
  {
    building: "28033049",
    what: "两列颠倒",
    plant: (row) => (set(ELEC, 201)(row), set(GAS, 4842.6)(row)),
    found: ["PL_TOTAL"],
  },
  { building: "28033074", what: "数字颠倒：710.4 作 701.4", plant: set(SITE, 701.4), found: ["PL_TOTAL"] },
  { building: "28033131", what: "合计不等于各项之和", plant: set(SITE, 2285.1), found: ["PL_TOTAL"] },
  {
    building: "28033168",
    what: "同一行出现两次",
    plant: (row, rows) => rows.push({ ...row, cells: [...row.cells] }),
    code: "two_rows",
    found: ["import"],
  },
  { building: "28033175", what: "少一行", plant: remove, found: ["not reported"] },
  { building: "28033470", what: "上一年的行", plant: (row) => (row.year = "2020"), found: ["import", "not reported"] },
  { building: "28033519", what: "负数", plant: set(GAS, -366.5), found: ["PL_TOTAL", "VR02"] },
  {
    building: "28033535",
    what: "错误值 #REF!",
    plant: set(GAS, { t: "e", v: 23, w: "#REF!" }),
    code: "not_a_number",
    found: ["VR01", "import"],
  },
  {
    building: "28033617",
    what: "数变成了日期",
    plant: set(ELEC, { t: "n", v: 44_197, z: "yyyy-mm-dd" }),
    code: "not_a_number",
    found: ["VR01", "import"],
  },
  {
    building: "28033619",
    what: "单位代码数字颠倒",
    plant: (row) => (row.id = "28033691"),
    code: "unit_unassigned",
    found: ["import", "not reported"],
  },
  {
    building: "28033737",
    what: "公式没有计算结果",
    plant: set(SITE, { t: "n", f: "D17*0.0036+E17" }),
    code: "not_a_number",
    found: ["VR01", "import"],
  },
  { building: "28033725", what: "面积数字颠倒：1185 作 1815", plant: set(AREA, 1815), found: ["nobody"] },
  { building: "28033738", what: "排放数字颠倒：55.1 作 51.5", plant: set(GHG, 51.5), found: ["nobody"] },
  // No error: what people type and a reader must understand. 1458.7 as full-width text with a separator.
  { building: "28033734", what: "全角数字带千分位", plant: set(SITE, "１，４５８．７"), found: ["nobody"] },
];

export function withErrors(): Row[] {
  const rows = publishedRows();
  for (const { building, plant } of planted)
    plant(
      rows.find(({ id }) => id === building)!,
      rows,
    );
  return rows;
}
