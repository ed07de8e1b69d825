import * as XLSX from "@e965/xlsx";
import { expect, it } from "vitest";
import { openExport } from "./open-export.ts";

const textsOf = async (bytes: Uint8Array) => {
  const book = await openExport(bytes);
  if (!book.ok) throw new Error(book.problem.en);
  return book.sheets[0]!.rows.map((row) => row.map((cell) => cell?.text ?? null));
};

const written = (bookType: "xlsx" | "biff8") => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["单位", "用电"],
    ["教育局", "  "],
    ["\u3000", 12],
  ]);
  return new Uint8Array(
    XLSX.write({ SheetNames: ["S"], Sheets: { S: sheet } }, { type: "buffer", bookType }) as Buffer,
  );
};

/** As reporting systems write it: every empty cell of their web table holds a blank that does not break. */
const web = (empty: string) =>
  `<table><tr><td>单位</td><td>用电</td></tr><tr><td>教育局</td><td>${empty}</td></tr><tr><td>${empty}</td><td>12</td></tr></table>`;

it.each([
  ["a web table's &nbsp;", new TextEncoder().encode(web("&nbsp;"))],
  ["a web table's full-width blank", new TextEncoder().encode(web("\u3000"))],
  ["an old workbook", written("biff8")],
  ["a workbook", written("xlsx")],
  ["a text table", new TextEncoder().encode("单位,用电\n教育局,  \n\u3000,12")],
])("nothing stands where nobody sees anything: %s", async (_, bytes) => {
  expect(await textsOf(bytes)).toEqual([
    ["单位", "用电"],
    ["教育局", null],
    [null, "12"],
  ]);
});
