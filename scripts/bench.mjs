import process from "node:process";
import { join } from "node:path";
import { root, runProgram } from "./install.mjs";

/** Runs the benchmarks; each prints its baseline of the same run beside its figure. */
export function run(args) {
  return runProgram(process.execPath, ["--import", "tsx", "src/main.ts", ...args], {
    cwd: join(root, "bench"),
  });
}
