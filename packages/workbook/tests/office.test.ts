import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTemplate, type ReadTemplate } from "../src/read-template.ts";
import { expected, template } from "../src/testing-form.ts";
import { writeTemplate } from "../src/write-template.ts";

/** Debian's own Python carries the bridge to its LibreOffice. */
const python = "/usr/bin/python3";
const missing = ["/usr/bin/soffice", python, "/usr/lib/python3/dist-packages/uno.py"].filter(
  (file) => !existsSync(file),
);
if (missing.length > 0) {
  const sentence = `LibreOffice is not here (${missing.join(", ")}): apt-get install libreoffice-calc python3-uno`;
  // The gate must not pass without it; a workstation may.
  if (process.env["CI"]) throw new Error(sentence);
  console.warn(`\n!!! SKIPPED / 未运行: templates in a real office program. ${sentence}\n`);
}

type Report = {
  edits: { cell: string; before: string; after: string; locked: boolean; validation: string }[];
  sheets: { name: string; visible: boolean; protected: boolean }[];
};

describe.skipIf(missing.length > 0)("a template opened, filled and saved by LibreOffice", () => {
  let folder = "";
  let report: Report;
  let saved: Uint8Array;
  let read: ReadTemplate;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "duibiao-office-"));
    const [source, target] = [join(folder, "in.xlsx"), join(folder, "out.xlsx")];
    writeFileSync(source, await writeTemplate(template));
    const edits = [
      ["填报", "D11", "130"],
      ["填报", "D13", "=1000+200.75"],
      ["填报", "J13", "账单未到"],
      ["填报", "G15", "暂缺"],
      ["填报", "H15", "表计故障"],
      ["填报", "D16", "１，２００"],
      // Last, because the program wants to show a message and one is all that it bears without a screen.
      ["填报", "B13", "别的指标"],
    ];
    const script = fileURLToPath(new URL("office.py", import.meta.url));
    const out = execFileSync(python, [script, source, target, JSON.stringify(edits)], { encoding: "utf8" });
    report = JSON.parse(out) as Report;
    saved = readFileSync(target);
    read = await readTemplate(saved, expected);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const line = (number: string) => (read.ok ? read.lines.find((l) => l.line === number)! : null)!;

  it("takes what was typed: a number, a formula's result, states, text digits", () => {
    expect(read).toMatchObject({ ok: true, rows: [] });
    expect(line("01")).toMatchObject({ value: { value: "130" }, problem: null, cell: "D11" });
    expect(line("02")).toMatchObject({ value: { value: "1200.75", estimated: true }, entry: { note: "账单未到" } });
    expect(line("04")).toMatchObject({ value: { state: "missing", reason: "表计故障" } });
    expect(line("05")).toMatchObject({ value: { value: "1200" } });
  });

  it("leaves untouched lines as they were, to the last digit", () => {
    expect(line("03")).toMatchObject({ value: { value: "12345678901234567890.12" }, version: 2 });
    expect(line("06")).toMatchObject({ value: { state: "na", reason: "无此业务" }, version: 5 });
  });

  it("keeps the hidden keys hidden and the labels locked", () => {
    expect(report.sheets).toEqual([
      { name: "填报", visible: true, protected: true },
      { name: "明细1 人员", visible: true, protected: false },
      { name: "明细2 用能", visible: true, protected: false },
      { name: "_lists", visible: false, protected: false },
      { name: "_keys", visible: false, protected: false },
    ]);
    const label = report.edits.at(-1)!;
    expect(label).toMatchObject({ cell: "B13", before: "费用", after: "费用", locked: true });
    expect(report.edits.slice(0, -1).map((edit) => edit.locked)).not.toContain(true);
  });

  /** The cells of one column between two of them. */
  const cellsOf = (range: string) => {
    const [from = "", to = from] = range.split(":");
    const [first, last] = [from, to].map((cell) => Number(cell.slice(1))) as [number, number];
    return Array.from({ length: last - first + 1 }, (_, at) => `${from[0]}${first + at}`);
  };

  it("keeps the sheets of items, their hidden row and what stands in them", () => {
    expect(read).toMatchObject({
      lists: [
        { section: "s1", items: [] },
        {
          section: "s2",
          seen: 9,
          items: [{ label: "演A·0001", values: { cost: "0.5", "energy[kind:office]": null } }],
        },
      ],
    });
  });

  it("keeps rules, lists, locks and print set-up in the file that it saves", async () => {
    const seen = Object.fromEntries(report.edits.map(({ cell, validation }) => [cell, validation]));
    expect(seen).toMatchObject({ D11: "WHOLE", D13: "CUSTOM", G15: "LIST", H15: "TEXT_LEN", D16: "DECIMAL" });
    const { sheets } = await readXlsx(saved, { readStyles: true });
    const [form, , , lists, keys] = sheets;
    expect([form!.protection?.sheet, lists!.hidden || lists!.veryHidden, keys!.hidden || keys!.veryHidden]).toEqual([
      true,
      true,
      true,
    ]);
    const rules = new Map(
      form!.dataValidations!.flatMap((rule) =>
        rule.range.split(" ").flatMap((range) => cellsOf(range).map((cell) => [cell, rule] as const)),
      ),
    );
    expect(rules.get("D11")).toMatchObject({
      type: "whole",
      operator: "greaterThanOrEqual",
      formula1: "0",
      errorStyle: "stop",
    });
    expect(rules.get("D13")!.formula1!.replaceAll(" ", "")).toBe("AND(ISNUMBER(D13),D13>=0,ROUND(D13,2)=D13)");
    expect(rules.get("D17")).toMatchObject({ type: "decimal", operator: "between", formula1: "-1000000000000000" });
    expect(rules.get("G13")).toMatchObject({ type: "list", formula1: "_lists!$A$1:$A$3" });
    const isLocked = (cell: string) => form!.cells!.get(cell)?.style?.protection?.locked;
    expect(isLocked("10,3")).toBe(false);
    for (const place of ["10,0", "10,1", "10,4", "10,10"]) expect(isLocked(place)).not.toBe(false);
    expect(form!.pageSetup).toMatchObject({ paperSize: "a4", orientation: "landscape", printTitlesRow: "$8:$9" });
    expect(form!.headerFooter?.oddFooter).toMatch(/第&P页\/共&N页/);
  });
});
