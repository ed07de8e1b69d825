import { missingMigrations } from "@duibiao/db";
import type pg from "pg";
import type { Settings } from "./env.ts";

/** A reason not to serve, or (warning) to serve only while somebody sees to it. */
export type Finding = { severity: "refuse" | "warn"; zh: string; en: string };

const refuse = (zh: string, en: string): Finding => ({ severity: "refuse", zh, en });

/**
 * Looks whether this database and this login are safe to serve with (reliability 2.2); settings: secretFindings.
 * `pool` is the runtime login's. Empty = safe.
 */
export async function bootFindings(pool: pg.Pool): Promise<Finding[]> {
  const missing = await missingMigrations(pool);
  if (missing.length > 0) {
    const list = missing.join(", ");
    return [
      refuse(
        `数据库缺少迁移：${list}；请以 DATABASE_OWNER_URL 运行迁移`,
        `the database lacks migrations: ${list}; migrate with DATABASE_OWNER_URL`,
      ),
    ];
  }
  return [...(await loginFindings(pool)), ...(await tableFindings(pool)), ...(await serverFindings(pool))];
}

/** The login that serves must be bound by row-level security. */
async function loginFindings(pool: pg.Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{
    login: string;
    super: boolean;
    bypass: boolean;
    owned: string | null;
  }>(`
    select current_user as login, rolsuper as super, rolbypassrls as bypass,
           (select string_agg(relname, ', ') from (
              select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(current_user, c.relowner, 'member')
              order by c.relname limit 5) o) as owned
    from pg_roles where rolname = current_user`);
  const { login, super: isSuper, bypass, owned } = rows[0]!;
  const found: Finding[] = [];
  if (isSuper)
    found.push(
      refuse(
        `运行账号 ${login} 是超级用户，行级权限对其无效`,
        `the runtime login ${login} is a superuser: row-level security does not bind it`,
      ),
    );
  if (bypass) found.push(refuse(`运行账号 ${login} 带有 BYPASSRLS`, `the runtime login ${login} has BYPASSRLS`));
  if (owned !== null && !isSuper)
    found.push(
      refuse(`运行账号 ${login} 是表的所有者（${owned} 等）`, `the runtime login ${login} owns tables (${owned} ...)`),
    );
  return found;
}

type Relation = {
  name: string;
  kind: string;
  secured: boolean;
  forced: boolean;
  policies: number;
  invoker: boolean;
  readable: boolean;
};

/** Every table: security on, forced, with a policy; every view: with its reader's rights. */
async function tableFindings(pool: pg.Pool): Promise<Finding[]> {
  const { rows } = await pool.query<Relation>(`
    select c.relname as name, c.relkind as kind, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid
              and (p.polroles = '{0}' or exists (select 1 from unnest(p.polroles) r where r <> c.relowner))) as policies,
           coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false) as invoker,
           has_table_privilege(c.oid, 'select') as readable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') order by c.relname`);
  const tables = rows.filter((r) => r.kind === "r" || r.kind === "p");
  const names = (list: Relation[]) => list.map((r) => r.name).join(", ");
  const found: Finding[] = [];
  const open = tables.filter((t) => !t.secured || !t.forced);
  if (open.length > 0)
    found.push(
      refuse(`下列表未强制行级权限：${names(open)}`, `tables without forced row-level security: ${names(open)}`),
    );
  const bare = tables.filter((t) => t.policies === 0);
  if (bare.length > 0)
    found.push(refuse(`下列表没有权限策略：${names(bare)}`, `tables without a policy: ${names(bare)}`));
  const views = rows.filter((r) => r.kind === "v" && !r.invoker);
  if (views.length > 0)
    found.push(
      refuse(`下列视图未设 security_invoker:${names(views)}`, `views without security_invoker: ${names(views)}`),
    );
  const copies = rows.filter((r) => (r.kind === "m" || r.kind === "f") && r.readable);
  if (copies.length > 0)
    found.push(
      refuse(
        `运行账号可读物化视图或外部表：${names(copies)}`,
        `the runtime login can read materialized views or foreign tables: ${names(copies)}`,
      ),
    );
  return found;
}

/** Least minor of each major: pg_restore ran code of the dump's maker before (CVE-2026-116314). */
const floors: Record<number, number> = { 15: 20, 16: 16, 17: 12, 18: 7 };

/** What makes an acknowledged write durable, and the server's version. */
async function serverFindings(pool: pg.Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{
    version: number;
    addresses: string;
    fsync: string;
    pages: string;
    commit: string;
  }>(`
    select current_setting('server_version_num')::int as version, current_setting('listen_addresses') as addresses,
           current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`);
  const { version, addresses, fsync, pages, commit } = rows[0]!;
  const found: Finding[] = [];
  const off = [
    fsync === "on" ? "" : "fsync",
    pages === "on" ? "" : "full_page_writes",
    /^(on|remote_apply)$/.test(commit) ? "" : "synchronous_commit",
  ].filter((s) => s !== "");
  if (off.length > 0)
    found.push(
      refuse(
        `数据库设置 ${off.join("、")} 未开启：已确认的数据可能丢失`,
        `database settings off: ${off.join(", ")}; acknowledged data could be lost`,
      ),
    );
  const old = versionFinding(version, addresses);
  return old === null ? found : [...found, old];
}

/**
 * A server below the floor is refused, unless it can be reached from this machine alone, as the one that comes with
 * the platform: then it is a warning, because its build cannot be newer than what was published for it.
 */
export function versionFinding(version: number, addresses: string): Finding | null {
  const major = Math.trunc(version / 10_000);
  const minor = version % 10_000;
  if (major < 15)
    return refuse(`PostgreSQL ${major} 过旧，需要 15 或更高`, `PostgreSQL ${major} is too old; 15 or later is needed`);
  const floor = floors[major];
  if (floor === undefined || minor >= floor) return null;
  const here = `${major}.${minor}`;
  const wanted = `${major}.${floor}`;
  if (addresses === "127.0.0.1")
    return {
      severity: "warn",
      zh: `PostgreSQL ${here} 低于安全版本 ${wanted}：仅因其只能从本机访问而继续；正式使用请以 DATABASE_URL 连接 ${wanted} 以上的服务器，且不要用它恢复来历不明的备份`,
      en: `PostgreSQL ${here} is below the safe ${wanted}: going on only because it can be reached from this machine alone; for real use point DATABASE_URL at ${wanted} or later, and never restore a foreign backup with it`,
    };
  return refuse(
    `PostgreSQL ${here} 低于安全版本 ${wanted}，请升级`,
    `PostgreSQL ${here} is below the safe ${wanted}; upgrade it`,
  );
}

const known = new Set([
  "",
  "postgres",
  "password",
  "duibiao",
  "changeme",
  "change-me",
  "secret",
  "admin",
  "123456",
  "example",
  "test",
]);

/** No password that everybody knows, and no demonstration accounts, where it is meant. */
export function secretFindings(
  settings: Pick<Settings, "production" | "demo" | "databaseUrl" | "ownerUrl" | "workerUrl">,
): Finding[] {
  if (!settings.production) return [];
  const found: Finding[] = [];
  const urls = {
    DATABASE_URL: settings.databaseUrl,
    DATABASE_OWNER_URL: settings.ownerUrl,
    DATABASE_WORKER_URL: settings.workerUrl,
  };
  for (const [name, url] of Object.entries(urls)) {
    const { password, username } = new URL(url);
    if (known.has(decodeURIComponent(password).toLowerCase()) || password === username)
      found.push(refuse(`${name} 使用了默认或空密码`, `${name} has a default or empty password`));
  }
  if (settings.demo)
    found.push(
      refuse(
        "正式环境（NODE_ENV=production）不得开启 DEMO：演示账号的密码是公开的",
        "DEMO must be off in production: everybody knows the demonstration passwords",
      ),
    );
  return found;
}
