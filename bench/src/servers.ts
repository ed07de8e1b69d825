import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate } from "@duibiao/db";
import { startEmbedded } from "@duibiao/db/embedded";
import { createDatabase, databaseUrl, ensureRoles, newPasswords, ROLES, type RoleName } from "@duibiao/db/roles";

const apiFolder = fileURLToPath(new URL("../../apps/api", import.meta.url));
const tmpfs = 0x0102_1994;

export type BenchDatabase = {
  adminUrl: string;
  ownerUrl: string;
  apiUrl: string;
  workerUrl: string;
};
export type BenchServer = {
  /** What decides whether an acknowledged write is durable, as the server itself says. */
  settings: string;
  makeDatabase: (name: string) => Promise<BenchDatabase>;
  folder: string;
  stop: () => Promise<void>;
};

/** The embedded PostgreSQL with the platform's own settings, in a folder of its own on a disk (never in memory). */
export async function startDatabase(): Promise<BenchServer> {
  const base = statfsSync(tmpdir()).type === tmpfs ? "/var/tmp" : tmpdir();
  if (statfsSync(base).type === tmpfs) throw new Error(`${base} lies in memory: set TMPDIR to a folder on a disk`);
  const folder = mkdtempSync(join(base, "duibiao-bench-"));
  chmodSync(folder, 0o755);
  const server = await startEmbedded({ dataDir: join(folder, "postgres"), log: () => {} });
  const passwords = newPasswords();
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await ensureRoles(admin, passwords);
  const shown = await admin.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'archive_mode') order by name",
  );
  return {
    settings: shown.rows.map(({ name, setting }) => `${name} ${setting}`).join(", "),
    folder,
    async makeDatabase(name) {
      await createDatabase(admin, name);
      const url = (role: RoleName) =>
        databaseUrl(server.adminUrl, name, { role: ROLES[role], password: passwords[role] });
      await migrate(url("owner"));
      return {
        adminUrl: databaseUrl(server.adminUrl, name),
        ownerUrl: url("owner"),
        apiUrl: url("api"),
        workerUrl: url("worker"),
      };
    },
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The platform's own server, worker and sealer in a process of its own, as `npm start` runs it; on a given port after a kill. */
export async function startPlatform(
  database: BenchDatabase,
  folder: string,
  port?: number,
): Promise<{ port: number; stop: () => Promise<void>; kill: () => Promise<void> }> {
  port ??= await freePort();
  const dataDir = join(folder, "platform");
  mkdirSync(dataDir, { recursive: true });
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: apiFolder,
    env: {
      ...process.env,
      DATABASE_URL: database.apiUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      DUIBIAO_DATA: dataDir,
      PORT: String(port),
      DEMO: "0",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part.toString()));
  await ready(child, port, said);
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once("exit", () => done());
      child.kill(signal);
    });
  return { port, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

async function ready(child: ChildProcess, port: number, said: string[]): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`the platform did not start:\n${said.join("")}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`the platform was not ready within two minutes:\n${said.join("")}`);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
