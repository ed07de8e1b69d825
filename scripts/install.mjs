import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Programs of the workspace come first on the PATH: turbo looks for pnpm there. */
export const env = {
  ...process.env,
  PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

/** Runs a program with our output as its output; resolves to its exit code (a killed program counts as 1). */
export function runProgram(program, args, options = {}) {
  const windows = process.platform === "win32";
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: "inherit",
      shell: windows,
      ...options,
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Installs what the lockfile names, unless the last install was of the same lockfile on the same kind of machine. */
export async function install() {
  const stamp = join(root, "node_modules", ".install-stamp");
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
  const wanted = `${lockfile} ${process.platform} ${process.arch}\n`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  console.log("安装依赖（仅首次或更新后）/ installing dependencies (first time and after updates only)");
  // NODE_ENV=production would leave out the tools; CI=true keeps pnpm from asking questions.
  const code = await runProgram("npx", ["-y", packageManager, "install", "--frozen-lockfile"], {
    env: { ...env, CI: "true", NODE_ENV: "" },
  });
  if (code !== 0) {
    const zh = "依赖安装失败，原因见上：请检查网络与 npm 源设置后重试。";
    const en =
      "Installing the dependencies failed, see above: check the network and the npm registry setting, then try again.";
    throw Object.assign(new Error(`${zh}\n${en}`), { zh, en });
  }
  writeFileSync(stamp, wanted);
}

/** Loads a TypeScript module of the workspace into this process; only after `install`. */
export async function load(path) {
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  try {
    return await import(new URL(`../${path}`, import.meta.url).href);
  } finally {
    await unregister();
  }
}
