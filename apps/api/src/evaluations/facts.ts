import { sql } from "drizzle-orm";
import {
  additiveContributors,
  overNatives,
  ownLevelContributors,
  refKey,
  rollUp,
  type CellValue,
  type Lens,
  type OperandRef,
  type Outside,
  type RegionSource,
  type RollUpRow,
  type TreeRegion,
  type TreeUnit,
} from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import type { OperandPlan } from "./plan.ts";

/** Who owes what, and the revision that stands for it; without one the unit is missing there. Plain JSON. */
export type ManifestEntry = {
  collection: number;
  unit: number;
  /** As of the evaluation's tree. */
  region: number;
  covers: "own" | "whole";
  /** The unit's mark in `support`, as text. */
  mark: string;
  submission: number | null;
  revision: number | null;
  hash: string | null;
};

/** Every unit that owes one of the collections, placed on the tree of a day, with the revision that the lens' pointer names. */
export async function loadManifest(
  tx: Tx,
  want: { collections: readonly number[]; lens: Lens; day: string; regions: readonly number[] },
): Promise<ManifestEntry[]> {
  const pointer = {
    submitted: sql`s.submitted_rev`,
    county: sql`s.county_rev`,
    city: sql`s.city_rev`,
    province: sql`s.province_rev`,
  }[want.lens];
  const rows = await tx.execute<ManifestEntry>(sql`
    select a.collection_id as collection, a.unit_id as unit, v.region_id as region, v.covers, u.hash::text as mark,
           case when ${pointer} is not null then s.id::int end as submission, ${pointer} as revision, r.hash
    from assignments a join units u on u.id = a.unit_id
    join unit_versions v on v.unit_id = a.unit_id and ${want.day}::date >= v.valid_from and (v.valid_to is null or ${want.day}::date < v.valid_to)
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    left join revisions r on r.submission_id = s.id and r.city_id = s.city_id and r.revision = ${pointer}
    where a.collection_id = any(${`{${want.collections.join(",")}}`}::int[]) and a.exempt_reason is null
      and v.region_id = any(${`{${want.regions.join(",")}}`}::int[])
    order by a.collection_id, a.unit_id`);
  return rows.rows;
}

/** Figures by submission, measure and member: the answers of the manifest's revisions, nothing else. */
export type Cells = ReadonlyMap<string, CellValue>;

export const cellAt = (submission: number, plan: Pick<OperandPlan, "measureId" | "ref">) =>
  `${submission}/${plan.measureId}/${plan.ref.member}`;

export async function loadCells(
  tx: Tx,
  manifest: readonly ManifestEntry[],
  plans: readonly OperandPlan[],
): Promise<Cells> {
  const given = manifest.filter((entry) => entry.submission !== null);
  const cells = new Map<string, CellValue>();
  if (given.length === 0) return cells;
  const list = (values: readonly (number | string | null)[]) => `{${[...new Set(values)].join(",")}}`;
  const pairs = (values: readonly (number | null)[]) => `{${values.join(",")}}`;
  // Measures and members apart: a few more rows than needed, but one range of the index per submission.
  const rows = await tx.execute<{
    at: string;
    state: "number" | "na" | "missing";
    value: string | null;
    estimated: boolean;
    reason: string;
  }>(sql`
    select o.submission_id || '/' || o.measure_id || '/' || o.member as at, o.state, trim_scale(o.value)::text as value, o.estimated, o.reason
    from unnest(${pairs(given.map((e) => e.submission))}::bigint[], ${pairs(given.map((e) => e.revision))}::int[]) as m (submission, revision)
    join submissions s on s.id = m.submission
    join observations o on o.submission_id = s.id and o.city_id = s.city_id and o.revision = m.revision
    where o.measure_id = any(${list(plans.map((p) => p.measureId))}::int[]) and o.member = any(${list(plans.map((p) => p.ref.member))}::text[])`);
  for (const { at, state, value, estimated, reason } of rows.rows) {
    cells.set(at, state === "number" ? { state, value: value!, estimated } : { state, reason });
  }
  return cells;
}

/** A unit's answer to one native period of an operand. `entry` is absent where it owes nothing there. */
export type NativeAnswer = {
  period: string;
  entry: ManifestEntry | undefined;
  cell: CellValue | undefined;
};

/** Figures of units on one tree, put together over time. Pure: the same manifest and cells give the same rows. */
export type Facts = {
  source: (region: number, plans: readonly OperandPlan[], outside: Outside) => RegionSource;
  /** Units that contribute to the region's row of the operand. */
  contributors: (region: number, plan: OperandPlan) => readonly TreeUnit[];
  cell: (unit: number, plan: OperandPlan) => CellValue | undefined;
  answers: (unit: number, plan: OperandPlan) => NativeAnswer[];
};

export function factsOf(nodes: readonly TreeRegion[], manifest: readonly ManifestEntry[], cells: Cells): Facts {
  const regions = [...nodes];
  const byUnit = new Map<number, Map<number, ManifestEntry>>();
  for (const entry of manifest) {
    const owed = byUnit.get(entry.unit);
    if (owed === undefined) byUnit.set(entry.unit, new Map([[entry.collection, entry]]));
    else owed.set(entry.collection, entry);
  }
  const answers: Facts["answers"] = (unit, plan) =>
    plan.natives.map(({ key, collections }) => {
      const id = collections.find((collection) => byUnit.get(unit)?.has(collection));
      const entry = id === undefined ? undefined : byUnit.get(unit)!.get(id);
      const cell = entry?.submission == null ? undefined : cells.get(cellAt(entry.submission, plan));
      return { period: key, entry, cell };
    });
  const cell: Facts["cell"] = (unit, plan) =>
    overNatives(
      answers(unit, plan).map((answer) => answer.cell),
      plan.steps,
    );
  const kept = {
    owing: new Map<string, TreeUnit[]>(),
    contributors: new Map<string, Map<number, TreeUnit[]>>(),
    rows: new Map<string, Map<number, RollUpRow>>(),
  };
  const collectionsOf = (plan: OperandPlan) =>
    [...new Set(plan.natives.flatMap((native) => native.collections))].join();
  const owing = (plan: OperandPlan) =>
    keep(kept.owing, collectionsOf(plan), () => {
      const collections = new Set(plan.natives.flatMap((native) => native.collections));
      return [...byUnit.values()].flatMap((owed) => {
        const entry = [...owed.values()].find((e) => collections.has(e.collection));
        return entry === undefined
          ? []
          : [
              {
                id: entry.unit,
                regionId: entry.region,
                covers: entry.covers,
                hash: BigInt(entry.mark),
              },
            ];
      });
    });
  const contributing = (plan: OperandPlan) =>
    keep(kept.contributors, `${plan.additive} ${collectionsOf(plan)}`, () =>
      (plan.additive ? additiveContributors : ownLevelContributors)({
        regions,
        units: owing(plan),
      }),
    );
  const rows = (plan: OperandPlan) =>
    keep(kept.rows, refKey(plan.ref), () => {
      const { member } = plan.ref;
      const units = owing(plan);
      const given = units.flatMap((unit) => {
        const value = cell(unit.id, plan);
        if (value === undefined) return [];
        return [
          {
            unitId: unit.id,
            measure: "",
            member,
            state: value.state,
            value: value.state === "number" ? value.value : null,
            estimated: value.state === "number" && value.estimated === true,
          },
        ];
      });
      return new Map(
        rollUp({
          regions,
          units,
          duties: [{ measure: "", member, additive: plan.additive }],
          answers: given,
        }).map((row) => [row.regionId, row]),
      );
    });
  const contributors: Facts["contributors"] = (region, plan) => contributing(plan).get(region) ?? [];
  return {
    contributors,
    cell,
    answers,
    source: (region, plans, outside) => ({
      outside,
      row: (ref) => rows(planOf(plans, ref)).get(region),
      units: () => unitsOf(region, plans, contributors, cell),
    }),
  };
}

export function planOf(plans: readonly OperandPlan[], ref: OperandRef): OperandPlan {
  const key = refKey(ref);
  return plans.find((plan) => refKey(plan.ref) === key)!;
}

function unitsOf(
  region: number,
  plans: readonly OperandPlan[],
  contributors: Facts["contributors"],
  cell: Facts["cell"],
): ReturnType<RegionSource["units"]> {
  const inRow = new Map(
    plans.map((plan) => [refKey(plan.ref), new Set(contributors(region, plan).map((unit) => unit.id))]),
  );
  const units = new Set([...inRow.values()].flatMap((ids) => [...ids]));
  return [...units]
    .sort((a, b) => a - b)
    .map((unitId) => ({
      unitId,
      cell: (ref: OperandRef) => (inRow.get(refKey(ref))!.has(unitId) ? cell(unitId, planOf(plans, ref)) : undefined),
    }));
}

function keep<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
