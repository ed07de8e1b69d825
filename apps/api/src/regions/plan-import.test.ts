import { describe, expect, it } from "vitest";
import { readCsv } from "@duibiao/workbook";
import type { Tree } from "../tree.ts";
import { regionColumns } from "./import-rows.ts";
import { planImport } from "./plan-import.ts";

const empty: Tree = { stamp: "", versions: new Map(), successors: new Map() };
/** Invented: province 10, city 1001 under it since 2000. */
const small: Tree = {
  stamp: "",
  versions: new Map([
    [
      1,
      [
        {
          regionId: 1,
          validFrom: "2000-01-01",
          validTo: null,
          tier: "province",
          code: "10",
          name: "甲省",
          kind: "省",
          parentId: null,
        },
      ],
    ],
    [
      2,
      [
        {
          regionId: 2,
          validFrom: "2000-01-01",
          validTo: null,
          tier: "city",
          code: "1001",
          name: "乙市",
          kind: "地级市",
          parentId: 1,
        },
      ],
    ],
  ]),
  successors: new Map(),
};
const plan = (lines: string, tree = small) => {
  const { rows, problems } = readCsv(`code,name,tier,kind,parent_code,valid_from,valid_to\n${lines}`, {
    columns: regionColumns,
    maxRows: 100,
  });
  expect(problems).toEqual([]);
  return planImport(rows, tree);
};
const where = (lines: string, tree = small) => plan(lines, tree).problems.map((p) => [p.row, p.column, p.code]);

describe("the plan of a region import", () => {
  it("adds a whole tree in any order of rows", () => {
    const { inserts, problems } = plan(
      "c,丙县,county,县,b,2000-01-01,\nb,乙市,city,,a,2000-01-01,\na,甲省,province,,,2000-01-01,\nd,直管县,county,县,a,2000-01-01,",
      empty,
    );
    expect(problems).toEqual([]);
    expect(inserts.map((v) => [v.code, v.region, v.parent])).toEqual([
      ["c", null, { code: "b" }],
      ["b", null, { code: "a" }],
      ["a", null, null],
      ["d", null, { code: "a" }],
    ]);
  });

  it("hangs new counties on regions that are on record", () => {
    expect(plan("100101,丙县,county,县,1001,2010-01-01,").inserts[0]?.parent).toEqual({ id: 2 });
  });

  it("takes rows of one code that follow each other for one region with several versions", () => {
    const { inserts, problems } = plan(
      "x,旧名县,county,县,1001,2000-01-01,2010-01-01\nx,新名区,county,市辖区,1001,2010-01-01,",
    );
    expect(problems).toEqual([]);
    expect(inserts.map((v) => v.name)).toEqual(["旧名县", "新名区"]);
  });

  it("changes nothing when the same table comes again", () => {
    const { inserts, unchanged, problems } = plan(
      "10,甲省,province,省,,2000-01-01,\n1001,乙市,city,地级市,10,2000-01-01,",
    );
    expect([inserts, problems]).toEqual([[], []]);
    expect(unchanged).toEqual([
      { row: 2, region: 1 },
      { row: 3, region: 2 },
    ]);
  });

  it("refuses a region that is its own ancestor, in the rows of the circle", () => {
    expect(where("a,甲,city,,b,2000-01-01,\nb,乙,city,,a,2000-01-01,\nc,丙,county,,c,2000-01-01,")).toEqual([
      [2, "parent_code", "cycle"],
      [3, "parent_code", "cycle"],
      [4, "parent_code", "cycle"],
    ]);
  });

  it("refuses a second parent of one code over the same dates", () => {
    expect(where("x,丙县,county,,1001,2000-01-01,\nx,丙县,county,,10,2000-01-01,")).toEqual([
      [3, "parent_code", "second_parent"],
    ]);
  });

  it("refuses an unknown parent", () => {
    expect(where("x,丙县,county,,9999,2000-01-01,")).toEqual([[2, "parent_code", "unknown_parent"]]);
  });

  it("refuses a parent that begins after, or ends before, its child", () => {
    expect(where("x,丙县,county,,1001,1999-12-31,")).toEqual([[2, "parent_code", "parent_not_valid"]]);
    expect(where("p,丁市,city,,10,2000-01-01,2010-01-01\nx,丙县,county,,p,2005-01-01,")).toEqual([
      [3, "parent_code", "parent_not_valid"],
    ]);
  });

  it("refuses one code twice at a time, in the file and against the record", () => {
    expect(where("x,丙县,county,,1001,2000-01-01,\nx,丁县,county,,1001,2005-01-01,")).toEqual([
      [3, "code", "duplicate_code"],
    ]);
    expect(where("1001,别名市,city,地级市,10,2000-01-01,")).toEqual([[2, "code", "duplicate_code"]]);
  });

  it("refuses a hole between the versions of a code", () => {
    expect(where("x,丙县,county,,1001,2000-01-01,2005-01-01\nx,丙区,county,,1001,2006-01-01,")).toEqual([
      [3, "valid_from", "gap"],
    ]);
  });

  it("refuses a hole between the file and the record", () => {
    const closed: Tree = {
      ...small,
      versions: new Map([
        ...small.versions,
        [
          3,
          [
            {
              regionId: 3,
              validFrom: "2000-01-01",
              validTo: "2010-01-01",
              tier: "county",
              code: "x",
              name: "丙县",
              kind: "",
              parentId: 2,
            },
          ],
        ],
      ]),
    };
    expect(where("x,丙区,county,,1001,2011-01-01,", closed)).toEqual([[2, "valid_from", "gap"]]);
    expect(plan("x,丙区,county,,1001,2010-01-01,", closed).inserts[0]?.region).toBe(3);
  });

  it("does not continue a region that a recorded change closed", () => {
    const merged: Tree = {
      ...small,
      versions: new Map([
        ...small.versions,
        [
          3,
          [
            {
              regionId: 3,
              validFrom: "2000-01-01",
              validTo: "2010-01-01",
              tier: "county",
              code: "x",
              name: "丙县",
              kind: "",
              parentId: 2,
            },
          ],
        ],
      ]),
      successors: new Map([[3, [2]]]),
    };
    expect(where("x,丙区,county,,1001,2010-01-01,", merged)).toEqual([[2, "code", "duplicate_code"]]);
  });

  it.each([
    ["x,丙市,city,,1001,2000-01-01,", "tier_order"],
    ["x,丙县,county,,,2000-01-01,", "tier_order"],
    ["x,丙省,province,,1001,2000-01-01,", "tier_order"],
    ["x,丙市,city,,,2000-01-01,", "tier_order"],
  ])("refuses a tier in the wrong place: %s", (line, code) => {
    expect(where(line)).toEqual([[2, "parent_code", code]]);
  });

  it("refuses dates that do not exist or run backwards, a tier it does not know, and a code with blanks", () => {
    expect(
      where(
        "x,丙,county,,1001,2001-02-29,\ny,丁,county,,1001,2001-01-01,2001-01-01\nz,戊,town,,1001,2001-01-01,\na b,己,county,,1001,2001-01-01,",
      ),
    ).toEqual([
      [2, "valid_from", "bad_date"],
      [3, "valid_to", "dates_reversed"],
      [4, "tier", "bad_tier"],
      [5, "code", "bad_code"],
    ]);
  });

  it("does not call the parent unknown when only the parent's row is wrong", () => {
    expect(where("p,丁市,city,,10,2001-02-30,\nx,丙县,county,,p,2005-01-01,")).toEqual([[2, "valid_from", "bad_date"]]);
  });

  it("plans 20,000 rows", () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `c${i},县${i},county,县,1001,2000-01-01,`).join("\n");
    const { rows } = readCsv(`code,name,tier,kind,parent_code,valid_from,valid_to\n${lines}`, {
      columns: regionColumns,
      maxRows: 20_000,
    });
    expect(planImport(rows, small).inserts).toHaveLength(20_000);
  });
});
