import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { repository } from "./repository.ts";

// Each test starts servers; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

/** `npm start` without its install step, on a data folder and a port of its own. */
type Start = { child: ChildProcess; port: number; output: () => string };

let home: string;
let port: number;
let first: Start;
const all: ChildProcess[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "duibiao-start-"));
  chmodSync(home, 0o755);
  port = await freePort();
  first = start(port);
  await ready(first);
});

afterAll(async () => {
  for (const child of all)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await Promise.all(all.map((child) => ended(child)));
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const found = (probe.address() as { port: number }).port;
  probe.close();
  await once(probe, "close");
  return found;
}

function start(on: number): Start {
  const verb = pathToFileURL(join(repository, "scripts/start.mjs")).href;
  const script = `import { run } from "${verb}";
    run().then((code) => (process.exitCode = code), (error) => { console.error(error.message); process.exitCode = 1; });`;
  const {
    DATABASE_URL: _api,
    DATABASE_OWNER_URL: _owner,
    npm_lifecycle_event: _npm,
    ...env
  } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: repository,
    env: {
      ...env,
      PORT: String(on),
      HOST: "127.0.0.1",
      DUIBIAO_DATA: join(home, "data"),
      NODE_ENV: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  all.push(child);
  let text = "";
  child.stdout!.on("data", (chunk) => (text += chunk));
  child.stderr!.on("data", (chunk) => (text += chunk));
  return { child, port: on, output: () => text };
}

async function ready({ child, port: on, output }: Start): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${on}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null) throw new Error(`the platform ended:\n${output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Waits until nothing answers on the port any more. */
async function silent(on: number): Promise<void> {
  while (
    await fetch(`http://127.0.0.1:${on}/healthz`).then(
      () => true,
      () => false,
    )
  )
    await new Promise((done) => setTimeout(done, 100));
}

const serverPid = () =>
  Number(readFileSync(join(home, "data/postgres/postmaster.pid"), "utf8").split("\n")[0]);

test("a second start on the same port says so in one sentence", async () => {
  const second = start(port);
  expect(await ended(second.child)).toBe(1);
  expect(second.output()).toMatch(
    new RegExp(`端口 ${port} 已被其他程序占用.*\nPort ${port} is already used`),
  );
});

test("a second start on the same data folder says so in one sentence", async () => {
  const second = start(await freePort());
  expect(await ended(second.child)).toBe(1);
  expect(second.output()).toMatch(
    /正被另一个对标平台.*\nThe data folder .* is in use by another copy/,
  );
});

test("after kill -9 of the starter the server ends, and the next start adopts the database", async () => {
  const database = serverPid();
  first.child.kill("SIGKILL");
  await ended(first.child);
  await silent(port);
  first = start(port);
  await ready(first);
  expect(first.output()).toContain("adopting the database");
  expect(serverPid()).toBe(database);
});

test("after kill -9 of the database the same platform is ready again", async () => {
  const database = serverPid();
  process.kill(database, "SIGKILL");
  while (!existsSync(join(home, "data/postgres/postmaster.pid")) || serverPid() === database)
    await new Promise((done) => setTimeout(done, 100));
  await ready(first);
});

test("Ctrl-C ends everything with code 0, and the second start takes at most ten seconds", async () => {
  first.child.kill("SIGINT");
  expect(await ended(first.child)).toBe(0);
  expect(first.output()).toContain("the data is kept in");
  expect(existsSync(join(home, "data/postgres/postmaster.pid"))).toBe(false);
  const from = Date.now();
  first = start(port);
  await ready(first);
  expect(Date.now() - from).toBeLessThan(10_000);
});
