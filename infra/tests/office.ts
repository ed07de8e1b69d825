import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@duibiao/db";
import { startEmbedded } from "@duibiao/db/embedded";
import { createDatabase, databaseUrl, ensureRoles, newPasswords, ROLES } from "@duibiao/db/roles";
import pg from "pg";

/** A running platform database with one table of 20,000 reports, in a folder of its own. */
export type Office = {
  base: string;
  dataDir: string;
  archive: string;
  child: ChildProcess;
  adminUrl: string;
  database: string;
};

export async function openOffice(): Promise<Office> {
  const base = mkdtempSync(join(tmpdir(), "duibiao-drill-"));
  chmodSync(base, 0o755);
  const archive = join(base, "office", "archive");
  const dataDir = join(base, "office", "postgres");
  const { child, adminUrl } = await startElsewhere(dataDir);
  await prepare(adminUrl);
  const database = databaseUrl(adminUrl, "duibiao");
  await query(database, "create table report (id int primary key, note text)");
  await query(database, "insert into report select i, 'before the backup' from generate_series(1, 20000) i");
  return { base, dataDir, archive, child, adminUrl, database };
}

async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; adminUrl: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "hold-server.ts"), dataDir], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, adminUrl: line.toString().trim() };
}

async function prepare(adminUrl: string): Promise<void> {
  const passwords = newPasswords();
  await withClient(adminUrl, async (admin) => {
    await ensureRoles(admin, passwords);
    await createDatabase(admin, "duibiao");
  });
  await migrate(databaseUrl(adminUrl, "duibiao", { role: ROLES.owner, password: passwords.owner }));
}

export async function waitForArchive(archive: string, adminUrl: string): Promise<void> {
  const [row] = await query(adminUrl, "select pg_walfile_name(pg_switch_wal()) as name");
  for (let tries = 0; !existsSync(join(archive, String(row!["name"]))); tries++) {
    if (tries === 100) throw new Error("the last segment was not archived");
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** kill -9 of the platform and of every process of its server. */
export async function killAll(child: ChildProcess, dataDir: string): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
  const postmaster = Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(-postmaster, "SIGKILL");
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows as Record<string, unknown>[]);
}

/** One hash of all rows per table of the platform's database. */
export async function digests(adminUrl: string): Promise<Record<string, string>> {
  return withClient(databaseUrl(adminUrl, "duibiao"), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const result: Record<string, string> = {};
    for (const { name } of rows) {
      const sql = `select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as digest from ${name} t`;
      result[name] = String((await client.query(sql)).rows[0].digest);
    }
    return result;
  });
}

export async function openRestored<T>(dataDir: string, work: (adminUrl: string) => Promise<T>): Promise<T> {
  const server = await startEmbedded({ dataDir, log: () => {} });
  try {
    return await work(server.adminUrl);
  } finally {
    await server.stop();
  }
}

/** A place for one more data folder. */
export function newHome(office: Office, name: string): string {
  const home = join(office.base, name);
  mkdirSync(home);
  return join(home, "postgres");
}
