import { createHash, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { canonicalJson, type Catalogue } from "@duibiao/indicators";
import { openDb, type Db, type Tx } from "@duibiao/db";
import { readBaseCatalogue } from "./catalogues/base.ts";
import { smallAccounts, wholeAccounts } from "./demo/accounts.ts";
import { addAccounts, foundProvince } from "./demo/found.ts";
import { loadDemo } from "./demo/load.ts";
import { smallProvince } from "./demo/places.ts";
import { databaseNow, type Platform } from "./serve.ts";
import { hashPassword } from "./session/hashing.ts";

const administrators = [
  { username: "admin", name: "平台系统管理员", role: "system_admin" },
  { username: "security", name: "平台安全管理员", role: "security_admin" },
  { username: "audit", name: "平台审计管理员", role: "audit_admin" },
];

const onlyWhole = wholeAccounts.find((account) => !smallAccounts.some((small) => small.username === account.username))!;

/** The whole province with its years: whose keys sign its receipts, and the moment that its calendar is counted from. */
export type WholeDemo = { keys: Platform["keys"]; now?: Date };

/**
 * Fills an empty database as its owner, in one transaction: the base catalogue and the three administrators
 * of the platform, and, in demo mode, the invented province with accounts for every post. A database that has
 * users already is left alone.
 * @param passwords `admin` for the platform's administrators (to be changed at first login), `demo` for all demo accounts.
 * @param whole the big province with all its years; absent: the small one, without figures.
 * @returns whether it was filled now, and which invented province it holds.
 */
export async function seed(
  ownerUrl: string,
  passwords: { admin: string; demo: string | null },
  whole?: WholeDemo,
): Promise<{ first: boolean; province: "whole" | "places" | null }> {
  const db = openDb(ownerUrl, 1, "duibiao-seed");
  try {
    return await db.transaction(async (tx) => {
      // Another start may be loading for longer than a request may wait.
      await tx.execute(
        sql`set local lock_timeout = 0; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`,
      );
      await tx.execute(sql`select pg_advisory_xact_lock(7307)`);
      const before = await standing(tx);
      if (passwords.demo === null && before.province !== null) {
        throw new Error(
          "该数据库含演示账号，不能用于正式环境：请换用空数据库 / This database holds demo accounts and cannot serve for real: use an empty database",
        );
      }
      if (before.users > 0) return { first: false, province: before.province };
      await fill(db, tx, passwords, whole);
      return { first: true, province: (await standing(tx)).province };
    });
  } finally {
    await db.$client.end();
  }
}

/** What the database holds: users, and the accounts of one invented province or the other. */
async function standing(tx: Tx): Promise<{ users: number; province: "whole" | "places" | null }> {
  const has = (account: { username: string }) =>
    sql`exists (select 1 from users where username = ${account.username} and disabled_at is null)`;
  const found = await tx.execute<{ users: number; small: boolean; whole: boolean }>(sql`
    select (select count(*)::int from users) as users, ${has(smallAccounts[0]!)} as small, ${has(onlyWhole)} as whole`);
  const { users, small, whole } = found.rows[0]!;
  return { users, province: whole ? "whole" : small ? "places" : null };
}

async function fill(
  db: Db,
  tx: Tx,
  passwords: { admin: string; demo: string | null },
  whole: WholeDemo | undefined,
): Promise<void> {
  const base = readBaseCatalogue();
  await seedBaseCatalogue(tx, base);
  await addAdministrators(tx, passwords.admin);
  if (passwords.demo === null) return;
  const passwordHash = await hashPassword(passwords.demo);
  if (whole === undefined) {
    await foundProvince(tx, smallProvince);
    await addAccounts(tx, smallAccounts, passwordHash);
    return;
  }
  const { keys, now } = whole;
  const platform: Platform = { db, door: db, keys, secureCookies: false, trustedProxies: 0 };
  await loadDemo(tx, platform, base, passwordHash, now ?? (await databaseNow(tx)));
}

async function seedBaseCatalogue(tx: Tx, document: Catalogue): Promise<void> {
  const text = canonicalJson(document);
  const measures = document.measures.map(({ key, uom, type, aggRegion, aggTime }) => ({
    key,
    uom,
    type,
    agg_region: aggRegion,
    agg_time: aggTime,
  }));
  await tx.execute(sql`
    insert into measures (key, uom, type, agg_region, agg_time)
    select r.* from jsonb_to_recordset(${JSON.stringify(measures)}::jsonb) as r(key text, uom text, type text, agg_region text, agg_time text)
    on conflict (key) do nothing`);
  const hash = createHash("sha256").update(text).digest("hex");
  await tx.execute(sql`
    insert into catalogues (key, version, hash, document) values (${document.key}, ${document.version}, ${hash}, ${text})`);
}

/** Three administrators, none of whom can do another's part (等保 8.1.5): one password, each to be changed at once. */
async function addAdministrators(tx: Tx, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(administrators)}::jsonb) as r(username text, name text, role text)
    ), added as (
      insert into users (username, name, region_id) select username, name, 0 from given returning id, username
    ), secret as (
      insert into credentials (user_id, password_hash, must_change) select id, ${passwordHash}, true from added
    )
    insert into posts (user_id, role) select a.id, g.role from added a join given g using (username)`);
}

/** A password to be read out and typed: 16 signs without look-alikes, all four classes, about 90 bits. */
export function readablePassword(): string {
  const signs = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const letters = Array.from({ length: 16 }, () => signs[randomInt(signs.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}-${letters.slice(12)}Aa2`;
}

/** The demo accounts' one password, made on first use and kept beside the data, so that every start can show it. */
export function demoPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, readablePassword(), { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8");
}

/** What a start prints: how to sign in. The administrator's password is known on the first start only. */
export function accountLines(first: boolean, passwords: { admin: string; demo: string | null }): string[] {
  const lines = first
    ? [
        `平台管理员 / platform administrators: ${administrators.map((a) => a.username).join(", ")}  ${passwords.admin}  （首次登录须修改 / to be changed at first sign-in）`,
      ]
    : [];
  if (passwords.demo === null) return lines;
  const example = (prefix: string) =>
    smallAccounts.filter((a) => a.username.startsWith(`${prefix}.`)).map((a) => a.username);
  const shown = ["clerk", "head", "reviewer", "leader"].map(
    (prefix) => `${prefix}.<地区代码 / region code>  ${example(prefix).slice(0, 3).join("  ")} …`,
  );
  return [
    ...lines,
    "演示数据：演示省为虚构地区 / synthetic data: the province is invented",
    `演示账号的密码 / password of all demo accounts: ${passwords.demo}`,
    ...shown.map((line) => `  ${line}`),
    `  ${["analyst", "auditor", "sysadmin", "secadmin", "auditadmin"].map((prefix) => example(prefix)[0]).join("  ")}`,
  ];
}
