import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backup } from "../backup.ts";
import type { Manifest } from "../backup-folder.ts";
import { restore, restoreFiles } from "../restore.ts";
import { killAll, newHome, openOffice, openRestored, type Office } from "./office.ts";

// Each test starts servers; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let office: Office;
let made: Awaited<ReturnType<typeof backup>>;

beforeAll(async () => {
  office = await openOffice();
  made = await backup(office, join(office.base, "backups"));
});

afterAll(async () => {
  await killAll(office.child, office.dataDir);
  rmSync(office.base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** A copy of the backup to spoil. */
function spoiled(name: string): string {
  const copy = join(office.base, name);
  cpSync(made.folder, copy, { recursive: true });
  return copy;
}

test("a time that the archive does not reach", async () => {
  const until = new Date(Date.now() + 3_600_000);
  const dataDir = newHome(office, "future");
  const { archive } = office;
  await expect(restore({ backup: made.folder, dataDir, archive, until })).rejects.toThrow(/archive ends before/);
  expect(existsSync(dataDir)).toBe(false);
});

test("a time before the backup was finished", () => {
  const until = new Date(new Date(made.manifest.finishedAt).getTime() - 60_000);
  expect(() => restoreFiles({ backup: made.folder, dataDir: newHome(office, "past"), until })).toThrow(
    /earlier backup/,
  );
});

test("a folder that holds data", () => {
  const dataDir = newHome(office, "taken");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "PG_VERSION"), "18");
  expect(() => restoreFiles({ backup: made.folder, dataDir })).toThrow(/not empty/);
});

test.each<[string, (copy: string, manifest: Manifest) => void, RegExp]>([
  ["a file with one changed byte", flipByte, /pg_control .* does not match/],
  ["a truncated file", (copy) => truncateSync(join(copy, "data/global/pg_control"), 100), /does not match/],
  ["a missing file", (copy) => rmSync(join(copy, "data/PG_VERSION")), /PG_VERSION .* does not match/],
  ["a missing log segment", (copy, { files }) => rmSync(join(copy, files.at(-1)!.path)), /wal\/.* does not match/],
  ["a file too many", (copy) => writeFileSync(join(copy, "data/extra.conf"), ""), /extra\.conf .* does not match/],
  [
    "a changed manifest",
    (copy) => appendFileSync(join(copy, "manifest.json"), " "),
    /manifest\.json .* does not match/,
  ],
  ["a backup that was cut short", (copy) => rmSync(join(copy, "manifest.json")), /not a complete backup/],
])("%s, and nothing is left behind", (title, spoil, message) => {
  const copy = spoiled(title.replaceAll(" ", "-"));
  const dataDir = newHome(office, `from-${title.replaceAll(" ", "-")}`);
  spoil(copy, made.manifest);
  expect(() => restoreFiles({ backup: copy, dataDir })).toThrow(message);
  expect(existsSync(dataDir)).toBe(false);
  expect(existsSync(`${dataDir}.restoring`)).toBe(false);
});

function flipByte(copy: string): void {
  const file = join(copy, "data/global/pg_control");
  const bytes = readFileSync(file);
  bytes[300] = bytes[300]! ^ 1;
  writeFileSync(file, bytes);
}

test("a manifest that was exchanged together with its hash, if the printed hash is given", () => {
  const copy = spoiled("exchanged-manifest");
  const text = readFileSync(join(copy, "manifest.json"), "utf8").replace('"format": 1', '"format":  1');
  const sha256 = createHash("sha256").update(text).digest("hex");
  writeFileSync(join(copy, "manifest.json"), text);
  writeFileSync(join(copy, "manifest.sha256"), `${sha256}  manifest.json\n`);
  const dataDir = newHome(office, "exchanged");
  expect(() => restoreFiles({ backup: copy, dataDir, expected: made.sha256 })).toThrow(
    /manifest\.json .* does not match/,
  );
});

test("a backup of a server whose data folder is another one", async () => {
  const dataDir = newHome(office, "own");
  await openRestored(dataDir, async (adminUrl) => {
    const source = { adminUrl, dataDir: office.dataDir, archive: office.archive };
    await expect(backup(source, join(office.base, "wrong"))).rejects.toThrow(/not the data folder/);
  });
});
