import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileProblem, inUse } from "./embedded-problem.ts";
import { processIdentity } from "./embedded-process.ts";

type Holder = { pid: number; identity: string; since: string };

const LOCK = "platform.lock";

/** Held by the one copy of the platform that uses a data folder. */
export type PlatformLock = { release(): void };

/**
 * Takes the lock of a data folder. A lock left by a process that no longer runs (kill -9, power loss, a pid that now
 * belongs to something else) is removed; a living holder is a `StartProblem`.
 */
export function takeLock(home: string): PlatformLock {
  const path = join(home, LOCK);
  const identity = processIdentity(process.pid);
  if (identity === undefined) throw new Error("this process cannot see itself in the process table");
  const mine = JSON.stringify({ pid: process.pid, identity, since: new Date().toISOString() });
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, mine);
    for (;;) {
      if (claim(draft, path)) break;
      removeStale(path, home);
    }
  } catch (error) {
    throw fileProblem(error, home);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release() {
      if (read(path) === mine) rmSync(path, { force: true });
    },
  };
}

/** The living holder of a folder's lock; undefined = nobody holds it. */
export function lockHolder(home: string): number | undefined {
  const holder = parse(read(join(home, LOCK)) ?? "");
  return holder && processIdentity(holder.pid) === holder.identity ? holder.pid : undefined;
}

/** A hard link appears whole or not at all, so nobody ever reads half a lock. */
function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeStale(path: string, home: string): void {
  const found = read(path);
  if (found === undefined) return;
  const holder = parse(found);
  if (holder && processIdentity(holder.pid) === holder.identity) throw inUse(home, holder.pid);
  // Two starters may judge the same lock stale: only what was judged may be removed, never the other's new lock.
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (read(aside) !== found) claim(aside, path);
  rmSync(aside, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
