import process from "node:process";
import { join } from "node:path";
import { root, runProgram } from "./install.mjs";

/** Runs the benchmarks; each prints its baseline of the same run beside its figure. */
export async function run(args) {
  // Some open the apps in a browser; these do not.
  const pure = args.length > 0 && args.every((name) => ["indicators", "scoring", "deadline"].includes(name));
  const built = pure ? 0 : await runProgram("turbo", ["run", "build", "--output-logs=errors-only"]);
  if (built !== 0) return built;
  return runProgram(process.execPath, ["--import", "tsx", "src/main.ts", ...args], {
    cwd: join(root, "bench"),
  });
}
