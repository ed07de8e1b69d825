import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nobody, setScope, type Scope } from "@duibiao/db";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, type Flow } from "./flow.ts";
import { fillEveryTable } from "./walls-rows.ts";

let t: TestPlatform;
let f: Flow;
let tables: string[];
let actors: Record<string, Scope>;
const samples = new Map<string, string[]>();

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await fillEveryTable(f);
  const names = await t.owner.query("select tablename from pg_tables where schemaname = 'public' order by 1");
  tables = names.rows.map((r) => r.tablename);
  for (const table of tables) {
    const rows = await t.owner.query(`select to_jsonb(x)::text as row from ${table} x limit 400`);
    samples.set(table, spread(rows.rows.map((r) => r.row)));
  }
  const user = async (name: string) =>
    (await t.owner.query("select id from users where username = $1", [name])).rows[0].id as number;
  const { region: r, unit: u } = f;
  const city = (...ids: number[]) => ({
    regions: ids,
    cities: ids.filter((id) => [r["A"], r["B"], r["P"]].includes(id)),
  });
  actors = {
    nobody,
    "clerk of unit a1": {
      ...nobody,
      userId: await user("clerk-a1"),
      units: [u["a1"]!],
      ancestors: [r["a1"]!, r["A"]!, r["P"]!],
    },
    "county a1": {
      ...nobody,
      userId: await user("reviewer-a1"),
      ...city(r["a1"]!),
      ancestors: [r["a1"]!, r["A"]!, r["P"]!],
    },
    "county b1": {
      ...nobody,
      userId: await user("reviewer-b1"),
      ...city(r["b1"]!),
      ancestors: [r["b1"]!, r["B"]!, r["P"]!],
    },
    "city A": {
      ...nobody,
      userId: await user("reviewer-A"),
      ...city(r["A"]!, r["a1"]!, r["a2"]!),
      ancestors: [r["A"]!, r["P"]!],
    },
    "former city A": { ...nobody, userId: await user("reviewer-A"), ...city(r["A"]!), ancestors: [r["P"]!] },
    "province P": { ...nobody, userId: await user("analyst"), ...city(...Object.values(r)), ancestors: [r["P"]!] },
    platform: { ...nobody, userId: await user("analyst"), purposes: ["platform"] },
    "auditor of a1": { ...nobody, userId: await user("auditor"), ...city(r["a1"]!), purposes: ["audit"] },
    session: { ...nobody, purposes: ["session"] },
  };
});
afterAll(() => t.close());

/** At most four rows, from all over: own, foreign, first, last. */
const spread = (rows: string[]) =>
  [
    ...new Set([rows[0], rows[Math.floor(rows.length / 3)], rows[Math.floor((2 * rows.length) / 3)], rows.at(-1)]),
  ].filter((row) => row !== undefined);

/** What an actor can do with every row of a table, as counts and SQL states: the picture that policies paint. */
async function picture(table: string, scope: Scope): Promise<string> {
  const seen: string[] = [];
  await t.db
    .transaction(async (tx) => {
      await setScope(tx, scope);
      const attempt = async (label: string, query: string) => {
        await tx.execute("savepoint probe");
        try {
          const result = await tx.execute(query);
          seen.push(`${label}=${label === "select" ? (result.rows[0] as { n: string }).n : result.rowCount}`);
        } catch (error) {
          seen.push(`${label}!${((error as Error).cause as { code?: string }).code}`);
        }
        await tx.execute("rollback to savepoint probe");
      };
      await attempt("select", `select count(*) as n from ${table}`);
      // A column that a grant lets be updated, where there is one: what refuses then is the policy.
      const column = (
        await tx.execute(
          `select column_name as c from information_schema.columns where table_name = '${table}' and table_schema = 'public' and is_generated = 'NEVER' and identity_generation is null order by has_column_privilege(current_user, '${table}', column_name, 'update') desc, ordinal_position desc limit 1`,
        )
      ).rows[0] as { c: string } | undefined;
      if (column !== undefined) await attempt("update", `update ${table} set ${column.c} = ${column.c}`);
      await attempt("delete", `delete from ${table}`);
      for (const [at, row] of samples.get(table)!.entries()) {
        await attempt(
          `insert${at}`,
          `insert into ${table} overriding system value select * from jsonb_populate_record(null::${table}, '${row.replaceAll("'", "''")}'::jsonb)`,
        );
      }
      throw new Error("undo");
    })
    .catch((error: Error) => {
      if (error.message !== "undo") throw error;
    });
  return seen.join(" ");
}

async function pictures(only: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of only)
    for (const [name, scope] of Object.entries(actors)) found[`${table} / ${name}`] = await picture(table, scope);
  return found;
}

const place = [
  "assignments",
  "submissions",
  "cells",
  "observations",
  "revisions",
  "signatures",
  "attachments",
  "findings",
  "explanations",
  "questions",
  "question_calls",
  "decisions",
  "filings",
  "arrivals",
  "bills",
  "item_lists",
];
const matters = ["matters", "matter_events", "matter_files"];

describe("the second wall: row-level security", () => {
  test("every table has security enabled and forced, and a policy besides its owner's", async () => {
    const { rows } = await t.owner.query(`
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
             (select count(*)::int from pg_policies p where p.tablename = c.relname and p.policyname <> 'owner_all') as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p', 'm', 'v')`);
    expect(rows.filter((r) => !r.forced || r.policies === 0)).toEqual([]);
    expect(rows.length).toBeGreaterThan(30);
  });

  test("without a scope nothing at all is visible", async () => {
    for (const table of tables) expect(await picture(table, nobody), table).toContain("select=0");
  });

  test("raw rows stay in the subtree: a county sees its own, its city sees it, a neighbour sees none of it", async () => {
    for (const table of [...place, ...matters]) {
      const own = await t.owner.query(
        `select count(*)::int as n, count(*) filter (where region_id = $1)::int as a1, count(*) filter (where city_id = $2)::int as a from ${table}`,
        [f.region["a1"], f.region["A"]],
      );
      const { n, a1, a } = own.rows[0];
      expect(a1, `${table} has rows of a1`).toBeGreaterThan(0);
      expect(await picture(table, actors["county a1"]!), table).toContain(`select=${a1} `);
      expect(await picture(table, actors["clerk of unit a1"]!), table).toContain(`select=${a1} `);
      expect(await picture(table, actors["city A"]!), table).toContain(`select=${a} `);
      expect(await picture(table, actors["former city A"]!), table).toContain(`select=${a} `);
      expect(await picture(table, actors["province P"]!), table).toContain(`select=${n} `);
      const foreign = (
        await t.owner.query(`select count(*)::int as n from ${table} where region_id = $1`, [f.region["b1"]])
      ).rows[0].n;
      expect(await picture(table, actors["county b1"]!), table).toContain(`select=${foreign} `);
      expect(await picture(table, actors["platform"]!), table).toContain("select=0 ");
    }
  });

  test("the city of that time reads but does not write", async () => {
    for (const table of ["submissions", "cells"])
      expect(await picture(table, actors["former city A"]!), table).toContain("update=0 delete");
  });

  test("snapshots and logs take no update and no delete from any runtime role", async () => {
    const insertOnly = [
      "observations",
      "revisions",
      "consolidations",
      "consolidation_decisions",
      "openings",
      "item_lists",
      "question_calls",
      "decisions",
      "filings",
      "unit_changes",
      "meters",
      "meter_keys",
      "meter_answers",
      "meter_readings",
      "evaluations",
      "calendar_years",
      "mappings",
      "panels",
      "panel_sheets",
      "second_reviews",
      "escalations",
      "spot_checks",
      "spot_check_draws",
      "spot_check_results",
      "joint_review_questions",
      "releases",
      "release_states",
      "release_results",
      "release_corrections",
      "matter_events",
      "matter_files",
      "audit_log",
      "audit_seals",
      "self_checks",
    ];
    const { rows } = await t.owner.query(
      `select table_name, grantee, privilege_type from information_schema.role_table_grants
       where table_schema = 'public' and grantee in ('duibiao_api', 'duibiao_worker', 'PUBLIC') and privilege_type not in ('SELECT', 'INSERT') and table_name = any($1)`,
      [insertOnly],
    );
    expect(rows).toEqual([]);
  });

  test("a release in draft is its owner's, in consulting each region's own, published the audience's", async () => {
    const count = async (who: string, state: string) => {
      let n = -1;
      await t.db.transaction(async (tx) => {
        await setScope(tx, actors[who]!);
        const found = await tx.execute(
          `select count(*)::int as n from release_results r join releases x on x.id = r.release_id where release_state(x.id) = '${state}'`,
        );
        n = (found.rows[0] as { n: number }).n;
      });
      return n;
    };
    expect([
      await count("county a1", "draft"),
      await count("county a1", "consulting"),
      await count("county a1", "published"),
    ]).toEqual([0, 1, 2]);
    expect([await count("province P", "draft"), await count("province P", "consulting")]).toEqual([2, 2]);
    expect(await count("nobody", "published")).toBe(0);
  });

  test(
    "removing any one policy, or the security of any one table, changes what somebody can do",
    { timeout: 600_000 },
    async () => {
      const admin = new pg.Client({ connectionString: t.urls.ownerUrl });
      await admin.connect();
      const before = await pictures(tables);
      const { rows: policies } = await admin.query(
        "select * from pg_policies where schemaname = 'public' and policyname <> 'owner_all' and not roles = '{duibiao_worker}' order by tablename, policyname",
      );
      expect(policies.length).toBeGreaterThan(50);
      const unnoticed: string[] = [];
      for (const p of policies) {
        await admin.query(`drop policy ${p.policyname} on ${p.tablename}`);
        const after = await pictures([p.tablename]);
        if (Object.entries(after).every(([key, value]) => before[key] === value))
          unnoticed.push(`${p.tablename}.${p.policyname}`);
        const using = p.qual === null ? "" : ` using (${p.qual})`;
        const check = p.with_check === null ? "" : ` with check (${p.with_check})`;
        await admin.query(
          `create policy ${p.policyname} on ${p.tablename} for ${p.cmd} to duibiao_api${using}${check}`,
        );
      }
      for (const table of tables) {
        await admin.query(`alter table ${table} disable row level security`);
        const after = await pictures([table]);
        if (Object.entries(after).every(([key, value]) => before[key] === value))
          unnoticed.push(`security of ${table}`);
        await admin.query(`alter table ${table} enable row level security`);
      }
      await admin.end();
      expect(unnoticed).toEqual([]);
      expect(await pictures(tables)).toEqual(before);
    },
  );
});

test("large tables carry city_id in every key, no triggers, and no foreign key points at them without it", async () => {
  const large = [...place, "roll_ups", "dirty", "consolidations", "consolidation_decisions", "openings"];
  const { rows: keys } = await t.owner.query(
    `select c.conrelid::regclass::text as t, c.conname from pg_constraint c
     where c.contype in ('p', 'u') and c.conrelid::regclass::text = any($1)
       and not exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname = 'city_id')`,
    [large],
  );
  const { rows: triggers } = await t.owner.query(
    "select tgrelid::regclass::text as t, tgname from pg_trigger where not tgisinternal",
  );
  const { rows: references } = await t.owner.query(
    "select conname from pg_constraint where contype = 'f' and confrelid::regclass::text = any($1)",
    [large],
  );
  expect({ keys, triggers, references }).toEqual({ keys: [], triggers: [], references: [] });
});
