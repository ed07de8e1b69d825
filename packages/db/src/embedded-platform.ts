import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { fileProblem } from "./embedded-problem.ts";
import { startEmbedded } from "./embedded.ts";
import {
  databaseUrl,
  ensureDatabase,
  ensureRoles,
  newPasswords,
  ROLES,
  type Passwords,
  type RoleName,
} from "./roles.ts";

export { chooseHome } from "./embedded-home.ts";
export { portBusy } from "./embedded-problem.ts";

const DATABASE = "duibiao";

/**
 * Everything that `npm start` needs before the server can start, in the data folder `home`: the embedded PostgreSQL,
 * the platform's roles and its (possibly still empty) database. `env` names the logins for the server's process.
 */
export async function startPlatformDatabase(
  home: string,
  log: (line: string) => void,
): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
  log(`启动数据库 / starting the database: ${join(home, "postgres")}`);
  const server = await startEmbedded({ dataDir: join(home, "postgres"), log });
  try {
    const passwords = keepPasswords(join(home, "passwords.json"));
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    try {
      await ensureRoles(admin, passwords);
      await ensureDatabase(admin, DATABASE);
    } finally {
      await admin.end();
    }
    const url = (role: RoleName) =>
      databaseUrl(server.adminUrl, DATABASE, { role: ROLES[role], password: passwords[role] });
    return {
      env: {
        DATABASE_URL: url("api"),
        DATABASE_OWNER_URL: url("owner"),
        DATABASE_WORKER_URL: url("worker"),
      },
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The passwords of the roles, made at the first start; only the platform's own user can read them. */
function keepPasswords(file: string): Passwords {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Passwords;
  } catch (error) {
    // Missing, or cut short by a crash during the first start: new ones are as good, every start sets them anew.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" && !(error instanceof SyntaxError))
      throw fileProblem(error, file);
    const passwords = newPasswords();
    try {
      writeFileSync(file, JSON.stringify(passwords), { mode: 0o600 });
    } catch (failed) {
      throw fileProblem(failed, file);
    }
    return passwords;
  }
}
