import type { Member } from "./catalogue.ts";
import { addDecimals, subtractDecimals } from "./decimal.ts";

/** 口径: whose acceptance counts. */
export type Lens = "submitted" | "county" | "city" | "province";

/** A region as it stood on the last day of the period. */
export type TreeRegion = { id: number; parentId: number | null };

/** A unit as it stood on the last day of the period. */
export type TreeUnit = { id: number; regionId: number; covers: "own" | "whole"; hash: bigint };

/** What one unit answered in the revision that the lens' pointer names. */
export type Answer = {
  unitId: number;
  measure: string;
  member: Member;
  state: "number" | "na" | "missing";
  value: string | null;
  estimated: boolean;
};

/**
 * 汇总值: what a region amounts to over everything below it.
 * `support` is the XOR of the 64-bit hashes of the units that answered (number or 不适用), so that two
 * rows with equal support were answered by the same units.
 */
export type RollUpRow = {
  regionId: number;
  measure: string;
  member: Member;
  nExpected: number;
  nAnswered: number;
  nNa: number;
  support: bigint;
  /** Exact decimal sums; null when no unit gave a number. */
  sum: string | null;
  estimatedSum: string | null;
};

/**
 * One form's duty: which measures, by which units. A unit owes every (measure, member) of the form.
 * `additive` is false for measures with aggRegion `none`: they stand for their own region only.
 */
export type Duty = { measure: string; member: Member; additive: boolean };

export type RollUpInput = {
  regions: TreeRegion[];
  /** Units that owe the form: assigned and not exempt. */
  units: TreeUnit[];
  duties: Duty[];
  answers: Answer[];
};

/**
 * Every region's roll-up for one form: the oracle that stored roll-ups are compared with.
 * Rows exist for each region and duty that at least one unit owes (nExpected > 0), regions and duties in the
 * order given. Absent answers and 暂缺 count as not answered; answers of units that do not owe are ignored.
 * `input.regions` must be a tree.
 */
export function rollUp(input: RollUpInput): RollUpRow[] {
  const answers = indexAnswers(input.answers);
  const contributors = { additive: additiveContributors(input), own: ownLevelContributors(input) };
  return input.regions.flatMap((region) =>
    input.duties.flatMap((duty) => {
      const units = (duty.additive ? contributors.additive : contributors.own).get(region.id) ?? [];
      return units.length === 0 ? [] : [rollUpRow(region.id, duty, units, answers)];
    }),
  );
}

/**
 * Additive duties (design invariant 6): own units and everything below, where anything of that is owed; else
 * the units that cover the whole region. A whole figure beside parts is never added.
 */
export function additiveContributors<U extends TreeUnit>(input: {
  regions: TreeRegion[];
  units: U[];
}): Map<number, U[]> {
  const children = groupBy(input.regions, (region) => region.parentId);
  const unitsOf = groupBy(input.units, (unit) => unit.regionId);
  const found = new Map<number, U[]>();
  const visit = (regionId: number): U[] => {
    const known = found.get(regionId);
    if (known) return known;
    const units = unitsOf.get(regionId) ?? [];
    const parts = [
      ...units.filter((unit) => unit.covers === "own"),
      ...(children.get(regionId) ?? []).flatMap((child) => visit(child.id)),
    ];
    const result = parts.length > 0 ? parts : units.filter((unit) => unit.covers === "whole");
    found.set(regionId, result);
    return result;
  };
  for (const region of input.regions) visit(region.id);
  return found;
}

/** Duties that are never summed: the region's own level only, its whole units if it has any, else its own units. */
export function ownLevelContributors(input: Pick<RollUpInput, "regions" | "units">): Map<number, TreeUnit[]> {
  const unitsOf = groupBy(input.units, (unit) => unit.regionId);
  return new Map(
    input.regions.map((region) => {
      const units = unitsOf.get(region.id) ?? [];
      const whole = units.filter((unit) => unit.covers === "whole");
      return [region.id, whole.length > 0 ? whole : units];
    }),
  );
}

/** A unit with its 主管部门; "" = 未归口. */
export type LineUnit = TreeUnit & { line: string };

/**
 * 条: a region's additive totals by 主管部门. The very units that stand behind its total, each under its line, so that
 * the lines add up to what `rollUp` says of the region (块). Lines by code point, 未归口 last; duties in the order given.
 */
export function rollUpByLine(
  input: Omit<RollUpInput, "units"> & { units: LineUnit[] },
  regionId: number,
): (RollUpRow & { line: string })[] {
  const order = (a: string, b: string) => (a === b ? 0 : a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1);
  return rollUpParts(input, regionId, (unit) => unit.line)
    .sort(([a], [b]) => order(a, b))
    .flatMap(([line, rows]) => rows.map((row) => ({ ...row, line })));
}

/** 块: a region's additive totals by what it consists of: each child, and (under its own id) its own level. Children in the order given. */
export function rollUpByPart(input: RollUpInput, regionId: number): RollUpRow[] {
  const parents = new Map(input.regions.map((region) => [region.id, region.parentId]));
  const partOf = (at: number): number => {
    const parent = parents.get(at) ?? null;
    return at === regionId || parent === regionId || parent === null ? at : partOf(parent);
  };
  const order = new Map(input.regions.map((region, at) => [region.id, at]));
  return rollUpParts(input, regionId, (unit) => partOf(unit.regionId))
    .sort(([a], [b]) => order.get(a)! - order.get(b)!)
    .flatMap(([part, rows]) => rows.map((row) => ({ ...row, regionId: part })));
}

function rollUpParts<U extends TreeUnit, K>(
  input: Omit<RollUpInput, "units"> & { units: U[] },
  regionId: number,
  partOf: (unit: U) => K,
): [K, RollUpRow[]][] {
  const answers = indexAnswers(input.answers);
  const duties = input.duties.filter((duty) => duty.additive);
  const parts = groupBy(additiveContributors(input).get(regionId) ?? [], partOf);
  return [...parts].map(([part, units]) => [part, duties.map((duty) => rollUpRow(regionId, duty, units, answers))]);
}

/** A region's own figure beside the sum of its parts, for one additive duty. */
export type Reconciliation = {
  regionId: number;
  measure: string;
  member: Member;
  /** What the units covering the whole region say; null when they gave no number. */
  whole: string | null;
  /** Own units plus everything below; null when none gave a number. */
  parts: string | null;
  /** `whole - parts`; null when either is. */
  difference: string | null;
  /** Units below (and own units) that owe, and those of them that have not answered. */
  partsExpected: number;
  partsMissing: number;
};

/** Compares the whole figure with the sum of the parts wherever a region has both (design invariant 6). */
export function reconcile(input: RollUpInput): Reconciliation[] {
  const answers = indexAnswers(input.answers);
  const contributors = additiveContributors(input);
  const unitsOf = groupBy(input.units, (unit) => unit.regionId);
  return input.regions.flatMap((region) => {
    const whole = (unitsOf.get(region.id) ?? []).filter((unit) => unit.covers === "whole");
    const parts = contributors.get(region.id) ?? [];
    if (whole.length === 0 || parts.every((unit) => whole.includes(unit))) return [];
    return input.duties
      .filter((duty) => duty.additive)
      .map((duty) => {
        const above = rollUpRow(region.id, duty, whole, answers).sum;
        const below = rollUpRow(region.id, duty, parts, answers);
        return {
          regionId: region.id,
          measure: duty.measure,
          member: duty.member,
          whole: above,
          parts: below.sum,
          difference: above === null || below.sum === null ? null : subtractDecimals(above, below.sum),
          partsExpected: below.nExpected,
          partsMissing: below.nExpected - below.nAnswered,
        };
      });
  });
}

type AnswerIndex = Map<string, Answer>;

function rollUpRow(regionId: number, duty: Duty, units: TreeUnit[], answers: AnswerIndex): RollUpRow {
  const given = units.flatMap((unit) => {
    const answer = answers.get(answerKey(unit.id, duty.measure, duty.member));
    return answer && isAnswered(answer) ? [{ unit, answer }] : [];
  });
  const numbers = given.flatMap(({ answer }) =>
    answer.state === "na" || answer.value === null ? [] : [{ value: answer.value, estimated: answer.estimated }],
  );
  const summed = numbers.length > 0 && (duty.additive || units.length === 1);
  return {
    regionId,
    measure: duty.measure,
    member: duty.member,
    nExpected: units.length,
    nAnswered: given.length,
    nNa: given.filter(({ answer }) => answer.state === "na").length,
    support: given.reduce((support, { unit }) => support ^ unit.hash, 0n),
    sum: summed ? addDecimals(numbers.map((number) => number.value)) : null,
    estimatedSum: summed
      ? addDecimals(numbers.filter((number) => number.estimated).map((number) => number.value))
      : null,
  };
}

function isAnswered(answer: Answer): boolean {
  return answer.state === "na" || (answer.state === "number" && answer.value !== null);
}

function indexAnswers(answers: Answer[]): AnswerIndex {
  return new Map(answers.map((answer) => [answerKey(answer.unitId, answer.measure, answer.member), answer]));
}

function answerKey(unitId: number, measure: string, member: Member): string {
  return `${unitId} ${measure} ${member}`;
}

function groupBy<K, V>(values: V[], key: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}
