import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";

const columns = [
  { name: "code", required: true },
  { name: "name", required: true },
  { name: "note", required: false },
] as const;
const read = (text: string, maxRows = 100) => readCsv(text, { columns, maxRows });
const where = (text: string, maxRows?: number) => read(text, maxRows).problems.map((p) => [p.row, p.column, p.code]);

describe("reading a CSV file", () => {
  it("reads columns in any order, with a byte order mark and Windows line ends", () => {
    expect(read("\uFEFFname,code\r\n杭州市, 330100 \r\n")).toEqual({
      rows: [{ row: 2, values: { code: "330100", name: "杭州市", note: "" } }],
      problems: [],
    });
  });

  it("keeps quoted commas, doubled quotes and line breaks inside a cell", () => {
    const { rows } = read('code,name,note\n1,"a,b","one ""x""\ntwo"\n2,c,\n');
    expect(rows).toEqual([
      { row: 2, values: { code: "1", name: "a,b", note: 'one "x"\ntwo' } },
      { row: 3, values: { code: "2", name: "c", note: "" } },
    ]);
  });

  it("skips blank rows and still counts them as a spreadsheet does", () => {
    expect(read("code,name\n\n1,a\n,\n2,b\n").rows.map((r) => r.row)).toEqual([3, 5]);
  });

  it("names an unknown, a doubled and a missing column", () => {
    expect(where("code,code,colour\n1,1,red")).toEqual([
      [1, "code", "duplicate_column"],
      [1, "colour", "unknown_column"],
      [1, "name", "missing_column"],
    ]);
  });

  it("does not need a column that is not required", () => {
    expect(where("code,name\n1,a")).toEqual([]);
  });

  it("names every row with the wrong number of cells", () => {
    expect(where("code,name\n1\n2,b\n3,c,d")).toEqual([
      [2, "", "field_count"],
      [4, "", "field_count"],
    ]);
  });

  it("refuses a NUL character and an empty required cell where they stand", () => {
    expect(where("code,name\n1,a\u0000b\n2,")).toEqual([
      [2, "name", "nul"],
      [3, "name", "empty_cell"],
    ]);
  });

  it("refuses quotes that never close, and quotes in the middle of a cell", () => {
    expect(where('code,name\n1,"a\n')[0]?.[2]).toBe("bad_quotes");
    expect(where('code,name\n1,a"b"\n')).toEqual([[2, "", "bad_quotes"]]);
  });

  it("refuses a file with more rows than allowed, and an empty file", () => {
    expect(where("code,name\n1,a\n2,b", 1)).toEqual([[3, "", "too_many_rows"]]);
    expect(where("")).toEqual([[1, "", "empty_file"]]);
    expect(where("code,name\n\n")).toEqual([[1, "", "empty_file"]]);
    expect(where("\n\n")).toEqual([[1, "", "empty_file"]]);
  });

  it("says each problem in Chinese and English", () => {
    for (const p of read("code,code,x\n1,2,3").problems) {
      expect(p.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(p.en).toMatch(/[a-z]/);
    }
  });
});
