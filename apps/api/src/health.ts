import { statfs } from "node:fs/promises";
import { missingMigrations } from "@duibiao/db";
import type { Hono } from "hono";
import type { Finding } from "./boot-check.ts";
import type { Platform } from "./serve.ts";

/** Below this nothing that is acknowledged could be relied upon to fit. */
const leastFree = 256 << 20;
/** The database has to answer within this. */
const patience = 1000;

export type Readiness = { ready: boolean; checks: Record<string, "ok" | "failed" | "stopping"> };

/**
 * /healthz: the process lives (asks no database). /readyz: requests can be served now. Neither takes part in any
 * limit, so that a flood cannot make the server look dead.
 */
export function mountHealth(
  app: Hono,
  state: { platform: Platform; dataDir: string; boot: readonly Finding[]; stopping: () => boolean },
): void {
  app.get("/healthz", (c) => c.json({ alive: true }));
  app.get("/readyz", async (c) => {
    const readiness = await readinessOf(state.platform, state.dataDir, state.boot, state.stopping());
    return c.json(readiness, readiness.ready ? 200 : 503);
  });
}

async function readinessOf(
  platform: Platform,
  dataDir: string,
  boot: readonly Finding[],
  stopping: boolean,
): Promise<Readiness> {
  const [database, disk] = await Promise.all([
    within(patience, () => askDatabase(platform)),
    within(patience, () => enoughDisk(dataDir)),
  ]);
  const checks: Readiness["checks"] = {
    process: stopping ? "stopping" : "ok",
    boot: boot.some((f) => f.severity === "refuse") ? "failed" : "ok",
    database: database === undefined ? "failed" : "ok",
    migrations: database?.migrated ? "ok" : "failed",
    disk: disk ? "ok" : "failed",
  };
  return { ready: Object.values(checks).every((check) => check === "ok"), checks };
}

/**
 * One connection, one small block of PL/pgSQL: after an upgrade of the server's files underneath it, plain queries go
 * on working while every procedure fails.
 */
async function askDatabase(platform: Platform): Promise<{ migrated: boolean }> {
  const pool = platform.door.$client;
  await pool.query("do $$ begin perform 1; end $$");
  return { migrated: (await missingMigrations(pool)).length === 0 };
}

async function enoughDisk(dataDir: string): Promise<boolean> {
  const space = await statfs(dataDir);
  return space.bavail * space.bsize >= leastFree;
}

/** The answer if it comes in time, else undefined. */
async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, milliseconds, undefined)));
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
