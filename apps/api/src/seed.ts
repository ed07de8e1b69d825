import { createHash, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { canonicalJson } from "@duibiao/indicators";
import { readBaseCatalogue } from "./catalogues/base.ts";
import { demoAccounts, demoPlaces, demoUnits } from "./demo-places.ts";
import { hashPassword } from "./session/hashing.ts";
import { unitHash } from "./units/place.ts";

const administrators = [
  { username: "admin", name: "平台系统管理员", role: "system_admin" },
  { username: "security", name: "平台安全管理员", role: "security_admin" },
  { username: "audit", name: "平台审计管理员", role: "audit_admin" },
];

/**
 * Fills an empty database as its owner, in one transaction: the base catalogue and the three administrators
 * of the platform, and, in demo mode, the invented province with accounts for every post. A database that has
 * users already is left alone.
 * @param passwords `admin` for the platform's administrators (to be changed at first login), `demo` for all demo accounts.
 * @returns whether anything was written.
 */
export async function seed(ownerUrl: string, passwords: { admin: string; demo: string | null }): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7307)");
    const empty = (await client.query("select 1 from users limit 1")).rowCount === 0;
    const demo = await client.query("select 1 from users where username = $1 and disabled_at is null", [
      demoAccounts[0]!.username,
    ]);
    if (passwords.demo === null && demo.rowCount !== 0) {
      throw new Error(
        "该数据库含演示账号,不能用于正式环境:请换用空数据库 / This database holds demo accounts and cannot serve for real: use an empty database",
      );
    }
    if (empty) {
      await seedBaseCatalogue(client);
      // Three administrators, none of whom can do another's part (等保 8.1.5): one password, each to be changed at once.
      const passwordHash = await hashPassword(passwords.admin);
      for (const { username, name, role } of administrators) {
        const userId = await addUser(client, username, name, 0, passwordHash, true);
        await client.query("insert into posts (user_id, role) values ($1, $2)", [userId, role]);
      }
      if (passwords.demo !== null) await seedDemo(client, passwords.demo);
    }
    await client.query("commit");
    return empty;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

async function seedBaseCatalogue(client: pg.Client): Promise<void> {
  const document = readBaseCatalogue();
  const text = canonicalJson(document);
  for (const m of document.measures) {
    await client.query(
      "insert into measures (key, uom, type, agg_region, agg_time) values ($1, $2, $3, $4, $5) on conflict (key) do nothing",
      [m.key, m.uom, m.type, m.aggRegion, m.aggTime],
    );
  }
  await client.query("insert into catalogues (key, version, hash, document) values ($1, $2, $3, $4)", [
    document.key,
    document.version,
    createHash("sha256").update(text).digest("hex"),
    text,
  ]);
}

async function addUser(
  client: pg.Client,
  username: string,
  name: string,
  regionId: number,
  passwordHash: string,
  mustChange: boolean,
): Promise<number> {
  const { rows } = await client.query(
    "insert into users (username, name, region_id) values ($1, $2, $3) returning id",
    [username, name, regionId],
  );
  await client.query("insert into credentials (user_id, password_hash, must_change) values ($1, $2, $3)", [
    rows[0].id,
    passwordHash,
    mustChange,
  ]);
  return rows[0].id;
}

async function seedDemo(client: pg.Client, password: string): Promise<void> {
  const regionIds = new Map<string, number>();
  for (const { code, name, tier, kind, parent } of demoPlaces) {
    const { rows } = await client.query("insert into regions default values returning id");
    regionIds.set(code, rows[0].id);
    await client.query(
      "insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id) values ($1, '2000-01-01', $2, $3, $4, $5, $6)",
      [rows[0].id, tier, code, name, kind, parent === null ? null : regionIds.get(parent)],
    );
  }
  const unitIds = new Map<string, number>();
  for (const { code, name, region, covers } of demoUnits) {
    const id = (await client.query("select nextval(pg_get_serial_sequence('units', 'id'))::int as id")).rows[0]
      .id as number;
    await client.query("insert into units (id, hash) overriding system value values ($1, $2)", [
      id,
      unitHash(id).toString(),
    ]);
    await client.query(
      "insert into unit_versions (unit_id, valid_from, region_id, code, name, covers) values ($1, '2000-01-01', $2, $3, $4, $5)",
      [id, regionIds.get(region), code, name, covers],
    );
    unitIds.set(code, id);
  }
  // One hash for all demo accounts: they share one password, and 90 hashes would cost the start several seconds.
  const passwordHash = await hashPassword(password);
  for (const { username, name, role, region, unit } of demoAccounts) {
    const userId = await addUser(client, username, name, regionIds.get(region)!, passwordHash, false);
    await client.query("insert into posts (user_id, role, region_id, unit_id) values ($1, $2, $3, $4)", [
      userId,
      role,
      regionIds.get(region),
      unit === undefined ? null : unitIds.get(unit),
    ]);
  }
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
        `平台管理员 / platform administrators: ${administrators.map((a) => a.username).join(", ")}  ${passwords.admin}  (首次登录须修改 / to be changed at first sign-in)`,
      ]
    : [];
  if (passwords.demo === null) return lines;
  const example = (prefix: string) =>
    demoAccounts.filter((a) => a.username.startsWith(`${prefix}.`)).map((a) => a.username);
  const shown = ["clerk", "head", "reviewer", "leader"].map(
    (prefix) => `${prefix}.<地区代码 / region code>  ${example(prefix).slice(0, 3).join("  ")} …`,
  );
  return [
    ...lines,
    "演示数据:演示省为虚构地区 / synthetic data: the province is invented",
    `演示账号的密码 / password of all demo accounts: ${passwords.demo}`,
    ...shown.map((line) => `  ${line}`),
    `  ${["analyst", "auditor", "sysadmin", "secadmin", "auditadmin"].map((prefix) => example(prefix)[0]).join("  ")}`,
  ];
}
