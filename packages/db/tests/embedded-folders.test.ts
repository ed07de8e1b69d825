import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, type TestContext, vi } from "vitest";
import { accountFor, chooseHome, closedFolder } from "../src/embedded-home.ts";
import { startEmbedded, StartProblem } from "../src/embedded.ts";

// Each test starts servers; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const root = process.getuid?.() === 0;
let home: string;
let undo: (() => void)[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "duibiao-folders-"));
  chmodSync(home, 0o755);
  undo = [];
});
afterEach(() => {
  for (const step of undo.reverse()) step();
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** A small disk of its own, which only root of a real machine can make; elsewhere the test says that it was skipped. */
function mountDisk(context: TestContext, megabytes: number): string {
  const disk = join(home, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", disk], {
      stdio: "pipe",
    });
  } catch {
    context.skip("needs the right to mount a disk");
  }
  undo.push(() => execFileSync("umount", [disk]));
  return disk;
}

async function problemOf(dataDir: string): Promise<StartProblem> {
  const error = await startEmbedded({ dataDir, log: () => {} }).then(
    async (server) => {
      await server.stop();
      return undefined;
    },
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartProblem);
  return error as StartProblem;
}

test("a disk without room for a data folder is named before anything is written", async (context) => {
  const disk = mountDisk(context, 30);
  expect((await problemOf(join(disk, "postgres"))).code).toBe("disk-full");
  expect(existsSync(join(disk, "postgres.new"))).toBe(false);
});

test("a disk that fills up later is named, and the data is there once room is made", async (context) => {
  const disk = mountDisk(context, 260);
  const dataDir = join(disk, "postgres");
  await (await startEmbedded({ dataDir, log: () => {} })).stop();
  const filler = join(disk, "filler");
  const chunk = Buffer.alloc(64 * 1024);
  expect(() => {
    for (;;) writeFileSync(filler, chunk, { flag: "a" });
  }).toThrow(/ENOSPC/);
  const found = await problemOf(dataDir);
  expect(found.code).toBe("disk-full");
  expect(found.en).toContain(disk);
  rmSync(filler);
  const again = await startEmbedded({ dataDir, log: () => {} });
  expect(again.firstRun).toBe(false);
  await again.stop();
});

test("a read-only folder is named", async (context) => {
  if (root) {
    const disk = mountDisk(context, 30);
    execFileSync("mount", ["-o", "remount,ro", disk]);
    expect((await problemOf(join(disk, "postgres"))).code).toBe("read-only");
    expect((await problemOf(join(disk, "data", "postgres"))).code).toBe("read-only");
  } else {
    chmodSync(home, 0o555);
    undo.push(() => chmodSync(home, 0o755));
    expect((await problemOf(join(home, "postgres"))).code).toBe("read-only");
  }
});

test("as root, a folder below a closed home is named together with the folder that bars the way", async (context) => {
  if (!root) context.skip("only root starts the database as another user");
  const closed = join(home, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const found = await problemOf(join(closed, "data", "postgres"));
  expect(found.code).toBe("unreachable");
  expect(found.en).toContain(`cannot enter ${closed}`);
});

test("as root below a closed home, data goes to /var/lib by default; elsewhere it stays in the repository", (context) => {
  if (!root) context.skip("only root starts the database as another user");
  const repository = join(home, "closed", "platform");
  mkdirSync(repository, { recursive: true });
  expect(chooseHome(repository)).toBe(join(repository, ".data"));
  chmodSync(join(home, "closed"), 0o700);
  expect(chooseHome(repository)).toMatch(/^\/var\/lib\/duibiao\/platform-[0-9a-f]{8}$/);
  expect(chooseHome(repository, "/srv/data")).toBe("/srv/data");
});

test("as root, data that another user made is served as that user", async (context) => {
  if (!root) context.skip("only root starts the database as another user");
  const dataDir = join(home, "postgres");
  mkdirSync(dataDir, { mode: 0o700 });
  execFileSync("chown", ["1234:1234", dataDir]);
  expect(accountFor(dataDir)).toEqual({ uid: 1234, gid: 1234 });
  expect(closedFolder(dataDir, { uid: 65534, gid: 65534 })).toBe(dataDir);
});

test("as root, the server and its files belong to an ordinary user", async (context) => {
  if (!root) context.skip("only root starts the database as another user");
  const dataDir = join(home, "postgres");
  const server = await startEmbedded({ dataDir, log: () => {} });
  try {
    for (const path of [dataDir, join(dataDir, "admin-password"), join(home, "archive")]) {
      expect(statSync(path).uid).toBe(65534);
      expect(statSync(path).mode & 0o077).toBe(0);
    }
  } finally {
    await server.stop();
  }
});
