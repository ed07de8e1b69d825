import { createHash, createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { accountFor, closedFolder } from "./embedded-home.ts";
import { lockHolder } from "./embedded-lock.ts";
import { runningPostmaster } from "./embedded-postmaster.ts";
import { startEmbedded } from "./embedded.ts";
import {
  createDatabase,
  databaseUrl,
  ensureRoles,
  ROLES,
  withServerLock,
  type Passwords,
  type RoleName,
} from "./roles.ts";

/** The real PostgreSQL that the tests of one run share. */
export type TestServer = {
  /** A superuser's login. */
  adminUrl: string;
  /** Part of every database name of this run: runs on one outside server never meet. */
  run: string;
};

/** Logins for one database of its own. */
export type TestDatabase = {
  name: string;
  adminUrl: string;
  ownerUrl: string;
  apiUrl: string;
  workerUrl: string;
  backupUrl: string;
  drop(): Promise<void>;
};

const SHARED = "DUIBIAO_TEST_SERVER";
const FOLDER = "duibiao-test-";

/**
 * Starts the server of a test run and names it in the environment, for this process and those it starts. A server
 * already named there is used and left running. DATABASE_OWNER_URL or DATABASE_URL (a superuser of a PostgreSQL 15 or
 * later that holds nothing else) takes the place of the embedded one.
 */
export async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  const shared = sharedServer();
  if (shared) return { ...shared, stop: async () => {} };
  const outside = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
  const started = outside ? { adminUrl: outside, stop: async () => {} } : await startTemporary();
  const server = { adminUrl: started.adminUrl, run: randomBytes(4).toString("hex") };
  try {
    await withAdmin(server.adminUrl, async (admin) => {
      await refuseProduction(admin);
      await ensureRoles(admin, testPasswords(server.adminUrl));
    });
  } catch (error) {
    await started.stop();
    throw error;
  }
  process.env[SHARED] = JSON.stringify(server);
  return {
    ...server,
    async stop() {
      delete process.env[SHARED];
      if (outside) await dropAll(server);
      await started.stop();
    },
  };
}

/** The server of this run; vitest starts it through `testing-global.ts`. */
export function testServer(): TestServer {
  const server = sharedServer();
  if (!server) throw new Error("no test server: name testing-global.ts as globalSetup in vitest.config.ts");
  return server;
}

/**
 * A migrated database of its own for one test file. `migrate` runs once per run (two functions with the same text are
 * taken for one); every further database is a copy of that template (about 0.1 s). Call `drop()` when done; the end of
 * the run drops the rest.
 */
export async function createTestDatabase(migrate: (ownerUrl: string) => Promise<void>): Promise<TestDatabase> {
  const server = testServer();
  const passwords = testPasswords(server.adminUrl);
  const login = (role: RoleName) => ({ role: ROLES[role], password: passwords[role] });
  const template = `${prefix(server)}t_${migrationsHash(migrate)}`;
  const name = `${prefix(server)}${randomBytes(5).toString("hex")}`;
  await withAdmin(server.adminUrl, async (admin) => {
    await withServerLock(admin, template, async () => {
      if (await exists(admin, template)) return;
      const draft = `${template}_new`;
      await admin.query(`drop database if exists ${draft} with (force)`);
      await createDatabase(admin, draft);
      await migrate(databaseUrl(server.adminUrl, draft, login("owner")));
      await admin.query(`alter database ${draft} rename to ${template}`);
    });
    await createDatabase(admin, name, template);
  });
  const url = (role: RoleName) => databaseUrl(server.adminUrl, name, login(role));
  return {
    name,
    adminUrl: databaseUrl(server.adminUrl, name),
    ownerUrl: url("owner"),
    apiUrl: url("api"),
    workerUrl: url("worker"),
    backupUrl: url("backup"),
    drop: () => withAdmin(server.adminUrl, (admin) => dropDatabase(admin, name)),
  };
}

function sharedServer(): TestServer | undefined {
  const text = process.env[SHARED];
  return text ? (JSON.parse(text) as TestServer) : undefined;
}

/** The same in every process of a run without being written down: derived from the admin's own secret. */
function testPasswords(adminUrl: string): Passwords {
  const derive = (role: RoleName) => createHmac("sha256", adminUrl).update(role).digest("base64url");
  return {
    owner: derive("owner"),
    api: derive("api"),
    worker: derive("worker"),
    backup: derive("backup"),
  };
}

/** Names the template after what fills it: the text of `migrate` and the migrations of this package. */
function migrationsHash(migrate: (ownerUrl: string) => Promise<void>): string {
  const hash = createHash("sha256").update(migrate.toString());
  const folder = join(import.meta.dirname, "../migrations");
  for (const name of readdirSync(folder)
    .filter((entry) => entry.endsWith(".sql"))
    .sort())
    hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

async function startTemporary() {
  const base = temporaryBase();
  sweep(base);
  const home = mkdtempSync(join(base, FOLDER));
  chmodSync(home, 0o755);
  const server = await startEmbedded({
    dataDir: join(home, "postgres"),
    log: () => {},
    settings: { max_connections: "200", archive_mode: "off" },
  });
  return {
    adminUrl: server.adminUrl,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Memory where there is plenty: every durability setting stays on, and yet a commit costs nothing. */
function temporaryBase(): string {
  const usable = (folder: string) => existsSync(folder) && !closedFolder(folder, accountFor(join(folder, FOLDER)));
  const space = existsSync("/dev/shm") ? statfsSync("/dev/shm") : undefined;
  if (space && space.bavail * space.bsize > 6e9 && usable("/dev/shm")) return "/dev/shm";
  return usable(tmpdir()) ? tmpdir() : "/var/tmp";
}

/** Ends servers and removes folders of test runs that were killed. */
function sweep(base: string): void {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(FOLDER))) {
    const home = join(base, name);
    const fresh = Date.now() - (statSync(home, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < 60_000;
    if (fresh || lockHolder(home) !== undefined) continue;
    try {
      const orphan = runningPostmaster(join(home, "postgres"));
      if (orphan) process.kill(orphan.pid, "SIGQUIT");
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // Another user's, or another run sweeps it as well: not ours to fail over.
    }
  }
}

/** Giving the roles test passwords would cut off a real platform on that server. */
async function refuseProduction(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select d.datname from pg_database d join pg_roles r on r.oid = d.datdba
     where r.rolname = $1 and d.datname not like 'duibiao\\_test\\_%'`,
    [ROLES.owner],
  );
  if (rows.length > 0)
    throw new Error(
      `该服务器上有平台的正式数据库（${rows[0]!.datname}），测试不得使用：请换一台空的 PostgreSQL。\n` +
        `This server holds a database of the platform (${rows[0]!.datname}); tests must not use it: name an empty PostgreSQL.`,
    );
}

async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: databaseUrl(adminUrl, "postgres") });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

const prefix = (server: TestServer) => `duibiao_test_${server.run}_`;

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
  return rowCount === 1;
}

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`);
}

async function dropAll(server: TestServer): Promise<void> {
  await withAdmin(server.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [prefix(server)],
    );
    for (const { datname } of rows) await dropDatabase(admin, datname);
  });
}
