import { inflateRawSync } from "node:zlib";
import type { Text } from "@duibiao/indicators";

/** An entry of a zip file as its directory says; `headerAt` is where its local header stands. */
export type ZipEntry = {
  name: string;
  method: number;
  compressed: number;
  size: number;
  headerAt: number;
};

export type ZipDirectory = { ok: true; entries: ZipEntry[] } | { ok: false; problem: Text };

export const zipLimits = {
  entries: 2000,
  /** Bytes unpacked, all entries together: hundreds of times a form's own size. */
  unpacked: 40 << 20,
  ratio: 100,
  /** Small entries of blanks compress well and harm nobody. */
  ratioFrom: 1 << 20,
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const refuse = (zh: string, en: string): { ok: false; problem: Text } => ({ ok: false, problem: { zh, en } });
const damaged = refuse(
  "文件已损坏，或不是 xlsx 工作簿：请重新保存后上传",
  "The file is damaged or no xlsx workbook; save it again and upload it",
);
const tooBig = refuse(
  "文件解压后过大（疑似压缩炸弹），不予打开：请下载模板重新填写",
  "The file unpacks to more than a workbook can be; download the template and fill it in again",
);

/** Reads the directory of a zip file and refuses what a workbook never needs. Nothing is unpacked yet. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return damaged;
  const count = view.readUInt16LE(end + 10);
  const start = view.readUInt32LE(end + 16);
  const stop = start + view.readUInt32LE(end + 12);
  // 0xffff and 0xffffffff speak of zip64: files far beyond a form.
  if (count > zipLimits.entries || start === 0xffffffff) return tooBig;
  if (stop > end) return damaged;
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > stop || view.readUInt32LE(at) !== CENTRAL) return damaged;
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString("utf8", at + 46, at + 46 + nameLength);
    const problem = entryProblem(name, view.readUInt16LE(at + 8), view.readUInt32LE(at + 38) >>> 16);
    if (problem !== null) return problem;
    entries.push({
      name,
      method: view.readUInt16LE(at + 10),
      compressed: view.readUInt32LE(at + 20),
      size: view.readUInt32LE(at + 24),
      headerAt: view.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entriesProblem(entries, bytes.byteLength) ?? { ok: true, entries };
}

/** The comment behind the end record is at most 65,535 bytes long. */
function findEnd(view: Buffer): number {
  for (let at = view.length - 22; at >= Math.max(0, view.length - 22 - 0xffff); at--)
    if (view.readUInt32LE(at) === END) return at;
  return -1;
}

function entryProblem(name: string, flags: number, unixMode: number) {
  if ((flags & 1) !== 0)
    return refuse("文件已加密：请去掉打开密码后上传", "The file is encrypted; remove the password and upload it again");
  const parts = name.split("/");
  if (
    /[\\:]/.test(name) ||
    name.includes("\0") ||
    name.startsWith("/") ||
    parts.includes("..") ||
    (unixMode & 0xf000) === 0xa000
  )
    return refuse(
      `压缩包内有不安全的路径「${name.slice(0, 60)}」，不予打开`,
      `The archive holds an unsafe path "${name.slice(0, 60)}" and is not opened`,
    );
  return null;
}

function entriesProblem(entries: readonly ZipEntry[], bytes: number) {
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  const starts = new Set(entries.map((entry) => entry.headerAt));
  if (names.size !== entries.length || starts.size !== entries.length) return damaged;
  // Entries that share bytes are the trick of the bombs that pass a ratio per entry.
  if (entries.reduce((sum, entry) => sum + entry.compressed, 0) > bytes) return damaged;
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > zipLimits.unpacked) return tooBig;
  const dense = entries.some(
    ({ size, compressed }) => size > zipLimits.ratioFrom && size > zipLimits.ratio * Math.max(1, compressed),
  );
  return dense ? tooBig : null;
}

export type Unpacked = { ok: true; content: Buffer } | { ok: false; problem: Text };

/** Unpacks one entry, counting what really comes out: the directory may lie. */
export function unpack(bytes: Uint8Array, entry: ZipEntry): Unpacked {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerAt } = entry;
  if (headerAt + 30 > view.length || view.readUInt32LE(headerAt) !== LOCAL) return damaged;
  const nameLength = view.readUInt16LE(headerAt + 26);
  // Two names for one content: one reader would see what another does not.
  if (view.toString("utf8", headerAt + 30, headerAt + 30 + nameLength) !== entry.name) return damaged;
  const from = headerAt + 30 + nameLength + view.readUInt16LE(headerAt + 28);
  if (from + entry.compressed > view.length) return damaged;
  const packed = view.subarray(from, from + entry.compressed);
  if (entry.method === 0) return packed.length === entry.size ? { ok: true, content: packed } : damaged;
  if (entry.method !== 8) return damaged;
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    return content.length === entry.size ? { ok: true, content } : damaged;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooBig : damaged;
  }
}
