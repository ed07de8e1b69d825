import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabase, ensureRoles, ROLES, type Passwords, type RoleName } from "@duibiao/db/roles";
import pg from "pg";

/**
 * Makes the platform's roles and its database on a server of your own; running it again only renews the passwords.
 * @param adminUrl login of a superuser
 * @param secrets folder with one file per role, named like the role, holding its password
 * @returns true if the database was made by this call
 */
export async function prepareServer(adminUrl: string, secrets: string, database: string): Promise<boolean> {
  const passwords = Object.fromEntries(
    (Object.keys(ROLES) as RoleName[]).map((name) => [name, readFileSync(join(secrets, ROLES[name]), "utf8").trim()]),
  ) as Passwords;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await ensureRoles(admin, passwords);
    return await ensureDatabase(admin, database);
  } finally {
    await admin.end();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [secrets] = process.argv.slice(2);
  const adminUrl = process.env["DATABASE_ADMIN_URL"];
  if (secrets === undefined || adminUrl === undefined) {
    console.error("用法 / usage: DATABASE_ADMIN_URL=postgres://... tsx infra/prepare-server.ts SECRETS_FOLDER");
    process.exitCode = 2;
  } else {
    const made = await prepareServer(adminUrl, secrets, "duibiao");
    console.log(made ? "数据库已建立 / database made" : "数据库已存在 / database exists");
  }
}
