import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { processIdentity } from "../src/embedded-process.ts";
import { startEmbedded, StartProblem, type Embedded } from "../src/embedded.ts";

// Each test starts servers; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let home: string;
let dataDir: string;
const stops: (() => Promise<void>)[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "duibiao-embedded-"));
  chmodSync(home, 0o755);
  dataDir = join(home, "postgres");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const stop of stops.splice(0).reverse()) await stop();
  const orphan = serverPid();
  if (orphan && processIdentity(orphan)) process.kill(orphan, "SIGQUIT");
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function start(port?: number): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, port, log: () => {} });
  stops.push(server.stop);
  return server;
}

/** A platform in a process of its own, to be killed. */
async function startElsewhere(): Promise<{ child: ChildProcess; adminUrl: string }> {
  const script = join(import.meta.dirname, "hold-embedded.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, dataDir], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { adminUrl: string }) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

function serverPid(): number | undefined {
  const file = join(dataDir, "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}

async function problem(work: Promise<unknown>): Promise<StartProblem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartProblem);
  const found = error as StartProblem;
  expect(found.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(found.en).toMatch(/^[\x20-\x7e]+$/);
  return found;
}

describe("a server of its own", () => {
  test("the first start makes the data folder, the second finds the rows of the first", async () => {
    const first = await start();
    expect({ firstRun: first.firstRun, adopted: first.adopted }).toEqual({
      firstRun: true,
      adopted: false,
    });
    await query(first.adminUrl, "create table kept as select 42 as x");
    await first.stop();
    const second = await start();
    expect({ firstRun: second.firstRun, adopted: second.adopted }).toEqual({
      firstRun: false,
      adopted: false,
    });
    expect(await query(second.adminUrl, "select x from kept")).toEqual([{ x: 42 }]);
  });

  test("the settings that make an acknowledged write durable are on, and only this machine can connect", async () => {
    const { adminUrl } = await start();
    const names = [
      "fsync",
      "full_page_writes",
      "synchronous_commit",
      "data_checksums",
      "wal_level",
      "archive_mode",
      "listen_addresses",
      "unix_socket_directories",
      "password_encryption",
      "TimeZone",
    ];
    const rows = await query(adminUrl, `select name, setting from pg_settings where name in ('${names.join("','")}')`);
    expect(Object.fromEntries(rows.map((row) => [row["name"], row["setting"]]))).toEqual({
      fsync: "on",
      full_page_writes: "on",
      synchronous_commit: "on",
      data_checksums: "on",
      wal_level: "replica",
      archive_mode: "on",
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      password_encryption: "scram-sha-256",
      TimeZone: "UTC",
    });
    const nobody = new URL(adminUrl);
    nobody.password = "";
    await expect(query(nobody.href, "select 1")).rejects.toThrow();
  });

  test("Chinese text is found by trigrams, which needs a locale that knows Chinese letters", async () => {
    const { adminUrl } = await start();
    await query(adminUrl, "create extension pg_trgm");
    expect(await query(adminUrl, "select similarity('机关事务管理局', '机关事务中心') > 0.2 as alike")).toEqual([
      { alike: true },
    ]);
  });

  test("a finished log segment arrives in the archive beside the data", async () => {
    const { adminUrl } = await start();
    await query(adminUrl, "create table t as select 1");
    const [row] = await query(adminUrl, "select pg_walfile_name(pg_current_wal_lsn()) as name, pg_switch_wal()");
    await eventually(async () => expect(existsSync(join(home, "archive", String(row!["name"])))).toBe(true));
  });

  test("a first start that was killed halfway leaves nothing that the next one trips over", async () => {
    mkdirSync(`${dataDir}.new`);
    writeFileSync(join(`${dataDir}.new`, "PG_VERSION"), "18");
    writeFileSync(`${dataDir}.password`, "old");
    expect((await start()).firstRun).toBe(true);
    expect(existsSync(`${dataDir}.password`)).toBe(false);
  });
});

describe("kill -9", () => {
  test("of the database under a running platform: it is started again and has every acknowledged row", async () => {
    const { adminUrl } = await start();
    await query(adminUrl, "create table t as select 1 as x");
    const pid = serverPid()!;
    process.kill(pid, "SIGKILL");
    expect(await eventually(() => query(adminUrl, "select x from t"))).toEqual([{ x: 1 }]);
    expect(serverPid()).not.toBe(pid);
  });

  test("of the platform: the next start adopts the database that still runs", async () => {
    const { child, adminUrl } = await startElsewhere();
    await query(adminUrl, "create table t as select 1 as x");
    const pid = serverPid();
    await kill(child);
    const next = await start();
    expect({ adopted: next.adopted, pid: serverPid() }).toEqual({ adopted: true, pid });
    expect(await query(next.adminUrl, "select x from t")).toEqual([{ x: 1 }]);
    await next.stop();
    expect(processIdentity(pid!)).toBeUndefined();
  });

  test("of both: the next start recovers, also past a server process that hangs on", async () => {
    const { child, adminUrl } = await startElsewhere();
    await query(adminUrl, "create table t as select 1 as x");
    // A computation never looks whether its server lives: PostgreSQL alone would refuse to start beside it.
    const busy = query(adminUrl, "select count(*) from generate_series(1, 100000000000)").catch(() => {});
    await new Promise((done) => setTimeout(done, 300));
    await kill(child);
    process.kill(serverPid()!, "SIGKILL");
    const next = await start();
    expect(next.adopted).toBe(false);
    expect(await query(next.adminUrl, "select x from t")).toEqual([{ x: 1 }]);
    await busy;
  });

  test("a lock whose pid belongs to another process by now is taken over", async () => {
    writeFileSync(join(home, "platform.lock"), JSON.stringify({ pid: process.pid, identity: "an earlier life" }));
    expect((await start()).firstRun).toBe(true);
  });

  test("a lock cut short by a crash is taken over", async () => {
    writeFileSync(join(home, "platform.lock"), '{"pid":');
    expect((await start()).firstRun).toBe(true);
  });
});

describe("each obstacle is one sentence in two languages", () => {
  test("a second copy on one data folder", async () => {
    const { child } = await startElsewhere();
    const found = await problem(start());
    expect(found.code).toBe("in-use");
    expect(found.en).toContain(home);
    expect(found.en).toContain(String(child.pid));
  });

  test("a port that another program uses", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const found = await problem(start(port));
    other.close();
    expect(found.code).toBe("port-busy");
    expect(found.en).toContain(String(port));
  });

  test("data of another version of PostgreSQL", async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, "PG_VERSION"), "15\n");
    expect((await problem(start())).code).toBe("wrong-version");
  });

  test("a server that cannot start names PostgreSQL's own reason, and the lock is free again", async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, "postgresql.auto.conf"), "shared_buffers = 'many'\n");
    const found = await problem(start());
    expect(found.code).toBe("server-failed");
    expect(found.zh).toContain("shared_buffers");
    expect(existsSync(join(home, "platform.lock"))).toBe(false);
  });
});
