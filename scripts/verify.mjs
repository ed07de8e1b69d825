import { runProgram } from "./install.mjs";

const FOLDERS = ["apps", "packages", "infra", "examples", "bench", "browser", "scripts"];

/** Format, lint and types, without running a test. Every check runs, so that one call shows everything. */
export async function run() {
  const codes = [
    await runProgram("oxfmt", ["--check", ...FOLDERS]),
    await runProgram("oxlint", FOLDERS),
    await runProgram("turbo", ["run", "typecheck", "--continue", "--output-logs=errors-only"]),
  ];
  return codes.every((code) => code === 0) ? 0 : 1;
}
