import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Who PostgreSQL runs as; undefined = the same user as Node. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;

/**
 * A name for the life of a process: equal only while the very same process runs, so a reused pid or a pid from
 * before a reboot is told apart. Undefined = no such process, or dead and not yet reaped by its parent.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name in parentheses may contain spaces; fields are counted from behind it: state is 0, start time 19.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return undefined;
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return `${boot}/${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  if (process.platform === "win32") return "running";
  const ps = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const line = ps.stdout?.trim() ?? "";
  return line === "" || line.startsWith("Z") ? undefined : line.replace(/^\S+\s+/, "");
}

/** Is this pid a running PostgreSQL? Where the system does not tell, a running process is taken for one. */
export function isPostgres(pid: number): boolean {
  if (processIdentity(pid) === undefined) return false;
  if (process.platform === "linux") return executableName(pid) === "postgres";
  if (process.platform === "win32") return true;
  const ps = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
  return basename(ps.stdout?.trim() ?? "").startsWith("postgres");
}

/** Linux: the PostgreSQL processes that work in this data folder (each has it as its working directory). */
export function postgresIn(dataDir: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === dataDir &&
          executableName(pid) === "postgres" &&
          processIdentity(pid) !== undefined
        );
      } catch {
        return false;
      }
    });
}

function executableName(pid: number): string | undefined {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ""));
  } catch {
    return undefined;
  }
}

/** Runs a program of the server to its end. Settings of the caller's own PostgreSQL or locale must not reach it. */
export function runProgram(
  program: string,
  args: string[],
  account: Account,
): Promise<{ code: number; output: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LD_|DYLD_|NODE_)/.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...env, TZ: "UTC" },
      cwd: process.platform === "win32" ? undefined : "/",
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      ...account,
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    // "exit", not "close": the server started by pg_ctl may hold the pipes for as long as it lives.
    child.once("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output });
    });
  });
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
