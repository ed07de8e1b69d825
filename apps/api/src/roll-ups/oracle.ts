import { sql, type SQL } from "drizzle-orm";
import { rollUp, reconcile, type Lens, type LineUnit, type RollUpInput } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import { cityOf, regionOn, subtreeOn, type Tree } from "../tree.ts";

export const lenses: readonly Lens[] = ["submitted", "county", "city", "province"];

export type OracleInput = RollUpInput & { units: LineUnit[] };

/**
 * Everything the oracle needs for one collection under one lens, read from facts; stored roll-ups are not touched.
 * `only`: of a region and what is below it, of one measure.
 */
export async function oracleInput(
  tx: Tx,
  tree: Tree,
  collectionId: number,
  lens: Lens,
  only: { region?: number; measure?: string | undefined } = {},
): Promise<OracleInput> {
  const [head] = (
    await tx.execute<{ end: string; owner: number }>(sql`
      select p.end_date::text as end, c.owner_region_id as owner from collections c join periods p on p.id = c.period_id where c.id = ${collectionId}`)
  ).rows;
  const { end, owner } = head!;
  const root = only.region ?? owner;
  const inside = subtreeOn(tree, root, end);
  const within = (region: SQL) =>
    sql`(${only.region === undefined} or ${region} = any(${`{${inside.join(",")}}`}::int[]))`;
  const asked = sql`(${only.measure ?? null}::text is null or m.key = ${only.measure ?? null}::text)`;
  const pointer = {
    submitted: sql`s.submitted_rev`,
    county: sql`s.county_rev`,
    city: sql`s.city_rev`,
    province: sql`s.province_rev`,
  }[lens];
  const units = await tx.execute<Omit<LineUnit, "hash"> & { hash: string }>(sql`
    select a.unit_id as id, v.region_id as "regionId", v.covers, v.line, u.hash::text as hash
    from assignments a join units u on u.id = a.unit_id
    join unit_versions v on v.unit_id = a.unit_id and ${end}::date >= v.valid_from and (v.valid_to is null or ${end}::date < v.valid_to)
    where a.collection_id = ${collectionId} and a.exempt_reason is null and ${within(sql`v.region_id`)}`);
  const duties = await tx.execute<{ measure: string; member: string; additive: boolean }>(sql`
    select m.key as measure, d.member, d.additive from duties d join measures m on m.id = d.measure_id where d.collection_id = ${collectionId} and ${asked}
    order by m.key, d.member`);
  const answers = await tx.execute<RollUpInput["answers"][number]>(sql`
    select s.unit_id as "unitId", m.key as measure, o.member, o.state, trim_scale(o.value)::text as value, o.estimated
    from submissions s join observations o on o.submission_id = s.id and o.revision = ${pointer} join measures m on m.id = o.measure_id
    where s.collection_id = ${collectionId} and ${within(sql`s.region_id`)} and ${asked}`);
  return {
    regions: inside.map((id) => ({ id, parentId: id === root ? null : regionOn(tree, id, end)!.parentId })),
    units: units.rows.map((u) => ({ ...u, hash: BigInt(u.hash) })),
    duties: duties.rows,
    answers: answers.rows,
  };
}

type Row = Record<string, unknown>;
type Stored = {
  regionId: number;
  cityId: number;
  measure: string;
  member: string;
  lens: string;
  nExpected: number;
  nAnswered: number;
  nNa: number;
  support: string;
  sum: string | null;
  estimatedSum: string | null;
};

/** Recomputes a collection's roll-ups with the oracle and names every stored row that differs, is missing or is too much. */
export async function compareWithOracle(
  tx: Tx,
  tree: Tree,
  collectionId: number,
): Promise<{ rows: number; differences: Row[] }> {
  const stored = await tx.execute<Stored>(sql`
    select r.region_id as "regionId", r.city_id as "cityId", m.key as measure, r.member, r.lens, r.n_expected as "nExpected", r.n_answered as "nAnswered",
           r.n_na as "nNa", r.support::text as support, trim_scale(r.sum)::text as sum, trim_scale(r.estimated_sum)::text as "estimatedSum"
    from roll_ups r join measures m on m.id = r.measure_id where r.collection_id = ${collectionId}`);
  const key = (r: { regionId: number; measure: string; member: string; lens: string }) =>
    `${r.regionId}/${r.measure}/${r.member}/${r.lens}`;
  const byKey = new Map(stored.rows.map((row) => [key(row), row]));
  const [day] = (
    await tx.execute<{ end: string }>(
      sql`select p.end_date::text as end from collections c join periods p on p.id = c.period_id where c.id = ${collectionId}`,
    )
  ).rows;
  const differences: Row[] = [];
  if (byKey.size !== stored.rows.length) differences.push({ kind: "a region stands under two keys" });
  for (const lens of lenses) {
    for (const row of rollUp(await oracleInput(tx, tree, collectionId, lens))) {
      const wanted = { ...row, lens, support: row.support.toString() };
      const found = byKey.get(key(wanted));
      byKey.delete(key(wanted));
      const version = regionOn(tree, row.regionId, day!.end)!;
      const same =
        found !== undefined &&
        found.cityId === cityOf(version) &&
        found.nExpected === wanted.nExpected &&
        found.nAnswered === wanted.nAnswered &&
        found.nNa === wanted.nNa &&
        found.support === wanted.support &&
        found.sum === wanted.sum &&
        found.estimatedSum === wanted.estimatedSum;
      if (!same)
        differences.push({ kind: found === undefined ? "missing" : "different", wanted, found: found ?? null });
    }
  }
  for (const extra of byKey.values()) differences.push({ kind: "too much", found: extra });
  return { rows: stored.rows.length, differences };
}

/** Own totals against the sum of their parts, for a whole collection. */
export async function reconciliation(tx: Tx, tree: Tree, collectionId: number, lens: Lens) {
  return reconcile(await oracleInput(tx, tree, collectionId, lens));
}
