import { createHash } from "node:crypto";
import pg from "pg";
import { canonicalJson } from "@duibiao/indicators";
import { benchCatalogue, measureCount, measureKey, peopleMeasure, splitCount } from "./catalogue.ts";

/** An invented province, loaded in bulk by the owner role. County n (from 1) has unit n, clerk cn and head hn. */
export type Fixture = {
  owner: pg.Client;
  provinceId: number;
  catalogueId: number;
  counties: number;
  cityIds: number[];
  /** Ids by county number - 1. */
  countyIds: number[];
  unitIds: number[];
};

/** Sessions never end here; the token of a user is a hash of the name. */
export const tokenOf = (username: string) => createHash("sha256").update(`bench ${username}`).digest("base64url");

/** Loads regions, units, people and the catalogue. City of county n: (n - 1) / perCity. */
export async function loadProvince(
  ownerUrl: string,
  cities: number,
  perCity: number,
  passwordHash: string,
): Promise<Fixture> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  // After a fault elsewhere the server may be stopped before this connection is closed.
  owner.on("error", () => {});
  await owner.connect();
  const counties = cities * perCity;
  await owner.query("begin");
  const made = await ids(
    owner,
    "insert into regions (created_at) select now() from generate_series(1, $1) returning id",
    [1 + cities + counties],
  );
  const [provinceId, ...rest] = made as [number, ...number[]];
  const cityIds = rest.slice(0, cities);
  const countyIds = rest.slice(cities);
  const unitIds = await ids(
    owner,
    "insert into units (hash) select hashint8extended(n, 7) from generate_series(1, $1) n returning id",
    [counties],
  );
  await owner.query(
    "insert into region_versions (region_id, valid_from, tier, code, name, kind) values ($1, '2000-01-01', 'province', 'P', '压测省', '')",
    [provinceId],
  );
  await owner.query(
    `insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id)
     select id, '2000-01-01', 'city', 'C' || n, '压测市' || n, '', $2 from unnest($1::int[]) with ordinality c (id, n)`,
    [cityIds, provinceId],
  );
  await owner.query(
    `insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id)
     select id, '2000-01-01', 'county', 'X' || n, '压测县' || n, (array['县', '区', '市'])[1 + n % 3], ($2::int[])[1 + (n - 1) / $3]
     from unnest($1::int[]) with ordinality c (id, n)`,
    [countyIds, cityIds, perCity],
  );
  await owner.query(
    `insert into unit_versions (unit_id, valid_from, region_id, code, name, covers)
     select u.id, '2000-01-01', ($2::int[])[n], 'U' || n, '压测单位' || n, 'whole' from unnest($1::int[]) with ordinality u (id, n)`,
    [unitIds, countyIds],
  );
  await loadPeople(owner, { provinceId, cityIds, countyIds, unitIds }, passwordHash);
  const catalogueId = await loadCatalogue(owner);
  await owner.query("commit");
  return { owner, provinceId, catalogueId, counties, cityIds, countyIds, unitIds };
}

async function ids(owner: pg.Client, text: string, values: unknown[]): Promise<number[]> {
  return (await owner.query<{ id: number }>(text, values)).rows.map((row) => row.id).sort((a, b) => a - b);
}

type Places = { provinceId: number; cityIds: number[]; countyIds: number[]; unitIds: number[] };

/** Clerk and head of every unit; the province's people; and who decides in the first county and its city. */
async function loadPeople(
  owner: pg.Client,
  { provinceId, cityIds, countyIds, unitIds }: Places,
  passwordHash: string,
): Promise<void> {
  const people = unitIds.flatMap((unitId, at) => [
    { username: `c${at + 1}`, role: "clerk", region: countyIds[at]!, unit: unitId },
    { username: `h${at + 1}`, role: "head", region: countyIds[at]!, unit: unitId },
  ]);
  const bureau = [
    ...["analyst", "leader", "reviewer"].map((role) => ({ username: role, role, region: provinceId })),
    { username: "city", role: "reviewer", region: cityIds[0]! },
    { username: "county", role: "leader", region: countyIds[0]! },
  ].map((person) => ({ ...person, unit: null }));
  await loadAccounts(owner, [...people, ...bureau], passwordHash);
}

export type Account = { username: string; role: string; region: number; unit: number | null };

/** Accounts with a post and a session each; a post without a unit is at the region's bureau. */
export async function loadAccounts(owner: pg.Client, people: readonly Account[], passwordHash: string): Promise<void> {
  const rows = JSON.stringify(
    people.map((p) => ({
      ...p,
      token: createHash("sha256").update(tokenOf(p.username)).digest("hex"),
    })),
  );
  const read = "from jsonb_to_recordset($1::jsonb) as p (username text, role text, region int, unit int, token text)";
  await owner.query(`insert into users (username, name, region_id) select username, username, region ${read}`, [rows]);
  await owner.query(
    `insert into posts (user_id, role, region_id, unit_id) select u.id, p.role, case when p.unit is null then p.region end, p.unit ${read} join users u using (username)`,
    [rows],
  );
  await owner.query(
    `insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at) select p.token, u.id, 'epoch', '2999-01-01', '2999-01-02' ${read} join users u using (username)`,
    [rows],
  );
  await owner.query(
    `insert into credentials (user_id, password_hash) select u.id, $2 ${read} join users u using (username)`,
    [rows, passwordHash],
  );
}

async function loadCatalogue(owner: pg.Client): Promise<number> {
  const text = canonicalJson(benchCatalogue);
  for (const m of benchCatalogue.measures) {
    await owner.query("insert into measures (key, uom, type, agg_region, agg_time) values ($1, $2, $3, $4, $5)", [
      m.key,
      m.uom,
      m.type,
      m.aggRegion,
      m.aggTime,
    ]);
  }
  const { key, version } = benchCatalogue;
  const hash = createHash("sha256").update(text).digest("hex");
  return (
    await ids(owner, "insert into catalogues (key, version, hash, document) values ($1, $2, $3, $4) returning id", [
      key,
      version,
      hash,
      text,
    ])
  )[0]!;
}

export type Task = {
  id: number;
  periodId: number;
  /** Ids by county number - 1. */
  submissionIds: number[];
};

/** Opens a collection for a quarter beginning on `start` and a draft of every unit. */
export async function loadTask(f: Fixture, start: string, signing: "online" | "paper"): Promise<Task> {
  const { owner } = f;
  const [periodId] = await ids(
    owner,
    "insert into periods (key, kind, start_date, end_date) values ($1, 'quarter', $1::text::date, ($1::text::date + interval '3 months' - interval '1 day')::date) returning id",
    [start],
  );
  const [id] = await ids(
    owner,
    `insert into collections (owner_region_id, catalogue_id, form_key, period_id, name, origin, synthetic, signing, opens_at, due_unit, due_county, due_city, due_province, created_by)
     values ($1, $2, 'BENCH_FORM', $3, 'bench', 'report', true, $4, '2000-01-01', '2999-01-01', '2999-01-01', '2999-01-01', '2999-01-01', 0) returning id`,
    [f.provinceId, f.catalogueId, periodId, signing],
  );
  await owner.query(
    `insert into duties (collection_id, measure_id, member, additive)
     select $1, m.id, d.member, true from measures m join (values ('total'), ('part:a'), ('part:b')) d (member) on d.member = 'total' or substr(m.key, 2)::int <= $2`,
    [id, splitCount],
  );
  await owner.query(
    `insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash)
     select $1, u.id, v.region_id, r.parent_id, v.covers, u.hash from units u join unit_versions v on v.unit_id = u.id join region_versions r on r.region_id = v.region_id`,
    [id],
  );
  const made = await owner.query<{ id: string; unit_id: number }>(
    `insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state)
     select collection_id, $2, unit_id, region_id, city_id, 'draft' from assignments where collection_id = $1 returning id, unit_id`,
    [id, periodId],
  );
  const byUnit = new Map(made.rows.map((row) => [row.unit_id, Number(row.id)]));
  return {
    id: id!,
    periodId: periodId!,
    submissionIds: f.unitIds.map((unit) => byUnit.get(unit)!),
  };
}

/**
 * Figures of county n, exact integers: people = 50 + 31 n mod 500; measure k = people * (100 k + (7919 n + 104729 k) mod 100), which
 * rises with k as the rules want; part a is a third, part b the rest.
 */
const figures = `
  select s.id as submission_id, s.unit_id, s.region_id, s.city_id, s.period_id, m.id as measure_id, d.member,
         case d.member when 'total' then t.value when 'part:a' then div(t.value, 3) else t.value - div(t.value, 3) end as value
  from submissions s
  join unit_versions v on v.unit_id = s.unit_id
  cross join lateral (select substr(v.code, 2)::numeric as n, 50 + (substr(v.code, 2)::numeric * 31) % 500 as people) c
  join duties d on d.collection_id = s.collection_id
  join measures m on m.id = d.measure_id
  cross join lateral (select substr(m.key, 2)::numeric as k) k
  cross join lateral (select case when k.k = 30 then c.people else c.people * (100 * k.k + (7919 * c.n + 104729 * k.k) % 100) end as value) t
  where s.collection_id = $1 and c.n between $2 and $3`;

/** The same figures as `figures`, for a county that types them. */
export function figuresOf(n: number): { measure: string; member: string; value: string }[] {
  const people = 50 + ((n * 31) % 500);
  return Array.from({ length: measureCount }, (_, at) => at + 1).flatMap((k) => {
    const measure = measureKey(k);
    const total = measure === peopleMeasure ? people : people * (100 * k + ((7919 * n + 104_729 * k) % 100));
    const a = Math.floor(total / 3);
    const parts = [
      { measure, member: "part:a", value: String(a) },
      { measure, member: "part:b", value: String(total - a) },
    ];
    return [{ measure, member: "total", value: String(total) }, ...(k <= splitCount ? parts : [])];
  });
}

/** Fills the working copies of counties `from` to `to`. */
export async function loadCells(f: Fixture, task: Task, from: number, to: number): Promise<void> {
  await f.owner.query(
    `insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, source, updated_by)
     select submission_id, unit_id, region_id, city_id, measure_id, member, 'number', value, 'typed', 0 from (${figures}) x`,
    [task.id, from, to],
  );
}

/** Makes revision 1 of counties `from` to `to`, accepted by everybody. */
export async function loadAccepted(f: Fixture, task: Task, from: number, to: number): Promise<void> {
  const { owner } = f;
  const range = [task.id, from, to];
  await owner.query(
    `insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, source)
     select submission_id, 1, period_id, unit_id, region_id, city_id, measure_id, member, 'number', value, 'typed' from (${figures}) x`,
    range,
  );
  const here = "s.collection_id = $1 and v.unit_id = s.unit_id and substr(v.code, 2)::int between $2 and $3";
  await owner.query(
    `insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt)
     select s.id, 1, s.unit_id, s.region_id, s.city_id, 'report', repeat('0', 64), '[]', 0, now(), '{}' from submissions s, unit_versions v where ${here}`,
    range,
  );
  await owner.query(
    `update submissions s set state = 'province_accepted', last_rev = 1, submitted_rev = 1, county_rev = 1, city_rev = 1, province_rev = 1
     from unit_versions v where ${here}`,
    range,
  );
}

/** Marks every city of a task dirty, as its opening does. */
export async function markAll(owner: pg.Client, collectionId: number): Promise<void> {
  await owner.query(
    "insert into dirty (collection_id, city_id, level) select distinct collection_id, city_id, 1 from assignments where collection_id = $1",
    [collectionId],
  );
}

/** Fresh statistics, and nothing left for a checkpoint or autovacuum to do in the middle of a measurement. `admin` is connected to the fixture's database. */
export async function calm(admin: pg.Client): Promise<void> {
  await admin.query("vacuum analyze");
  await admin.query("checkpoint");
}
