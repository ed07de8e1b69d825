import * as other from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { openBook } from "./open-book.ts";
import { readTemplate, templateIn, type ReadTemplate } from "./read-template.ts";
import { expected, identity, template } from "./testing-form.ts";
import { writeTemplate } from "./write-template.ts";

const written = await writeTemplate(template);
// Without the thread of its own that readTemplate gives it: a start costs a quarter of a second.
const read = async (bytes: Uint8Array, wanted = expected) => templateIn(await openBook(bytes), wanted);
const must = (result: ReadTemplate) => {
  if (!result.ok) throw new Error(result.problem.zh);
  return result;
};
const line = async (bytes: Uint8Array, number: string) =>
  must(await read(bytes)).lines.find((found) => found.line === number)!;
const refusal = async (bytes: Uint8Array, wanted = expected) => {
  const result = await read(bytes, wanted);
  return result.ok ? null : result.problem.zh;
};

/** What a person does in an office program, done by another library. */
function edited(change: (sheet: other.WorkSheet, book: other.WorkBook) => void): Uint8Array {
  const book = other.read(written, { cellFormula: true });
  change(book.Sheets["填报"]!, book);
  return new Uint8Array(other.write(book, { type: "array", bookType: "xlsx" }));
}
const rowOf = (sheet: other.WorkSheet, wanted: string): number => {
  const row = Array.from({ length: 60 }, (_, i) => i + 1).find((i) => sheet[`A${i}`]?.v === wanted);
  if (row === undefined) throw new Error(`no line ${wanted}`);
  return row;
};
const typed = (wanted: string, cells: Record<string, other.CellObject>) =>
  edited((sheet) => {
    for (const [column, cell] of Object.entries(cells)) sheet[`${column}${rowOf(sheet, wanted)}`] = cell;
  });
const text = (v: string): other.CellObject => ({ t: "s", v });
const number = (v: number): other.CellObject => ({ t: "n", v });

describe("a template read back", () => {
  it("gives what it was filled with, to the last digit, and the version of each cell", async () => {
    const { lines, rows } = must(await readTemplate(written, expected));
    expect(rows).toEqual([]);
    expect(lines.map((l) => [l.line, l.value, l.entry.note, l.version, l.problem])).toEqual([
      ["01", { state: "number", value: "120", estimated: false }, "", 3, null],
      ["02", { state: "number", value: "1234.5", estimated: true }, "=1+1", 1, null],
      ["03", { state: "number", value: "12345678901234567890.12", estimated: false }, "", 2, null],
      ["04", null, "", 0, null],
      ["05", null, "", 0, null],
      ["06", { state: "na", reason: "无此业务" }, "", 5, null],
    ]);
  });

  it("can be read by another program: figures are numbers, texts that look like formulas are inert", () => {
    const book = other.read(written);
    const sheet = book.Sheets["填报"]!;
    const row = rowOf(sheet, "02");
    expect(sheet[`D${row}`]).toMatchObject({ t: "n", v: 1234.5 });
    expect(sheet[`J${row}`]).toMatchObject({ t: "s", v: "'=1+1" });
    expect(Object.values(sheet).filter((cell) => cell?.f !== undefined)).toEqual([]);
    expect(book.Workbook!.Sheets!.map((s) => [s.name, s.Hidden])).toEqual([
      ["填报", 0],
      ["明细1 人员", 0],
      ["明细2 用能", 0],
      ["_lists", 2],
      ["_keys", 2],
    ]);
  });
});

describe("figures in a workbook", () => {
  it.each([
    ["full-width digits", text("１，２３４．５"), "1234.5"],
    ["a number stored as text", text(" 1234.50 "), "1234.5"],
    ["a minus of a typesetter", text("−3"), "-3"],
    ["noise of binary arithmetic", number(0.1 + 0.2), "0.3"],
    ["a very large number", number(1.5e20), "150000000000000000000"],
    ["a very small number", number(1.25e-7), "0.000000125"],
    ["a negative number", number(-1234.5), "-1234.5"],
    ["a negative fraction", number(-0.05), "-0.05"],
    ["a round number", number(1200), "1200"],
    ["zero", number(0), "0"],
    ["the stored result of a formula, which is not run", { t: "n", v: 7, f: "1+1" } as other.CellObject, "7"],
  ])("takes %s", async (_, cell, expectedValue) => {
    const found = await line(typed("03", { D: cell }), "03");
    expect(found).toMatchObject({ value: { state: "number", value: expectedValue }, problem: null });
  });

  it.each([
    ["a formula without a stored result", { t: "z", f: "1+1" } as other.CellObject, "公式没有保存计算结果"],
    ["an error", { t: "e", v: 7, w: "#DIV/0!" } as other.CellObject, "错误值"],
    ["a truth value", { t: "b", v: true } as other.CellObject, "逻辑值"],
    ["a date", { t: "n", v: 46000, z: "yyyy-mm-dd" } as other.CellObject, "日期"],
    ["a unit of another dimension", text("12元"), "不能换算"],
    ["a word", text("约一百"), "不是数"],
  ])("refuses %s and names the cell", async (_, cell, words) => {
    const bytes = typed("03", { D: cell });
    const found = await line(bytes, "03");
    expect(found.problem?.zh).toContain(words);
    expect(found).toMatchObject({ value: null, refused: "value", cell: `D${found.row}` });
  });

  it("converts a figure that came with its unit, and shows both", async () => {
    // 1.2万度 = 12,000 kWh; 8300元 = 0.83 万元.
    expect(await line(typed("03", { D: text("1.2万度") }), "03")).toMatchObject({
      value: { value: "12000" },
      conversion: { from: "1.2万度", to: "12000 kWh" },
    });
    const money = typed("06", { D: text("8300元"), G: text("数值"), H: text("") });
    expect(await line(money, "06")).toMatchObject({ value: { value: "0.83" }, entry: { value: "8300元" } });
  });

  it("keeps empty, 0, 不适用 and 暂缺 apart, and refuses contradictions", async () => {
    const of = async (cells: Record<string, string>) => {
      const typedCells = Object.fromEntries(Object.entries(cells).map(([k, v]) => [k, text(v)]));
      const found = await line(typed("04", typedCells), "04");
      return found.problem === null ? found.value : found.refused;
    };
    expect(await of({})).toBeNull();
    expect(await of({ D: "0" })).toEqual({ state: "number", value: "0", estimated: false });
    expect(await of({ G: "不适用", H: "无食堂" })).toEqual({ state: "na", reason: "无食堂" });
    expect(await of({ G: "暂缺", H: "账单未到" })).toEqual({ state: "missing", reason: "账单未到" });
    expect(await of({ D: "5", I: "是" })).toEqual({ state: "number", value: "5", estimated: true });
    expect(await of({ G: "暂缺" })).toBe("reason");
    expect(await of({ D: "5", G: "不适用", H: "无" })).toBe("value");
    expect(await of({ G: "数值" })).toBe("value");
    expect(await of({ J: "只有说明" })).toBe("value");
    expect(await of({ D: "5", I: "也许" })).toBe("estimated");
    expect(await of({ D: "5", G: "大概" })).toBe("state");
    expect(await of({ D: "5", H: "原因写错了列" })).toBe("reason");
  });
});

describe("rows of a workbook", () => {
  const cellsOf = (sheet: other.WorkSheet, row: number) =>
    "ABCDEFGHIJK".split("").map((column) => sheet[`${column}${row}`] as other.CellObject | undefined);
  const put = (sheet: other.WorkSheet, row: number, cells: (other.CellObject | undefined)[]) => {
    for (const [i, column] of [..."ABCDEFGHIJK"].entries()) {
      const cell = cells[i];
      if (cell === undefined) delete sheet[`${column}${row}`];
      else sheet[`${column}${row}`] = cell;
    }
  };

  it("lands a moved row right, by its hidden key and, where that is lost, by 行次 and name", async () => {
    for (const keepKey of [true, false]) {
      const bytes = edited((sheet) => {
        const [a, b] = [rowOf(sheet, "01"), rowOf(sheet, "03")];
        const [first, second] = [cellsOf(sheet, a), cellsOf(sheet, b)];
        if (!keepKey) {
          delete first[10];
          delete second[10];
        }
        put(sheet, a, second);
        put(sheet, b, first);
      });
      expect((await line(bytes, "01")).value).toMatchObject({ value: "120" });
      expect((await line(bytes, "03")).value).toMatchObject({ value: "12345678901234567890.12" });
    }
  });

  it("names unknown, doubled and missing rows, and labels that moved without their row", async () => {
    const bytes = edited((sheet) => {
      const foot = rowOf(sheet, "06") + 1;
      put(sheet, foot, [text("99"), text("自加行"), text("个"), number(5)]);
      put(sheet, foot + 1, cellsOf(sheet, rowOf(sheet, "01")));
      put(sheet, rowOf(sheet, "05"), []);
      sheet[`A${rowOf(sheet, "02")}`] = text("03");
      sheet["!ref"] = "A1:K60";
    });
    const { lines, rows } = must(await read(bytes));
    expect(rows.map((r) => [r.text.zh.replace(/第 \d+ 行/g, "第 n 行").slice(0, 24), r.blocks])).toEqual(
      [
        ["第 n 行写的行次是 03，隐藏标识却是行次 ", true],
        ["第 n 行（行次 99 自加行）不在本报表内", true],
        ["行次 01 出现两次（第 n 行和第 n 行）", true],
        ["文件中没有行次 02 费用，平台上的原值保留", false],
        ["文件中没有行次 05 其中：其他，平台上的原", false],
      ].map(([words, blocks]) => [expect.stringContaining(String(words).slice(0, 14)), blocks]),
    );
    expect(lines.map((l) => l.line)).toEqual(["01", "03", "04", "06"]);
  });

  it.each([
    ["form", "另一张报表"],
    ["unit", "另一个填报单位"],
    ["period", "另一个报告期"],
    ["collection", "另一次采集任务"],
    ["catalogue", "目录版本"],
  ])("refuses the template of another %s with a sentence", async (key, words) => {
    const bytes = await writeTemplate({ ...template, identity: { ...identity, form: "F" } });
    const wanted = { ...expected, identity: { ...identity, [key]: "x" } };
    expect(await refusal(bytes, wanted)).toContain(words);
  });

  it("refuses a workbook that is no template, and one without its head", async () => {
    const own = other.utils.book_new();
    other.utils.book_append_sheet(
      own,
      other.utils.aoa_to_sheet([
        ["行次", "本期"],
        ["01", 1],
      ]),
      "表",
    );
    const bytes = new Uint8Array(other.write(own, { type: "array", bookType: "xlsx" }));
    expect(await refusal(bytes)).toContain("不是由本平台下载的模板");
    const headless = edited((sheet) => put(sheet, rowOf(sheet, "行次"), []));
    expect(await refusal(headless)).toContain("没有找到表头");
  });
});
