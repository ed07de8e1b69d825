import { join } from "node:path";
import process from "node:process";
import { root, runProgram } from "./install.mjs";

/** Takes the pictures of the handbooks anew, from a demo province of its own. */
export function run() {
  return runProgram(process.execPath, ["--import", "tsx", "src/handbook.ts"], { cwd: join(root, "browser") });
}
