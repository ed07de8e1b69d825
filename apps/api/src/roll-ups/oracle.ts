import { sql, type SQL } from "drizzle-orm";
import { rollUp, reconcile, type Lens, type LineUnit, type RollUpInput } from "@duibiao/indicators";
import { lenses, type Tx } from "@duibiao/db";
import { cityOf, regionOn, subtreeOn, type Tree } from "../tree.ts";

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
  const frame = await frameOf(tx, tree, collectionId, only.region);
  return inFrame(tx, frame, collectionId, lens, only.measure);
}

type Frame = Pick<OracleInput, "regions" | "units"> & { within: (region: SQL) => SQL };

/** Which regions and units a collection stands on; of a region, with what is below it. */
async function frameOf(tx: Tx, tree: Tree, collectionId: number, region: number | undefined): Promise<Frame> {
  const [head] = (
    await tx.execute<{ end: string; owner: number }>(sql`
      select p.end_date::text as end, c.owner_region_id as owner from collections c join periods p on p.id = c.period_id where c.id = ${collectionId}`)
  ).rows;
  const { end, owner } = head!;
  const root = region ?? owner;
  const inside = subtreeOn(tree, root, end);
  const within = (at: SQL) => sql`(${region === undefined} or ${at} = any(${`{${inside.join(",")}}`}::int[]))`;
  const units = await tx.execute<Omit<LineUnit, "hash"> & { hash: string }>(sql`
    select a.unit_id as id, v.region_id as "regionId", v.covers, v.line, u.hash::text as hash
    from assignments a join units u on u.id = a.unit_id
    join unit_versions v on v.unit_id = a.unit_id and ${end}::date >= v.valid_from and (v.valid_to is null or ${end}::date < v.valid_to)
    where a.collection_id = ${collectionId} and a.exempt_reason is null and ${within(sql`v.region_id`)}`);
  return {
    regions: inside.map((id) => ({ id, parentId: id === root ? null : regionOn(tree, id, end)!.parentId })),
    units: units.rows.map((u) => ({ ...u, hash: BigInt(u.hash) })),
    within,
  };
}

/** Duties and answers under one lens, of one measure or all. */
async function inFrame(
  tx: Tx,
  { regions, units, within }: Frame,
  collectionId: number,
  lens: Lens,
  measure: string | undefined,
): Promise<OracleInput> {
  const asked = measure === undefined ? sql`true` : sql`m.id = (select id from measures where key = ${measure})`;
  const pointer = {
    submitted: sql`s.submitted_rev`,
    county: sql`s.county_rev`,
    city: sql`s.city_rev`,
    province: sql`s.province_rev`,
  }[lens];
  const duties = await tx.execute<{ measure: string; member: string; additive: boolean }>(sql`
    select m.key as measure, d.member, d.additive from duties d join measures m on m.id = d.measure_id where d.collection_id = ${collectionId} and ${asked}
    order by m.key, d.member`);
  const answers = await tx.execute<RollUpInput["answers"][number]>(sql`
    select s.unit_id as "unitId", m.key as measure, o.member, o.state, trim_scale(o.value)::text as value, o.estimated
    from submissions s join observations o on o.submission_id = s.id and o.revision = ${pointer} join measures m on m.id = o.measure_id
    where s.collection_id = ${collectionId} and ${within(sql`s.region_id`)} and ${asked}`);
  return { regions, units, duties: duties.rows, answers: answers.rows };
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

/**
 * Recomputes a collection's roll-ups with the oracle and names every stored row that differs, is missing or is too much. One
 * measure after the other: whoever asks the server meanwhile is answered.
 */
export async function compareWithOracle(
  tx: Tx,
  tree: Tree,
  collectionId: number,
): Promise<{ rows: number; differences: Row[] }> {
  const [day] = (
    await tx.execute<{ end: string }>(
      sql`select p.end_date::text as end from collections c join periods p on p.id = c.period_id where c.id = ${collectionId}`,
    )
  ).rows;
  const measures = await tx.execute<{ id: number; key: string }>(sql`
    select id, key from measures where id in (select measure_id from duties where collection_id = ${collectionId}
      union select measure_id from roll_ups where collection_id = ${collectionId}) order by id`);
  const frame = await frameOf(tx, tree, collectionId, undefined);
  const stored = await storedIn(tx, collectionId);
  const differences: Row[] = [];
  let rows = 0;
  for (const { id, key } of measures.rows) {
    const own = await stored.of(id);
    rows += own.length;
    const byKey = new Map(own.map((row) => [rowKey(row), row]));
    if (byKey.size !== own.length) differences.push({ kind: "a region stands under two keys" });
    for (const lens of lenses) {
      for (const row of rollUp(await inFrame(tx, frame, collectionId, lens, key)))
        differences.push(...differenceOf({ ...row, lens, support: row.support.toString() }, byKey, tree, day!.end));
    }
    for (const extra of byKey.values()) differences.push({ kind: "too much", found: extra });
  }
  await stored.close();
  return { rows, differences };
}

const rowKey = (r: { regionId: number; measure: string; member: string; lens: string }) =>
  `${r.regionId}/${r.measure}/${r.member}/${r.lens}`;

const page = 2000;

/** A collection's stored roll-ups, read once from the database in the order of their measures, never all at a time. */
async function storedIn(tx: Tx, collectionId: number) {
  await tx.execute(sql`
    declare stored_roll_ups no scroll cursor for
    select r.measure_id as "measureId", r.region_id as "regionId", r.city_id as "cityId", m.key as measure, r.member, r.lens, r.n_expected as "nExpected",
           r.n_answered as "nAnswered", r.n_na as "nNa", r.support::text as support, trim_scale(r.sum)::text as sum,
           trim_scale(r.estimated_sum)::text as "estimatedSum"
    from roll_ups r join measures m on m.id = r.measure_id where r.collection_id = ${sql.raw(String(Number(collectionId)))}
    order by r.measure_id`);
  let ahead: (Stored & { measureId: number })[] = [];
  let done = false;
  return {
    /** Rows of a measure; asked for in the order of their ids. */
    async of(measureId: number): Promise<Stored[]> {
      while (!done && (ahead.at(-1)?.measureId ?? measureId) <= measureId) {
        const { rows } = await tx.execute<Stored & { measureId: number }>(
          sql.raw(`fetch forward ${page} from stored_roll_ups`),
        );
        ahead.push(...rows);
        done = rows.length < page;
      }
      const own = ahead.filter((row) => row.measureId === measureId);
      ahead = ahead.filter((row) => row.measureId > measureId);
      return own;
    },
    close: () => tx.execute(sql.raw("close stored_roll_ups")),
  };
}

/** Takes the stored row of the same key out of `byKey`. */
function differenceOf(wanted: Omit<Stored, "cityId">, byKey: Map<string, Stored>, tree: Tree, day: string): Row[] {
  const found = byKey.get(rowKey(wanted));
  byKey.delete(rowKey(wanted));
  const same =
    found !== undefined &&
    found.cityId === cityOf(regionOn(tree, wanted.regionId, day)!) &&
    found.nExpected === wanted.nExpected &&
    found.nAnswered === wanted.nAnswered &&
    found.nNa === wanted.nNa &&
    found.support === wanted.support &&
    found.sum === wanted.sum &&
    found.estimatedSum === wanted.estimatedSum;
  return same ? [] : [{ kind: found === undefined ? "missing" : "different", wanted, found: found ?? null }];
}

/** Own totals against the sum of their parts, for a whole collection. */
export async function reconciliation(tx: Tx, tree: Tree, collectionId: number, lens: Lens) {
  return reconcile(await oracleInput(tx, tree, collectionId, lens));
}
