import * as other from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { openBook } from "./open-book.ts";
import { templateIn } from "./read-template.ts";
import { expected, template } from "./testing-form.ts";
import { writeTemplate } from "./write-template.ts";

const written = await writeTemplate(template);
const name = "明细2 用能";

/** What a person does in an office program, done by another library. */
async function back(change: (sheet: other.WorkSheet, book: other.WorkBook) => void = () => undefined) {
  const book = other.read(written);
  change(book.Sheets[name]!, book);
  const bytes = new Uint8Array(other.write(book, { type: "array", bookType: "xlsx" }));
  const read = templateIn(await openBook(bytes), expected);
  if (!read.ok) throw new Error(read.problem.zh);
  return read;
}
const listIn = async (change?: Parameters<typeof back>[0]) =>
  (await back(change)).lists.find(({ section }) => section === "s2")!;
const text = (v: string): other.CellObject => ({ t: "s", v });
const number = (v: number): other.CellObject => ({ t: "n", v });

describe("sheets of items in a template", () => {
  it("stand behind the form, one for each section whose lines add up, its keys in a hidden row", () => {
    const book = other.read(written, { cellStyles: true });
    expect(book.SheetNames).toEqual(["填报", "明细1 人员", name, "_lists", "_keys"]);
    const sheet = book.Sheets[name]!;
    expect(sheet["A3"]).toMatchObject({ v: "items:s2:9" });
    expect(sheet["!rows"]![2]).toMatchObject({ hidden: true });
    expect([sheet["A4"]!.v, sheet["B4"]!.v, sheet["D4"]!.v]).toEqual([
      "名称（车牌、楼名等）",
      "02 费用 (元)",
      expect.stringMatching(/^04 .*办公 \(kWh\)$/),
    ]);
  });

  it("give back what they were filled with: 不适用 is an answer, a blank is none, a blank row is no item", async () => {
    expect(await listIn()).toMatchObject({
      sheet: name,
      seen: 9,
      items: [{ label: "演A·0001", values: { cost: "0.5", "energy[kind:office]": null } }],
      faults: [],
    });
    expect((await back()).lists.find(({ section }) => section === "s1")).toMatchObject({ seen: 0, items: [] });
  });

  it("take rows that a person adds, with units of measure, also far below", async () => {
    const list = await listIn((sheet) => {
      sheet["A6"] = text("演A·0002");
      sheet["B6"] = text("１，２００");
      sheet["C6"] = text("1.2万度");
      sheet["A40"] = text("演A·0003");
      sheet["D40"] = number(7);
      sheet["!ref"] = "A1:F40";
    });
    // 1.2万度 = 12,000 kWh.
    expect(list.items.slice(1)).toEqual(
      [
        { label: "演A·0002", values: { cost: "1200", "energy[kind:other]": undefined, energy: "12000" } },
        { label: "演A·0003", values: { "energy[kind:office]": "7" } },
      ].map((item) => ({ ...item, values: Object.fromEntries(Object.entries(item.values).filter(([, v]) => v)) })),
    );
    expect(list.faults).toEqual([]);
  });

  it("name what cannot be taken with its row and cell: a word, a row without a name, a row of totals, a strange column", async () => {
    const { faults } = await listIn((sheet) => {
      sheet["B5"] = text("约三");
      sheet["B6"] = number(4);
      sheet["A7"] = text("合计");
      sheet["B7"] = number(4.5);
      sheet["J8"] = number(1);
      sheet["A8"] = text("演A·0004");
      sheet["!ref"] = "A1:J20";
    });
    expect(faults.map(({ row, cell, text: { zh } }) => [row, cell, zh.slice(0, 8)])).toEqual([
      [5, "B5", expect.stringContaining("不是数")],
      [6, "A6", "这一行没有名称，"],
      [7, "A7", "合计由平台相加，"],
      [8, "J8", "这一栏不在本节，"],
    ]);
  });

  it("say nothing where they were taken out, and are refused without their hidden row", async () => {
    const gone = await back((_sheet, book) => {
      delete book.Sheets[name];
      book.SheetNames.splice(book.SheetNames.indexOf(name), 1);
    });
    expect(gone.lists.map(({ section }) => section)).toEqual(["s1"]);
    expect(gone.rows).toEqual([]);
    const bare = await back((sheet) => void delete sheet["A3"]);
    expect(bare.rows).toMatchObject([{ blocks: true, text: { zh: expect.stringContaining("隐藏的标识行已丢失") } }]);
  });
});
