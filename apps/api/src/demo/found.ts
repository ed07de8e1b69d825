import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import { unitHash } from "../units/place.ts";
import type { DemoAccount } from "./accounts.ts";
import type { Province } from "./places.ts";
import { ownLine, registryOf } from "./profile.ts";

/** Puts an invented province's regions and units into an empty tree, as if they had always been there. */
export async function foundProvince(tx: Tx, { places, units }: Province): Promise<void> {
  const regions = await taken(tx, "regions", places.length);
  const idOf = new Map(places.map((place, at) => [place.code, regions[at]!]));
  await tx.execute(
    sql`insert into regions (id) overriding system value select unnest(${`{${regions.join(",")}}`}::int[])`,
  );
  const versions = places.map(({ parent, ...place }) => ({
    ...place,
    region_id: idOf.get(place.code),
    parent_id: parent === null ? null : idOf.get(parent),
  }));
  await tx.execute(sql`
    insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id)
    select r.region_id, '2000-01-01', r.tier, r.code, r.name, r.kind, r.parent_id from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
      as r(region_id int, tier text, code text, name text, kind text, parent_id int)`);
  const unitIds = await taken(tx, "units", units.length);
  const rows = units.map((unit, at) => ({
    ...unit,
    id: unitIds[at]!,
    hash: unitHash(unitIds[at]!).toString(),
    region_id: idOf.get(unit.region),
    line: ownLine,
    registry: registryOf(unit.region),
  }));
  const list = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r(id int, hash bigint, region_id int, code text, name text, covers text, line text, registry jsonb)`;
  await tx.execute(sql`insert into units (id, hash) overriding system value select r.id, r.hash from ${list}`);
  await tx.execute(sql`
    insert into unit_versions (unit_id, valid_from, region_id, code, name, covers, line, registry)
    select r.id, '2000-01-01', r.region_id, r.code, r.name, r.covers, r.line, r.registry from ${list}`);
}

/** The next ids of a table, ascending: places and units get theirs in the order in which they are listed. */
async function taken(tx: Tx, table: "regions" | "units", count: number): Promise<number[]> {
  const found = await tx.execute<{ id: number }>(
    sql`select nextval(pg_get_serial_sequence(${table}, 'id'))::int as id from generate_series(1, ${count}::int)`,
  );
  return found.rows.map((row) => row.id).sort((a, b) => a - b);
}

/** Adds accounts with their posts. They share one password and one hash of it: hundreds would cost the start many seconds. */
export async function addAccounts(tx: Tx, accounts: readonly DemoAccount[], passwordHash: string): Promise<void> {
  const rows = accounts.map(({ username, name, phone, role, region, unit, gone }) => ({
    username,
    name,
    phone,
    role,
    region,
    unit: unit ?? null,
    gone: gone === true,
  }));
  await tx.execute(sql`
    with given as (
      select r.*, v.region_id, u.unit_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(username text, name text, phone text, role text, region text, unit text, gone boolean)
      join region_versions v on v.code = r.region left join unit_versions u on u.code = r.unit
    ), added as (
      insert into users (username, name, phone, region_id, disabled_at)
      select username, name, phone, region_id, case when gone then now() end from given order by username returning id, username
    ), secret as (
      insert into credentials (user_id, password_hash, must_change) select id, ${passwordHash}, false from added
    )
    insert into posts (user_id, role, region_id, unit_id)
    select a.id, g.role, g.region_id, g.unit_id from added a join given g using (username) order by a.id`);
}
