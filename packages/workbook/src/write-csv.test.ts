import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";
import { writeCsv } from "./write-csv.ts";

const text = [{ name: "a", type: "text" }] as const;

describe("writing a CSV file", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])(
    "writes the text %j so that a spreadsheet does not run it",
    (value) => {
      const cell = writeCsv(text, [{ a: value }])
        .split("\r\n")
        .slice(1)
        .join("\r\n")
        .replace(/^"/, "");
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it("leaves numbers numbers, also negative ones, and text with a minus inside alone", () => {
    const csv = writeCsv(
      [
        { name: "n", type: "number" },
        { name: "t", type: "text" },
      ],
      [
        { n: "-1.50", t: "a-b" },
        { n: 0, t: null },
        { n: null, t: "" },
      ],
    );
    expect(csv).toBe("n,t\r\n-1.50,a-b\r\n0,\r\n,\r\n");
  });

  it("refuses a formula in a number column", () => {
    expect(() => writeCsv([{ name: "n", type: "number" }], [{ n: "=1" }])).toThrow(RangeError);
  });

  it("starts with the UTF-8 mark when asked to", () => {
    expect(writeCsv(text, [], { bom: true })).toBe("\uFEFFa\r\n");
  });

  it.each(["=1+1", "'=1", "''@x", "'quoted'", "plain", 'a "b", c', "two\nlines", "－3"])(
    "gives %j back when its own file is read",
    (value) => {
      const { rows, problems } = readCsv(writeCsv(text, [{ a: value }]), {
        columns: [{ name: "a", required: true }],
        maxRows: 10,
      });
      expect(problems).toEqual([]);
      expect(rows).toEqual([{ row: 2, values: { a: value } }]);
    },
  );
});
