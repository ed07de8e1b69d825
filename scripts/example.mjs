import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { env, root } from "./install.mjs";

/** Runs one of the examples by its folder's name, with the arguments that follow. */
export function run([name = "", ...args]) {
  const script = join(root, "examples", name, "run.ts");
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(script)) {
    console.error(`没有这个示例 / no such example: ${name}`);
    return 2;
  }
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
      cwd: join(root, "examples"),
      env,
      stdio: "inherit",
    });
    child.once("error", fail);
    child.once("exit", (code) => done(code ?? 1));
  });
}
