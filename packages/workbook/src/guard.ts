import type { Text } from "@duibiao/indicators";
import { readZipDirectory, unpack, type ZipEntry } from "./zip-directory.ts";

export const sheetLimits = { rows: 20_000, columns: 500, cells: 200_000, depth: 64 };
/** Of another system's whole export: 3,000 units with 200 columns, and their names. */
export const exportCells = 700_000;

const say = (zh: string, en: string): Text => ({ zh, en });

/**
 * Why a file is not opened as a workbook, or null. Looks at every entry before any library does: kind of file, unsafe
 * archive, macros, links to other files, embedded objects, document types, sizes, depth.
 */
export function fileProblem(bytes: Uint8Array, mostCells: number = sheetLimits.cells): Text | null {
  const kind = kindProblem(bytes);
  if (kind !== null) return kind;
  const directory = readZipDirectory(bytes);
  if (!directory.ok) return directory.problem;
  const named = partsProblem(directory.entries);
  if (named !== null) return named;
  for (const entry of directory.entries) {
    const unpacked = unpack(bytes, entry);
    if (!unpacked.ok) return unpacked.problem;
    const problem = contentProblem(entry.name, unpacked.content, mostCells);
    if (problem !== null) return problem;
  }
  return null;
}

const OLD_FORMAT = say(
  "这是 .xls 或 .et 旧格式文件：请在 Excel 或 WPS 中打开它，选「另存为」，类型选「Excel 工作簿（*.xlsx）」，再上传新文件",
  'This is an old .xls or .et file: open it in Excel or WPS, choose "Save as", type "Excel Workbook (*.xlsx)", and upload the new file',
);

/** By the first bytes, never by the name: people rename files. */
function kindProblem(bytes: Uint8Array): Text | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  if (head.length === 0)
    return say("文件是空的，请选择填好的模板", "The file is empty; choose the template that you filled in");
  if (head.toString("hex", 0, 4) === "d0cf11e0") return compoundProblem(bytes);
  if (head.toString("latin1", 0, 2) === "PK") return null;
  const text = textStart(head);
  if (text === null || text.startsWith("%pdf-"))
    return say("这不是 xlsx 文件：请上传下载的模板", "This is no xlsx file; upload the template that you downloaded");
  if (/^(<!doctype html|<html|<table|<meta|<head|<body)/.test(text))
    return say(
      "这是网页（HTML）文件，只是改名为 xlsx：请在 Excel 中打开它，另存为「Excel 工作簿（*.xlsx）」后上传",
      "This is a web page (HTML) that was renamed to xlsx: open it in Excel, save it as Excel Workbook (*.xlsx) and upload that",
    );
  if (text.startsWith("<?xml") || text.startsWith("<"))
    return say(
      "这是 XML 文件，不是 xlsx 工作簿：请在 Excel 中打开它，另存为「Excel 工作簿（*.xlsx）」后上传",
      "This is an XML file and no xlsx workbook: open it in Excel, save it as Excel Workbook (*.xlsx) and upload that",
    );
  return say(
    "这是文本（CSV）文件，只是改名为 xlsx：请把数填进下载的模板后上传",
    "This is a text (CSV) file that was renamed to xlsx: enter the figures into the downloaded template and upload that",
  );
}

/** Encrypted workbooks come in the same container as .xls; the stream's name stands in the file as UTF-16. */
function compoundProblem(bytes: Uint8Array): Text {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from("EncryptedPackage", "utf16le"),
  );
  return encrypted
    ? say("文件有打开密码：请去掉密码后上传", "The workbook has a password; remove it and upload the file again")
    : OLD_FORMAT;
}

/** The beginning of a text file in small letters; null when it holds bytes that no text has. */
function textStart(head: Buffer): string | null {
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()
    .toLowerCase();
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
  return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
}

const FORBIDDEN_PARTS: { pattern: RegExp; problem: Text }[] = [
  {
    pattern: /vbaproject|^xl\/macrosheets\/|^xl\/dialogsheets\/|\.vbs$|^xl\/activex\//i,
    problem: say(
      "文件含宏，不予打开：请另存为不含宏的「Excel 工作簿（*.xlsx）」",
      "The file holds macros and is not opened; save it as Excel Workbook (*.xlsx) without macros",
    ),
  },
  {
    pattern: /^xl\/(externallinks\/|connections\.xml|querytables\/|model\/)/i,
    problem: say(
      "文件引用了其他文件或外部数据：请在 Excel「数据 → 编辑链接」中断开链接，保存后上传",
      "The file refers to other files or outside data; break the links in Excel (Data, Edit Links), save and upload it again",
    ),
  },
  {
    pattern: /^xl\/embeddings\/|\.(zip|xlsx|xlsm|docx|exe|dll|js|ole|bin\.zip)$/i,
    problem: say(
      "文件嵌有其他文件或对象：请删除后上传",
      "The file embeds other files or objects; delete them and upload it again",
    ),
  },
  {
    pattern: /^xl\/workbook\.bin$/i,
    problem: say(
      "这是二进制工作簿（.xlsb）：请另存为「Excel 工作簿（*.xlsx）」后上传",
      "This is a binary workbook (.xlsb); save it as Excel Workbook (*.xlsx) and upload that",
    ),
  },
];

function partsProblem(entries: readonly ZipEntry[]): Text | null {
  for (const { pattern, problem } of FORBIDDEN_PARTS)
    if (entries.some((entry) => pattern.test(entry.name))) return problem;
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has("mimetype"))
    return say(
      "这是 OpenDocument 文件：请另存为「Excel 工作簿（*.xlsx）」后上传",
      "This is an OpenDocument file; save it as Excel Workbook (*.xlsx) and upload that",
    );
  if (!names.has("[Content_Types].xml") || !names.has("xl/workbook.xml"))
    return say(
      "压缩包里没有 Excel 工作簿：请上传下载的模板",
      "The archive holds no Excel workbook; upload the downloaded template",
    );
  return null;
}

function contentProblem(name: string, content: Buffer, mostCells: number): Text | null {
  if (!/\.(xml|rels|vml)$/i.test(name))
    return content.subarray(0, 2).toString("latin1") === "PK" ? FORBIDDEN_PARTS[2]!.problem : null;
  if (content.includes(0))
    return say(
      "文件内部的编码不是 UTF-8，不予打开：请重新保存后上传",
      "A part of the file is not UTF-8; save it again and upload it",
    );
  const xml = content.toString("utf8");
  if (/<!(doctype|entity)/i.test(xml))
    return say(
      "文件内含文档类型声明（DOCTYPE），不予打开",
      "The file holds a document type declaration and is not opened",
    );
  if (/\.rels$/i.test(name) && hasOutsideTarget(xml)) return FORBIDDEN_PARTS[1]!.problem;
  if (name === "[Content_Types].xml" && isMacroBook(xml)) return FORBIDDEN_PARTS[0]!.problem;
  if (depthOf(xml) > sheetLimits.depth)
    return say("文件内部嵌套过深，不予打开", "The file is nested too deeply and is not opened");
  return name.toLowerCase().startsWith("xl/worksheets/") ? sheetProblem(xml, mostCells) : null;
}

/** Some programs declare a macro type for files that they do not write; what counts is the type of a part that is there. */
const isMacroBook = (types: string) =>
  (types.match(/<Override\b[^>]*>/gi) ?? []).some((one) => /macroEnabled|vbaProject/i.test(one));

/** A link that somebody may click is no link that a program follows by itself. */
const hasOutsideTarget = (rels: string) =>
  (rels.match(/<Relationship\b[^>]*>/g) ?? []).some(
    (one) => /TargetMode\s*=\s*["']External/i.test(one) && !/\/hyperlink["']/.test(one),
  );

function depthOf(xml: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at + 1)) {
    const next = xml[at + 1];
    if (next === "?" || next === "!") continue;
    if (next === "/") depth--;
    else if (xml[xml.indexOf(">", at) - 1] !== "/") deepest = Math.max(deepest, ++depth);
  }
  return deepest;
}

function sheetProblem(xml: string, mostCells: number): Text | null {
  let cells = 0;
  for (const [, attributes = ""] of xml.matchAll(/<c\b([^>]*)>/g)) {
    const [, letters = "A", row = "1"] = /\br="([A-Z]+)(\d+)"/.exec(attributes) ?? [];
    if (++cells > mostCells || Number(row) > sheetLimits.rows || columnNumber(letters) > sheetLimits.columns)
      return SHEET_TOO_BIG;
  }
  // Office programs end a sheet with one empty row far below; rows with cells may not stand there.
  for (const [, attributes = ""] of xml.matchAll(/<row\b([^>]*)>(?=\s*<c\b)/g)) {
    const [, row = "1"] = /\br="(\d+)"/.exec(attributes) ?? [];
    if (Number(row) > sheetLimits.rows) return SHEET_TOO_BIG;
  }
  return null;
}

const SHEET_TOO_BIG = say(
  `工作表过大（最多 ${sheetLimits.rows} 行、${sheetLimits.columns} 列）：请只在模板内填写`,
  `A sheet is too big (at most ${sheetLimits.rows} rows and ${sheetLimits.columns} columns); fill in the template only`,
);

const columnNumber = (letters: string) =>
  letters.length > 3 ? Infinity : [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0);
