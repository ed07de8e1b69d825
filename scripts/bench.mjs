import process from "node:process";
import { join } from "node:path";
import { root, runProgram } from "./install.mjs";

/** Runs the benchmarks; each prints its baseline of the same run beside its figure. */
export async function run(args) {
  // One of them opens the apps in a browser; the pure packages need none of it.
  const pure = args.length > 0 && args.every((name) => ["indicators", "scoring"].includes(name));
  const built = pure ? 0 : await runProgram("turbo", ["run", "build", "--output-logs=errors-only"]);
  if (built !== 0) return built;
  return runProgram(process.execPath, ["--import", "tsx", "src/main.ts", ...args], {
    cwd: join(root, "bench"),
  });
}
