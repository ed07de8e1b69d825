import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "./repository.ts";

/** `npm start` without its install step, as a child process on a port. */
export type Running = { child: ChildProcess; port: number; output: () => string };

/** A home for platforms under test: a data folder, and every process started on it. */
export type Home = { folder: string; data: string; started: ChildProcess[] };

export function newHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), "duibiao-start-"));
  chmodSync(folder, 0o755);
  return { folder, data: join(folder, "data"), started: [] };
}

export async function closeHome(home: Home): Promise<void> {
  for (const child of home.started) if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await Promise.all(home.started.map((child) => ended(child)));
  rmSync(home.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const found = (probe.address() as { port: number }).port;
  probe.close();
  await once(probe, "close");
  return found;
}

/** @param settings of the start, e.g. DEMO; without: the small province and no figures, so that a start takes seconds. */
export function start(home: Home, on: number, settings: Record<string, string> = { DEMO: "places" }): Running {
  const verb = pathToFileURL(join(repository, "scripts/start.mjs")).href;
  const script = `import { run } from "${verb}";
    run().then((code) => (process.exitCode = code), (error) => { console.error(error.message); process.exitCode = 1; });`;
  const { DATABASE_URL: _api, DATABASE_OWNER_URL: _owner, npm_lifecycle_event: _npm, ...env } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: repository,
    env: { ...env, PORT: String(on), HOST: "127.0.0.1", DUIBIAO_DATA: home.data, NODE_ENV: "", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  home.started.push(child);
  let text = "";
  child.stdout!.on("data", (chunk) => (text += chunk));
  child.stderr!.on("data", (chunk) => (text += chunk));
  return { child, port: on, output: () => text };
}

export async function ready({ child, port: on, output }: Running): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${on}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null) throw new Error(`the platform ended:\n${output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Waits until nothing answers on the port any more. */
export async function silent(on: number): Promise<void> {
  while (
    await fetch(`http://127.0.0.1:${on}/healthz`).then(
      () => true,
      () => false,
    )
  )
    await new Promise((done) => setTimeout(done, 100));
}

const pidFile = (home: Home) => join(home.data, "postgres/postmaster.pid");

/** The database's process, or undefined while there is none. */
export const databasePid = (home: Home): number | undefined =>
  existsSync(pidFile(home)) ? Number(readFileSync(pidFile(home), "utf8").split("\n")[0]) : undefined;
