import { describe, expect, it } from "vitest";
import { fileProblem } from "./guard.ts";
import { readBook } from "./read-book.ts";
import { readTemplate } from "./read-template.ts";
import { expected, template } from "./testing-form.ts";
import { partsOf, zip, type Part } from "./testing-zip.ts";
import { writeTemplate } from "./write-template.ts";

const written = await writeTemplate(template);
const parts = [...partsOf(written)].map(([name, content]): Part => ({ name, content }));
const sheetName = "xl/worksheets/sheet1.xml";
const xmlOf = (name: string) => parts.find((part) => part.name === name)!.content.toString("utf8");

/** The good template with parts changed or added. */
function withParts(...changed: Part[]): Buffer {
  const names = changed.map((part) => part.name);
  return zip([...parts.filter((part) => !names.includes(part.name)), ...changed]);
}
const withSheet = (change: (xml: string) => string) =>
  withParts({ name: sheetName, content: change(xmlOf(sheetName)) });
const refusal = (bytes: Uint8Array) => fileProblem(bytes)?.zh ?? null;

describe("files that are made to hurt", () => {
  it("is not the good template, also when another writer packed it", async () => {
    expect(refusal(written)).toBeNull();
    expect((await readTemplate(withParts(), expected)).ok).toBe(true);
  });

  it("refuses zip bombs at once and without unpacking them: total size, ratio, lying sizes, shared bytes, entries", () => {
    const zeros = Buffer.alloc(60 << 20);
    const lying = withParts({ name: "xl/media/a.png", content: zeros, size: 100 });
    const big = withParts({ name: "xl/media/a.png", content: zeros });
    const dense = withParts({ name: "xl/media/a.png", content: Buffer.alloc(8 << 20) });
    const shared = withParts({ name: "xl/media/a.png", content: "a", at: 0 });
    const many = zip(Array.from({ length: 2001 }, (_, i) => ({ name: `x${i}`, content: "" })));
    const before = process.memoryUsage().rss;
    const start = performance.now();
    for (const bomb of [lying, big, dense, many]) expect(refusal(bomb)).toContain("压缩炸弹");
    expect(refusal(shared)).toContain("已损坏");
    expect(performance.now() - start).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  it("refuses document types and entities, in any part and any encoding", () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    expect(refusal(withSheet((xml) => xml.replace("?>", `?>${doctype}`)))).toContain("DOCTYPE");
    const strings = xmlOf("xl/sharedStrings.xml").replace("?>", `?>${doctype.toLowerCase()}`);
    expect(refusal(withParts({ name: "xl/sharedStrings.xml", content: strings }))).toContain("DOCTYPE");
    const wide = Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${doctype}<a/>`, "utf16le");
    expect(refusal(withParts({ name: "xl/sharedStrings.xml", content: wide }))).toContain("不是 UTF-8");
  });

  it("refuses macros, whatever the file is called", () => {
    expect(refusal(withParts({ name: "xl/vbaProject.bin", content: "x" }))).toContain("宏");
    expect(refusal(withParts({ name: "xl/macrosheets/sheet1.xml", content: "<a/>" }))).toContain("宏");
    const types = xmlOf("[Content_Types].xml").replaceAll("spreadsheetml.sheet.main", "sheet.macroEnabled.main");
    expect(refusal(withParts({ name: "[Content_Types].xml", content: types }))).toContain("宏");
  });

  it("refuses links to other files, connections and embedded files; a link to click is harmless", () => {
    expect(refusal(withParts({ name: "xl/externalLinks/externalLink1.xml", content: "<a/>" }))).toContain("其他文件");
    expect(refusal(withParts({ name: "xl/connections.xml", content: "<a/>" }))).toContain("其他文件");
    expect(refusal(withParts({ name: "xl/embeddings/oleObject1.bin", content: "x" }))).toContain("嵌有");
    expect(refusal(withParts({ name: "xl/media/image1.png", content: written as Buffer }))).toContain("嵌有");
    const rel = (type: string) =>
      `<Relationships><Relationship Id="r9" Type="http://x/relationships/${type}" Target="http://x/" TargetMode="External"/></Relationships>`;
    expect(refusal(withParts({ name: "xl/_rels/a.rels", content: rel("attachedTemplate") }))).toContain("其他文件");
    expect(refusal(withParts({ name: "xl/_rels/a.rels", content: rel("hyperlink") }))).toBeNull();
  });

  it.each(["../evil.xml", "/etc/x.xml", "xl\\..\\evil.xml", "C:/x.xml", "xl/../../x.xml"])(
    "refuses the path %s in the archive",
    (name) => expect(refusal(withParts({ name, content: "<a/>" }))).toContain("不安全的路径"),
  );

  it("refuses symbolic links, encrypted entries, and one content under two names", () => {
    expect(refusal(withParts({ name: "xl/a.xml", content: "<a/>", unixMode: 0o120777 }))).toContain("不安全的路径");
    expect(refusal(withParts({ name: "xl/a.xml", content: "<a/>", flags: 1 }))).toContain("已加密");
    expect(refusal(withParts({ name: "XL/Workbook.xml", content: "<a/>" }))).toContain("已损坏");
  });

  it("refuses huge sheets and deep nesting; one empty row far below is what office programs write", () => {
    const cell =
      (address: string, row = /\d+/.exec(address)![0]) =>
      (xml: string) =>
        xml.replace("</sheetData>", `<row r="${row}"><c r="${address}"><v>1</v></c></row></sheetData>`);
    expect(refusal(withSheet(cell("A1048576")))).toContain("工作表过大");
    expect(refusal(withSheet(cell("XFD30")))).toContain("工作表过大");
    expect(refusal(withSheet((xml) => cell("A1", "900000")(xml).replace(' r="A1"><v>1', "><v>1")))).toContain(
      "工作表过大",
    );
    const wide = `<row r="50">${"<c/>".repeat(200_001)}</row>`;
    expect(refusal(withSheet((xml) => xml.replace("</sheetData>", `${wide}</sheetData>`)))).toContain("工作表过大");
    expect(refusal(withSheet((xml) => xml.replace("</sheetData>", '<row r="1048576"/></sheetData>')))).toBeNull();
    const deep = `${"<a>".repeat(100)}${"</a>".repeat(100)}`;
    expect(refusal(withParts({ name: "docProps/app.xml", content: deep }))).toContain("嵌套过深");
  });

  it("stops a file that takes too long or too much memory, and reads the next one", async () => {
    for (const limits of [
      { milliseconds: 5, megabytes: 256 },
      { milliseconds: 20_000, megabytes: 4 },
    ]) {
      const stopped = await readBook(written, limits);
      expect(stopped.ok ? null : stopped.problem.zh).toContain("已停止读取");
    }
    const all = await Promise.all(Array.from({ length: 5 }, () => readBook(written)));
    expect(all.map((book) => book.ok)).toEqual([true, true, true, true, true]);
  });

  it("says of a broken workbook what to do", async () => {
    const broken = await readTemplate(
      withSheet(() => "<worksheet><sheetData><row><c"),
      expected,
    );
    expect(broken.ok ? null : broken.problem.zh).toMatch(/无法识别|没有找到表头/);
    const cut = written.subarray(0, written.length - 40);
    expect(refusal(cut)).toContain("已损坏");
    for (const name of ["xl/workbook.xml", "[Content_Types].xml"])
      expect(refusal(zip(parts.filter((part) => part.name !== name)))).toContain("没有 Excel 工作簿");
  });
});

describe("files of another kind", () => {
  const compound = (inside: Buffer) =>
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), inside]);

  it("tells .xls and .et users how to save as xlsx", () => {
    for (const stream of ["Workbook", "ETWorkbook"]) {
      const sentence = refusal(compound(Buffer.from(stream, "utf16le")))!;
      expect(sentence).toContain(".xls 或 .et");
      expect(sentence).toContain("另存为");
      expect(sentence).toContain("Excel 工作簿（*.xlsx）");
    }
  });

  it.each([
    ["a workbook with a password", compound(Buffer.from("EncryptedPackage", "utf16le")), "打开密码"],
    ["CSV renamed to xlsx", Buffer.from("行次,本期\r\n01,5\r\n"), "CSV"],
    ["HTML renamed to xlsx", Buffer.from("\uFEFF \n<HTML><body><table></table></body></HTML>"), "HTML"],
    ["XML of Excel 2003", Buffer.from('<?xml version="1.0"?><Workbook/>'), "XML"],
    ["a PDF", Buffer.from("%PDF-1.7 ..."), "不是 xlsx"],
    ["a picture", Buffer.from("89504e470d0a1a0a00000000", "hex"), "不是 xlsx"],
    ["an OpenDocument file", zip([{ name: "mimetype", content: "application/vnd.oasis" }]), "OpenDocument"],
    ["a binary workbook", withParts({ name: "xl/workbook.bin", content: "x" }), "xlsb"],
    ["another archive", zip([{ name: "readme.txt", content: "x" }]), "没有 Excel 工作簿"],
    ["nothing", Buffer.alloc(0), "空的"],
    ["two bytes", Buffer.from("PK"), "已损坏"],
  ])("names %s", (_, bytes, words) => expect(refusal(bytes)).toContain(words));
});
