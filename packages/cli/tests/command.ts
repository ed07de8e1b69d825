import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/duibiao-indicators.mjs", import.meta.url));

/** A process takes seconds to start where the machine is busy. */
export const slow = { timeout: 120_000 };

export type Ran = { code: number; out: string; err: string };

/** Runs the command as a process of its own, as people do. */
export function run(...args: string[]): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args]);
    const ran: Ran = { code: -1, out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (ran.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (ran.err += text));
    child.once("error", fail);
    child.once("close", (code) => done({ ...ran, code: code ?? -1 }));
  });
}

const folder = mkdtempSync(join(tmpdir(), "duibiao-cli-"));

/** Path of a file in a folder of this run. */
export const pathOf = (name: string) => join(folder, name);

export function file(name: string, content: string | Uint8Array): string {
  writeFileSync(pathOf(name), content);
  return pathOf(name);
}
