import * as other from "@e965/xlsx";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { fileProblem } from "./guard.ts";
import { writeTable, type Table } from "./table.ts";
import { partsOf } from "./testing-zip.ts";

const table: Table = {
  name: "排名/2026",
  stamps: ["演示数据", "试算"],
  columns: [
    { name: "地区", type: "text" },
    { name: "得分", type: "number", format: "0.00" },
    { name: "说明", type: "text" },
  ],
  rows: [
    ["演示甲县", 81.5, "=cmd|' /C calc'!A0"],
    ["演示乙县", "-0.25", null],
    ["演示丙县", null, "－3"],
    ["演示丁县", "12345678901234567890.5", "+1"],
  ],
};

const rowsIn = (bytes: Uint8Array, name: string) =>
  other.utils.sheet_to_json<unknown[]>(other.read(bytes).Sheets[name]!, { header: 1, raw: true, blankrows: true });

describe("an exported table", () => {
  it("opens in another program: stamps, header, numbers as numbers, empty as empty, long figures whole", async () => {
    const bytes = await writeTable([table]);
    expect(fileProblem(bytes)).toBeNull();
    expect(rowsIn(bytes, "排名 2026")).toEqual([
      ["演示数据"],
      ["试算"],
      ["地区", "得分", "说明"],
      ["演示甲县", 81.5, "'=cmd|' /C calc'!A0"],
      ["演示乙县", -0.25],
      ["演示丙县", undefined, "'－3"],
      ["演示丁县", "12345678901234567890.5", "'+1"],
    ]);
  });

  it("has no live formula, whatever a text begins with", async () => {
    const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x"];
    const bytes = await writeTable([{ ...table, rows: texts.map((text) => [text, 1, text]) }]);
    const sheet = other.read(bytes, { cellFormula: true }).Sheets["排名 2026"]!;
    const cells = Object.entries(sheet).filter(([address]) => /^[AC]([4-9]|1\d)$/.test(address));
    expect(cells).toHaveLength(texts.length * 2);
    for (const [, cell] of cells) {
      expect(cell).toMatchObject({ t: "s" });
      expect(cell.f).toBeUndefined();
      expect(String(cell.v)).toMatch(/^'/);
    }
  });

  it("refuses a word in a number column", async () => {
    await expect(writeTable([{ ...table, rows: [["甲", "约八十", ""]] }])).rejects.toThrow(RangeError);
  });

  it("gives every table a sheet of its own, with names that office programs take", async () => {
    const long = "各县机关运行保障评估得分与位次一览表及其计算过程和数据来源说明".repeat(2);
    const bytes = await writeTable([
      table,
      table,
      { ...table, name: long },
      { ...table, name: long },
      { ...table, name: "[]" },
    ]);
    const names = other.read(bytes).SheetNames;
    expect(names.map((name) => name.length <= 31)).toEqual([true, true, true, true, true]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5);
    expect(names.slice(0, 2)).toEqual(["排名 2026", "排名 20262"]);
    expect(names[4]).toBe("表");
  });

  it("freezes and repeats its header and can be filtered and printed", async () => {
    const [sheet] = (await readXlsx(await writeTable([table]))).sheets;
    expect(sheet).toMatchObject({
      freezePane: { rows: 3 },
      autoFilter: { range: "A3:C7" },
      pageSetup: { paperSize: "a4", orientation: "portrait", printTitlesRow: "$3:$3" },
    });
  });

  it("names its sheet in quotes where it is referred to, as the format asks for names with blanks and brackets", async () => {
    const named = { ...table, name: "2025年县级评估(演示数据) 甲" };
    const book = partsOf(await writeTable([named]))
      .get("xl/workbook.xml")!
      .toString();
    expect(/<definedName[^>]*>([^<]*)<\/definedName>/.exec(book)![1]!.replaceAll("&apos;", "'")).toBe(
      "'2025年县级评估(演示数据) 甲'!$3:$3",
    );
  });
});

it("the watermark stands at the head of every printed page, and an & in a name is no code", async () => {
  const bytes = await writeTable([
    { name: "排名", mark: "A&B zhang", columns: [{ name: "x", type: "text" }], rows: [] },
  ]);
  const { sheets } = await readXlsx(bytes);
  expect(sheets[0]!.headerFooter?.oddHeader).toBe("&RA&&B zhang");
});
