import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const folder = fileURLToPath(new URL("../migrations", import.meta.url));

type JournalEntry = { idx: number; when: number; tag: string };

/** The migrations this build knows, in order, with the SHA-256 of each file as Drizzle records it. */
export function knownMigrations(): { tag: string; when: number; hash: string }[] {
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, "utf8")) as { entries: JournalEntry[] };
  return journal.entries.map((entry) => ({
    tag: entry.tag,
    when: entry.when,
    hash: createHash("sha256")
      .update(readFileSync(`${folder}/${entry.tag}.sql`, "utf8"))
      .digest("hex"),
  }));
}

/** Tags of known migrations that the database lacks. Compares hashes, because the migrator itself compares only times. */
export async function missingMigrations(client: pg.ClientBase | pg.Pool): Promise<string[]> {
  const exists = await client.query("select to_regclass('drizzle.__drizzle_migrations') as t");
  if (exists.rows[0].t === null) return knownMigrations().map((m) => m.tag);
  const applied = await client.query<{ hash: string }>("select hash from drizzle.__drizzle_migrations");
  const hashes = new Set(applied.rows.map((row) => row.hash));
  return knownMigrations()
    .filter((m) => !hashes.has(m.hash))
    .map((m) => m.tag);
}

/**
 * Brings a database to this build's schema, as its owner. One migrator at a time; running it again changes nothing.
 * @throws if a known migration is still missing afterwards.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7305)");
    await client.query("set lock_timeout = '3s'");
    await runMigrations(drizzle(client), { migrationsFolder: folder });
    await client.query("grant usage on schema drizzle to duibiao_api");
    await client.query("grant select on drizzle.__drizzle_migrations to duibiao_api");
    const missing = await missingMigrations(client);
    if (missing.length > 0) throw new Error(`migrations not applied: ${missing.join(", ")}`);
  } finally {
    await client.end();
  }
}
