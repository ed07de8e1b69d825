import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Binaries } from "./embedded-binaries.ts";
import { serverProblem } from "./embedded-problem.ts";
import { isPostgres, pause, postgresIn, runProgram, type Account } from "./embedded-process.ts";

/** A server of ours as its own pid file describes it. */
export type Postmaster = { pid: number; port: number };

/** The server that runs on this data folder, if one does. A pid file without its server is no server. */
export function runningPostmaster(dataDir: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  // PostgreSQL's lock file: line 1 is the pid, line 4 the port.
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && isPostgres(pid) ? { pid, port } : undefined;
}

/** Starts the server and waits until `adminUrl` can log in; recovery from an archive may take hours. */
export async function startPostmaster(
  binaries: Binaries,
  dataDir: string,
  adminUrl: string,
  account: Account,
): Promise<Postmaster> {
  await clearRemains(dataDir);
  const before = newestLog(dataDir);
  const { output } = await runProgram(binaries.pgCtl, ["start", "-w", "-t", "86400", "-s", "-D", dataDir], account);
  // pg_ctl is content with a server that is still recovering and accepts nobody yet.
  const running = (await answers(adminUrl, dataDir, Infinity)) && runningPostmaster(dataDir);
  if (running) return running;
  await stopPostmaster(binaries, dataDir, account);
  const after = newestLog(dataDir);
  const from = before && before.file === after?.file ? before.size : 0;
  const logged = after ? readFileSync(after.file, "utf8").slice(from) : "";
  throw serverProblem(`${output}\n${logged}`, dataDir, Number(new URL(adminUrl).port));
}

/** The newest file of the server's own log and its length: errors go there once the log is open. */
function newestLog(dataDir: string): { file: string; size: number } | undefined {
  const folder = join(dataDir, "log");
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).map((name) => {
    const file = join(folder, name);
    const { size, mtimeMs } = statSync(file);
    return { file, size, mtimeMs };
  });
  return files.sort((a, b) => a.mtimeMs - b.mtimeMs).at(-1);
}

/** Stops it: sessions are ended, committed work is flushed. Harmless if nothing runs. */
export async function stopPostmaster(binaries: Binaries, dataDir: string, account: Account): Promise<void> {
  if (!runningPostmaster(dataDir)) return;
  const { code, output } = await runProgram(
    binaries.pgCtl,
    ["stop", "-w", "-t", "60", "-s", "-m", "fast", "-D", dataDir],
    account,
  );
  if (code !== 0 && runningPostmaster(dataDir)) throw new Error(`PostgreSQL did not stop: ${output.trim()}`);
}

/** Can this login be used? Waits while the server runs but does not accept anybody yet. */
export async function answers(adminUrl: string, dataDir: string, seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 5 && runningPostmaster(dataDir); tries++) {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
      return true;
    } catch (error) {
      // 57P03: starting up, shutting down or recovering. 28P01: a server with another password is not ours.
      if ((error as { code?: string }).code === "28P01") return false;
      await pause(200);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

/**
 * After kill -9 of the server, its children end within moments; one that hangs must go before a new server may touch
 * the files. Then the pid file is stale: PostgreSQL itself would refuse it when the pid is a zombie or was reused.
 */
async function clearRemains(dataDir: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let waited = 0; ; waited += 100) {
    const left = postgresIn(dataDir);
    if (left.length === 0) break;
    if (waited === 1_000) for (const pid of left) process.kill(pid, "SIGQUIT");
    if (waited === 6_000) for (const pid of left) process.kill(pid, "SIGKILL");
    if (waited > 30_000)
      throw serverProblem(`process ${left.join(", ")} of an earlier server does not end`, dataDir, 0);
    await pause(100);
  }
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
}
