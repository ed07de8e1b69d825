import { createHash } from "node:crypto";
import { canonicalJson, type Catalogue } from "@duibiao/indicators";
import type { Fixture } from "./fixture.ts";

/** Publishes a catalogue with one form of whole numbers and opens it for a quarter beginning on `start`, for some units; its id. */
export async function loadFormTask(
  { owner, provinceId }: Fixture,
  document: Catalogue,
  start: string,
  units: readonly number[],
): Promise<number> {
  const one = async (text: string, values: unknown[]) =>
    (await owner.query<{ id: number }>(`${text} returning id`, values)).rows[0]!.id;
  const measures = document.measures.map(({ key }) => key);
  const text = canonicalJson(document);
  const hash = createHash("sha256").update(text).digest("hex");
  await owner.query(
    "insert into measures (key, uom, type, agg_region, agg_time) select key, 'kWh', 'integer', 'sum', 'sum' from unnest($1::text[]) key",
    [measures],
  );
  const catalogue = await one("insert into catalogues (key, version, hash, document) values ($1, '1', $2, $3)", [
    document.key,
    hash,
    text,
  ]);
  const period = await one(
    "insert into periods (key, kind, start_date, end_date) values ($1, 'quarter', $1::text::date, ($1::text::date + interval '3 months' - interval '1 day')::date)",
    [start],
  );
  const collection = await one(
    `insert into collections (owner_region_id, catalogue_id, form_key, period_id, name, origin, synthetic, signing, opens_at, due_unit, due_county, due_city, due_province, created_by)
     values ($1, $2, $3, $4, $5, 'report', true, 'online', '2000-01-01', '2999-01-01', '2999-01-01', '2999-01-01', '2999-01-01', 0)`,
    [provinceId, catalogue, document.forms[0]!.key, period, document.key],
  );
  await owner.query(
    "insert into duties (collection_id, measure_id, member, additive) select $1, id, 'total', true from measures where key = any($2)",
    [collection, measures],
  );
  await owner.query(
    `insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash)
     select $1, u.id, v.region_id, r.parent_id, v.covers, u.hash
     from units u join unit_versions v on v.unit_id = u.id join region_versions r on r.region_id = v.region_id where u.id = any($2)`,
    [collection, units],
  );
  return collection;
}
