import { createHash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** One file of a backup; `path` is relative to the backup, with forward slashes. */
export type BackedUpFile = { path: string; size: number; sha256: string };

/**
 * What a backup consists of, written last. `data/` is the data folder as PostgreSQL wants it back, `wal/` the log
 * segments from the start to the end of the copying, without which the copy is not consistent.
 */
export type Manifest = {
  format: 1;
  serverVersion: string;
  /** Tells this database cluster from every other. */
  systemIdentifier: string;
  startLsn: string;
  stopLsn: string;
  /** First log segment that a recovery reads; older ones in the archive are of no use to this backup. */
  startSegment: string;
  startedAt: string;
  finishedAt: string;
  folders: string[];
  files: BackedUpFile[];
  fileCount: number;
  bytes: number;
};

export const MANIFEST = "manifest.json";
export const MANIFEST_HASH = "manifest.sha256";

/** A refused backup or restore: one sentence in each language. */
export class BackupProblem extends Error {
  override readonly name = "BackupProblem";

  constructor(zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, cause === undefined ? undefined : { cause });
  }
}

/** Copies one file and returns size and SHA-256 of the bytes that were written; they are on the disk on return. */
export function copyHashed(from: string, to: string): { size: number; sha256: string } {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 20);
  let size = 0;
  const source = openSync(from, "r");
  try {
    const target = openSync(to, "wx", 0o600);
    try {
      for (let read; (read = readSync(source, buffer)) > 0; size += read) {
        hash.update(buffer.subarray(0, read));
        for (let done = 0; done < read;) done += writeSync(target, buffer, done, read - done);
      }
      fsyncSync(target);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
  return { size, sha256: hash.digest("hex") };
}

export function writeFlushed(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: "wx", flush: true });
}

/** Makes the names in a folder durable; Windows neither needs nor allows it. */
export function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Every file below a folder, relative to it, with forward slashes. */
export function filesBelow(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

export function writeManifest(folder: string, manifest: Manifest): string {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  const sha256 = createHash("sha256").update(text).digest("hex");
  writeFlushed(join(folder, MANIFEST), text);
  writeFlushed(join(folder, MANIFEST_HASH), `${sha256}  ${MANIFEST}\n`);
  return sha256;
}

/**
 * Reads a backup's manifest and compares the backup with it: nothing missing, nothing more, every size right. The
 * bytes are compared by `copyVerified`, in the same pass that restores them.
 * @param expected the hash that `backup` printed: with it, a manifest that was exchanged is refused too
 */
export function readBackup(folder: string, expected?: string): Manifest {
  const text = readPart(folder, MANIFEST);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const recorded = readPart(folder, MANIFEST_HASH).split(" ")[0];
  if (sha256 !== recorded || (expected !== undefined && sha256 !== expected)) throw altered(folder, MANIFEST);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1)
    throw new BackupProblem(
      `备份 ${folder} 的格式不是本版本所能识别的，请用制作它的版本恢复。`,
      `The backup ${folder} is in a format that this version does not know: restore it with the version that made it.`,
    );
  const present = new Set(filesBelow(folder));
  for (const file of manifest.files) {
    if (!present.has(file.path) || statSync(join(folder, file.path)).size !== file.size)
      throw altered(folder, file.path);
    present.delete(file.path);
  }
  for (const own of [MANIFEST, MANIFEST_HASH]) present.delete(own);
  for (const extra of present) throw altered(folder, extra);
  return manifest;
}

/** Copies one file of a backup; a byte that differs from the manifest ends the restore. */
export function copyVerified(folder: string, file: BackedUpFile, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const copied = copyHashed(join(folder, file.path), to);
  if (copied.sha256 !== file.sha256 || copied.size !== file.size) throw altered(folder, file.path);
}

function readPart(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch (error) {
    throw new BackupProblem(
      `${folder} 不是一份完整的备份：缺少 ${name}。制作中断的备份不能用于恢复，请选用另一份。`,
      `${folder} is not a complete backup: ${name} is missing. A backup that was cut short cannot be restored, choose another one.`,
      error,
    );
  }
}

function altered(folder: string, path: string): BackupProblem {
  return new BackupProblem(
    `备份 ${folder} 中的 ${path} 与清单不符（缺失、多出或被改动），拒绝恢复，请选用另一份备份。`,
    `${path} in the backup ${folder} does not match its manifest (missing, added or changed): refused, choose another backup.`,
  );
}
