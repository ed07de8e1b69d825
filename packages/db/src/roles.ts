import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type { Client } from "pg";

/** The logins of the platform. None is a superuser; each does one thing. */
export const ROLES = {
  /** Owns every object and migrates; never serves a request. */
  owner: "duibiao_owner",
  /** Serves requests; row-level policies bind it. */
  api: "duibiao_api",
  /** Builds roll-ups and runs jobs; row-level policies bind it. */
  worker: "duibiao_worker",
  /** Dumps everything: a role bound by policies would silently leave rows out of a backup. */
  backup: "duibiao_backup",
} as const;

export type RoleName = keyof typeof ROLES;
export type Passwords = Record<RoleName, string>;

/** Fresh passwords of 192 random bits, safe inside a URL. */
export function newPasswords(): Passwords {
  const fresh = () => randomBytes(24).toString("base64url");
  return { owner: fresh(), api: fresh(), worker: fresh(), backup: fresh() };
}

/**
 * Makes the roles that are missing on this server and gives every one its password and attributes.
 * `admin` must be connected as a superuser (BYPASSRLS can be granted by nobody else before PostgreSQL 16).
 * Several starters may call this at once.
 */
export async function ensureRoles(admin: Client, passwords: Passwords): Promise<void> {
  await withServerLock(admin, "roles", async () => {
    const { rows } = await admin.query<{ rolname: string }>("select rolname from pg_roles where rolname = any($1)", [
      Object.values(ROLES),
    ]);
    const present = new Set(rows.map((row) => row.rolname));
    for (const name of Object.keys(ROLES) as RoleName[]) {
      const role = ROLES[name];
      const bypass = name === "backup" ? "bypassrls" : "nobypassrls";
      // The verifier, not the password: statements can reach the server's log.
      const verifier = scramVerifier(passwords[name]);
      await admin.query(
        `${present.has(role) ? "alter" : "create"} role ${role} login nosuperuser nocreatedb nocreaterole noreplication inherit ${bypass} password '${verifier}'`,
      );
    }
    await admin.query(`grant pg_read_all_data to ${ROLES.backup}`);
  });
}

/** Makes a database of the platform if it is missing; only the platform's roles may connect. True = it was made. */
export async function ensureDatabase(admin: Client, name: string): Promise<boolean> {
  return withServerLock(admin, "database", async () => {
    const { rows } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rows.length > 0) return false;
    await createDatabase(admin, name);
    return true;
  });
}

/** `create database`, owned by the owner role, closed to everybody else on the server. */
export async function createDatabase(admin: Client, name: string, template?: string): Promise<void> {
  const database = admin.escapeIdentifier(name);
  const source = template === undefined ? "" : ` template ${admin.escapeIdentifier(template)}`;
  await admin.query(`create database ${database} owner ${ROLES.owner}${source}`);
  await admin.query(`revoke all on database ${database} from public`);
  const { api, worker, backup } = ROLES;
  await admin.query(`grant connect on database ${database} to ${api}, ${worker}, ${backup}`);
}

/** The address of a database for one login, on the server that `adminUrl` names. */
export function databaseUrl(adminUrl: string, database: string, login?: { role: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (login) {
    url.username = login.role;
    url.password = login.password;
  }
  return url.href;
}

/** Runs `work` while no other session runs under the same lock; the lock ends with the session at the latest. */
export async function withServerLock<T>(admin: Client, what: string, work: () => Promise<T>): Promise<T> {
  const key = createHash("sha256").update(`duibiao ${what}`).digest().readInt32BE();
  await admin.query("select pg_advisory_lock($1)", [key]);
  try {
    return await work();
  } finally {
    await admin.query("select pg_advisory_unlock($1)", [key]);
  }
}

/** What PostgreSQL stores for a SCRAM-SHA-256 password (RFC 5802 and 7677, 4096 rounds). */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize("NFKC"), salt, 4096, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
