import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as office from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headerNames, textAt } from "../src/header-names.ts";
import type { BookSheet } from "../src/open-book.ts";
import { readExport } from "../src/read-book.ts";

const soffice = "/usr/bin/soffice";
if (!existsSync(soffice)) {
  const sentence = `LibreOffice is not here (${soffice}): apt-get install libreoffice-calc`;
  if (process.env["CI"]) throw new Error(sentence);
  console.warn(`\n!!! SKIPPED / 未运行: exports as a real office program writes them. ${sentence}\n`);
}

/*
 * An invented export with what such files have: a title over all columns, a header of two rows with groups, a unit's name once over
 * two rows, separators, full-width digits, a number as text, an error, a formula, a date, a sum.
 */
const rows = [
  ["公务用车运行情况表"],
  ["单位名称", "用电", "", "用水", "", "日期"],
  ["", "数量", "金额", "数量", "金额", ""],
  ["甲局", 1200.5, 900, 30, "1,234.50", { t: "n", v: 46_112, z: "yyyy-mm-dd" }],
  ["", 800, 600, "１２３", { t: "n", v: 75, f: "150/2" }, ""],
  ["乙局", 0.1, { t: "e", v: 23, w: "#REF!" }, 5, 6, ""],
  ["合计", 2000.6, "", "", "", ""],
];
const merged = ["A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3", "A4:A5"];
const names = ["单位名称", "用电 数量", "用电 金额", "用水 数量", "用水 金额", "日期"];

async function open(bytes: Uint8Array): Promise<BookSheet> {
  const book = await readExport(bytes);
  if (!book.ok) throw new Error(book.problem.en);
  return book.sheets[0]!;
}
const texts = ({ rows: all }: BookSheet, row: number) => all[row - 1]!.slice(0, 5).map((cell) => cell?.text ?? null);

describe.skipIf(!existsSync(soffice))("an export as LibreOffice writes it", () => {
  const folder = mkdtempSync(join(tmpdir(), "duibiao-exports-"));
  const home = mkdtempSync(join(tmpdir(), "duibiao-office-home-"));
  const source = join(folder, "source.xlsx");
  /** The file saved again by the office program. */
  function saved(format: string, name: string): Uint8Array {
    execFileSync(soffice, [
      ...[`-env:UserInstallation=file://${home}`, "--headless", "--norestore"],
      ...["--convert-to", format, "--outdir", join(folder, "saved"), source],
    ]);
    return readFileSync(join(folder, "saved", name));
  }
  beforeAll(() => {
    const book = office.utils.book_new();
    const sheet = office.utils.aoa_to_sheet(rows as unknown[][]);
    sheet["!merges"] = merged.map((range) => office.utils.decode_range(range));
    office.utils.book_append_sheet(book, sheet, "明细");
    writeFileSync(source, office.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ["xlsx", "xlsx:Calc MS Excel 2007 XML", "source.xlsx"],
    ["xls", "xls:MS Excel 97", "source.xls"],
  ])(
    "reads %s with merged cells, results of formulas, and what is no number named as such",
    async (_kind, format, name) => {
      const sheet = await open(saved(format, name));
      expect(headerNames(sheet, 3)).toEqual(names);
      expect(texts(sheet, 4)).toEqual(["甲局", "1200.5", "900", "30", "1,234.50"]);
      expect(texts(sheet, 5)).toEqual([null, "800", "600", "１２３", "75"]);
      // A name shown over two rows belongs to both; nothing else is carried down.
      expect([textAt(sheet, 4, 0), textAt(sheet, 4, 5)]).toEqual(["甲局", ""]);
      expect(sheet.rows[3]![5]!.problem?.zh).toContain("日期");
      expect(sheet.rows[5]![2]!.text).toMatch(/^#|错误|Err/);
      expect(texts(sheet, 7)[0]).toBe("合计");
    },
    120_000,
  );

  it("reads a web page that calls itself xls: its cells stay the text that it shows", async () => {
    const sheet = await open(saved("html:HTML (StarCalc)", "source.html"));
    expect(headerNames(sheet, 3)).toEqual(names);
    expect(texts(sheet, 4).slice(0, 1)).toEqual(["甲局"]);
    expect(textAt(sheet, 4, 0)).toBe("甲局");
  });

  // Character sets by LibreOffice's numbers: 76 UTF-8, 85 GB 18030 (37 GBK).
  it.each([
    ["UTF-8", 76],
    ["GB 18030", 85],
  ])(
    "reads CSV in %s; what was merged is blank there, and the header says the same",
    async (_name, charset) => {
      const bytes = saved(`csv:Text - txt - csv (StarCalc):44,34,${charset},1`, "source.csv");
      const sheet = await open(bytes);
      expect(headerNames(sheet, 3)).toEqual(names);
      expect(texts(sheet, 4)[0]).toBe("甲局");
      expect(textAt(sheet, 4, 0)).toBe("");
      const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);
      if (charset === 76) expect(texts(await open(marked), 1)).toEqual(texts(sheet, 1));
    },
    120_000,
  );
});
