import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { provideBinaries, type Binaries } from "./embedded-binaries.ts";
import { includeConfig, writeConfig } from "./embedded-config.ts";
import { accountFor, makeHome, makeOwnFolder } from "./embedded-home.ts";
import { takeLock } from "./embedded-lock.ts";
import { answers, runningPostmaster, startPostmaster, stopPostmaster } from "./embedded-postmaster.ts";
import { diskFull, fileProblem, portBusy, serverProblem, StartProblem } from "./embedded-problem.ts";
import { runProgram, type Account } from "./embedded-process.ts";

export { StartProblem, type StartProblemCode } from "./embedded-problem.ts";
export { accountFor, chooseHome } from "./embedded-home.ts";
export type { Account } from "./embedded-process.ts";

const ADMIN = "postgres";
const PASSWORD_FILE = "admin-password";
/** A new data folder takes 40 MB and its first log segments; less than this and the first start would fail halfway. */
const FIRST_RUN_BYTES = 200 * 1024 * 1024;

export type Embedded = {
  /** Login of the server's superuser, database `postgres`. */
  adminUrl: string;
  port: number;
  /** Ends the server; the data stays. */
  stop(): Promise<void>;
  /** True = a server left behind by a killed platform was found running and is used on. */
  adopted: boolean;
  /** True = the data folder was made by this call. */
  firstRun: boolean;
};

/**
 * Starts the PostgreSQL that comes with this package on `dataDir`, or adopts the one that already runs there.
 * Beside `dataDir` stand `archive/` (finished log segments, for backups) and `platform.lock` (one platform per data
 * folder). While it is in use a server that dies is started again. Without `port`, a free one is taken.
 * @throws StartProblem with one sentence for the user in Chinese and English.
 */
export async function startEmbedded(options: {
  dataDir: string;
  port?: number;
  log: (line: string) => void;
  /** Server settings that differ from the platform's own, such as a higher `max_connections` for tests. */
  settings?: Record<string, string>;
}): Promise<Embedded> {
  const { log } = options;
  const dataDir = resolve(options.dataDir);
  const home = dirname(dataDir);
  const archive = join(home, "archive");
  const account = accountFor(dataDir);
  makeHome(home, account);
  const lock = takeLock(home);
  try {
    const binaries = provideBinaries(log);
    const firstRun = !existsSync(join(dataDir, "PG_VERSION"));
    if (firstRun) {
      log(`首次启动，建立数据库：${dataDir} / first start, making the database`);
      await makeCluster(binaries, dataDir, account);
    }
    makeOwnFolder(archive, account);
    const password = readPassword(dataDir);
    const start = (port: number) => {
      writeConfig(dataDir, port, archive, options.settings ?? {}, account);
      return startPostmaster(binaries, dataDir, adminUrl(password, port), account);
    };
    const orphan = runningPostmaster(dataDir);
    const adopted = orphan !== undefined && (await answers(adminUrl(password, orphan.port), dataDir, 60));
    if (orphan && !adopted) await stopPostmaster(binaries, dataDir, account);
    if (adopted) log(`接管仍在运行的数据库（进程 ${orphan.pid}）/ adopting the database that is still running`);
    const { port } = adopted ? orphan : await startOnPort(options.port, start);

    const watch = keepRunning(dataDir, () => start(port), log);
    return {
      adminUrl: adminUrl(password, port),
      port,
      adopted,
      firstRun,
      async stop() {
        await watch.end();
        await stopPostmaster(binaries, dataDir, account);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The superuser's login of the server that runs on `dataDir` right now; undefined = none runs. */
export function runningAdminUrl(dataDir: string): string | undefined {
  const running = runningPostmaster(resolve(dataDir));
  return running && adminUrl(readPassword(dataDir), running.port);
}

const adminUrl = (password: string, port: number) => `postgres://${ADMIN}:${password}@127.0.0.1:${port}/postgres`;

/** Made aside and renamed whole: a kill halfway leaves no half-made data folder behind. */
async function makeCluster(binaries: Binaries, dataDir: string, account: Account): Promise<void> {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  const password = randomBytes(24).toString("base64url");
  try {
    const space = statfsSync(dirname(dataDir));
    if (space.bavail * space.bsize < FIRST_RUN_BYTES) throw diskFull(dataDir);
    rmSync(draft, { recursive: true, force: true });
    makeOwnFolder(draft, account);
    writePassword(passwordFile, password, account);
    const output = await initialize(binaries, draft, passwordFile, account);
    if (output !== undefined) throw serverProblem(output, dataDir, 0);
    includeConfig(draft);
    writePassword(join(draft, PASSWORD_FILE), password, account);
    renameSync(draft, dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw fileProblem(error, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Runs initdb; undefined = done, else its output. Systems without the locale C.UTF-8 get C, as the second try. */
async function initialize(
  binaries: Binaries,
  dataDir: string,
  passwordFile: string,
  account: Account,
): Promise<string | undefined> {
  const fixed = ["-D", dataDir, "-U", ADMIN, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  // 4 MB segments: a quiet server closes one every five minutes, and sixteen would fill an office's disk for nothing.
  const files = ["--data-checksums", "--wal-segsize=4"];
  let output = "";
  for (const ctype of ["C.UTF-8", "C"]) {
    const run = await runProgram(binaries.initdb, [...fixed, ...locale, `--lc-ctype=${ctype}`, ...files], account);
    if (run.code === 0) return undefined;
    output = run.output;
    if (!output.includes("invalid locale name")) break;
  }
  return output;
}

function writePassword(path: string, password: string, account: Account): void {
  writeFileSync(path, password, { mode: 0o600 });
  if (account) chownSync(path, account.uid, account.gid);
}

function readPassword(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, PASSWORD_FILE), "utf8");
  } catch (error) {
    throw fileProblem(error, dataDir);
  }
}

/** A port that was free a moment ago may be taken by now: without a wish, another one does as well. */
async function startOnPort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await freePort(wanted));
    } catch (error) {
      const busy = error instanceof StartProblem && error.code === "port-busy";
      if (!busy || wanted !== undefined || tries === 5) throw error;
    }
  }
}

/** The wanted port if it is free, else a problem; without a wish, any free one. */
function freePort(wanted?: number): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => fail(portBusy(wanted ?? 0, error)));
    probe.listen(wanted ?? 0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/** Starts the server again when it dies under us; gives up when it dies five times within a minute. */
function keepRunning(dataDir: string, start: () => Promise<unknown>, log: (line: string) => void) {
  const deaths: number[] = [];
  let current: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || runningPostmaster(dataDir)) return;
    busy = true;
    deaths.push(Date.now());
    const many = deaths.filter((at) => at > Date.now() - 60_000).length >= 5;
    log(
      many
        ? "数据库反复退出，不再重启，请查看数据目录中的 log / the database keeps ending and is not started again; see log in the data folder"
        : "数据库意外退出，正在重新启动 / the database ended unexpectedly, starting it again",
    );
    if (many) return clearInterval(timer);
    current = start()
      .catch((error: Error) => log(error.message))
      .finally(() => (busy = false));
  }, 300);
  timer.unref();
  return {
    async end() {
      clearInterval(timer);
      await current;
    },
  };
}
