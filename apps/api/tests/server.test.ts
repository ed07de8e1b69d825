import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { migrate } from "@duibiao/db";
import { createTestDatabase, type TestDatabase } from "@duibiao/db/testing";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

// The server as a process of its own, as it is started for real.
let database: TestDatabase;
let admin: pg.Client;
const dataDir = mkdtempSync(join(tmpdir(), "server-"));
const running: ChildProcess[] = [];
beforeAll(async () => {
  database = await createTestDatabase(migrate);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) await ended(child, "SIGKILL");
});
afterAll(async () => {
  await admin.end();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

type Started = {
  child: ChildProcess;
  output: () => string;
  base: Promise<string>;
  exit: Promise<number | null>;
};

function start(env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    env: {
      PATH: process.env["PATH"]!,
      PORT: "0",
      DEMO: "0",
      DUIBIAO_DATA: dataDir,
      DATABASE_URL: database.apiUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let text = "";
  const exit = new Promise<number | null>((done) => child.once("exit", done));
  const base = new Promise<string>((done, fail) => {
    const look = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /is ready: (http:\S+)/.exec(text);
      if (found) done(found[1]!);
    };
    child.stdout!.on("data", look);
    child.stderr!.on("data", look);
    void exit.then((code) => fail(new Error(`ended with ${code}:\n${text}`)));
  });
  base.catch(() => {});
  return { child, output: () => text, base, exit };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = new Promise<number | null>((done) => child.once("exit", done));
  child.kill(signal);
  return exit;
}

const status = async (url: string) => (await fetch(url)).status;

async function until(what: () => Promise<boolean>, milliseconds: number): Promise<number> {
  const began = Date.now();
  while (!(await what())) {
    if (Date.now() - began > milliseconds) throw new Error(`not within ${milliseconds} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return Date.now() - began;
}

test("it starts, is ready, tells where, and answers with the headers of every answer", async () => {
  const { base } = start();
  const at = await base;
  expect(await status(`${at}/healthz`)).toBe(200);
  const ready = await fetch(`${at}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    200,
    {
      ready: true,
      checks: { process: "ok", boot: "ok", database: "ok", migrations: "ok", disk: "ok" },
    },
  ]);
  for (const path of ["/api/v1/session", "/api/v1/nothing", "/api/v1/docs", "/api/v1/openapi.json", "/readyz"]) {
    const { headers } = await fetch(`${at}${path}`);
    expect(headers.get("Content-Security-Policy"), path).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get("X-Content-Type-Options"), path).toBe("nosniff");
    expect(headers.get("Cache-Control"), path).toBe("no-store");
    expect(headers.get("X-Request-Id"), path).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("readiness tells the truth: a lost migration and a lost database are seen, liveness goes on, and both come back", async () => {
  const server = start();
  const at = await server.base;
  const checks = async () => ((await (await fetch(`${at}/readyz`)).json()) as any).checks;
  const sound = await checks();
  await admin.query("update drizzle.__drizzle_migrations set hash = 'x' || hash where id = 1");
  try {
    // A machine that has much to do may answer one look too late.
    await until(async () => isDeepStrictEqual(await checks(), { ...sound, migrations: "failed" }), 20_000);
  } finally {
    await admin.query("update drizzle.__drizzle_migrations set hash = substr(hash, 2) where id = 1");
  }
  await until(async () => (await status(`${at}/readyz`)) === 200, 20_000);

  // Whoever is in is thrown out and nobody gets in: as good as a dead server, seen from here.
  const other = new URL(database.adminUrl);
  other.pathname = "/postgres";
  const outside = new pg.Client({ connectionString: other.href });
  await outside.connect();
  try {
    await outside.query(`alter database ${database.name} connection limit 0`);
    await outside.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename <> 'postgres'",
      [database.name],
    );
    const began = Date.now();
    expect(await status(`${at}/readyz`)).toBe(503);
    expect(await status(`${at}/api/v1/session`)).toBe(401); // no cookie: no database is asked
    const asked = await fetch(`${at}/api/v1/session`, { headers: { Cookie: "duibiao=x" } });
    expect([asked.status, ((await asked.json()) as any).code]).toEqual([503, "busy"]);
    expect(asked.headers.get("Retry-After")).toMatch(/^[2-6]$/);
    expect(Date.now() - began).toBeLessThan(3000);
    expect(await status(`${at}/healthz`)).toBe(200);
  } finally {
    await outside.query(`alter database ${database.name} connection limit -1`);
    await outside.end();
  }
  expect(await until(async () => (await status(`${at}/readyz`)) === 200, 5000)).toBeLessThan(5000);
  expect(server.child.exitCode).toBeNull();
});

test("asked to stop, it lets a running request finish, takes no new one and ends with 0", async () => {
  const server = start();
  const at = await server.base;
  await fetch(`${at}/healthz`);
  // A sign-in held up by a lock on its counters: it runs while the signal comes.
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  await holder.query("begin; lock table login_attempts in access exclusive mode");
  const slow = fetch(`${at}/api/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: JSON.stringify({ username: "nobody", password: "nothing" }),
  });
  await new Promise((done) => setTimeout(done, 300));
  const exit = ended(server.child, "SIGTERM");
  await new Promise((done) => setTimeout(done, 300));
  await expect(fetch(`${at}/healthz`)).rejects.toThrow();
  await holder.query("rollback");
  await holder.end();
  const answer = await slow;
  expect(answer.status).toBe(401);
  expect(answer.headers.get("Connection")).toBe("close");
  expect(await exit).toBe(0);
  // The failed sign-in is sealed, and the head of the chain stands outside the database.
  const heads = readFileSync(join(dataDir, "audit-heads.jsonl"), "utf8").trim().split("\n");
  const { rows } = await admin.query("select seq::int as seq, hash from audit_seals order by seq desc limit 1");
  expect(JSON.parse(heads.at(-1)!)).toMatchObject(rows[0]);
});

test("in production it says not ready first, while it still answers", async () => {
  const server = start({ NODE_ENV: "production" });
  const at = await server.base;
  const exit = ended(server.child, "SIGTERM");
  await until(async () => (await status(`${at}/readyz`)) === 503, 2000);
  expect(await status(`${at}/healthz`)).toBe(200);
  expect(await exit).toBe(0);
});

test("a sender that does not finish its headers is cut off after 15 seconds", async () => {
  const at = new URL(await start().base);
  const socket = createConnection(Number(at.port), at.hostname);
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n");
  const began = Date.now();
  const text = await new Promise<string>((done) => {
    let all = "";
    socket.on("data", (chunk) => (all += chunk.toString()));
    socket.on("close", () => done(all));
  });
  expect(text).toMatch(/^HTTP\/1\.1 408/);
  // Node looks every so often; ours is set to every five seconds.
  expect(Date.now() - began).toBeGreaterThan(14_000);
  expect(Date.now() - began).toBeLessThan(26_000);
});

test.each([
  ["a missing address", { DATABASE_URL: "" }, /DATABASE_URL：未设置.*not set/],
  [
    "a login that row-level security does not bind",
    () => ({ DATABASE_URL: database.adminUrl }),
    /是超级用户[\s\S]*is a superuser[\s\S]*未启动/,
  ],
  ["demonstration accounts in production", { NODE_ENV: "production", DEMO: "1" }, /DEMO must be off in production/],
])("it refuses to start with %s, in one sentence", async (_what, env, sentence) => {
  const server = start(typeof env === "function" ? env() : env);
  expect(await server.exit).toBe(1);
  expect(server.output()).toMatch(sentence);
  expect(server.output()).not.toMatch(/\n\s+at /);
});

test("demonstration accounts that production refuses are not written either", async () => {
  const fresh = await createTestDatabase(migrate);
  try {
    const env = {
      NODE_ENV: "production",
      DEMO: "1",
      DATABASE_URL: fresh.apiUrl,
      DATABASE_OWNER_URL: fresh.ownerUrl,
    };
    expect(await start(env).exit).toBe(1);
    const owner = new pg.Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    expect((await owner.query("select count(*)::int as n from users")).rows).toEqual([{ n: 0 }]);
    await owner.end();
  } finally {
    await fresh.drop();
  }
});

test("it names a busy port", async () => {
  const at = new URL(await start().base);
  const second = start({ PORT: at.port });
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`端口 ${at.port} 已被占用`);
});
