import { problemAt, type RowProblem } from "@duibiao/workbook";

/** [validFrom, validTo); null: open. */
export type Dated = { validFrom: string; validTo: string | null };
/** A row of an import table with its code. */
export type Coded = Dated & { row: number; code: string };
/** A stored dated version; `id` of its region or unit. */
export type Kept = Dated & { id: number; code: string };

export const holdsOn = (v: Dated, day: string): boolean =>
  v.validFrom <= day && (v.validTo === null || day < v.validTo);
export const overlap = (a: Dated, b: Dated): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);

/** Whether versions together hold on every day of another one. */
export function holdOver(versions: readonly Dated[], wanted: Dated): boolean {
  let reached = wanted.validFrom;
  for (const v of [...versions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    if (v.validFrom > reached) return false;
    if (v.validTo === null) return true;
    if (v.validTo > reached) reached = v.validTo;
    if (wanted.validTo !== null && reached >= wanted.validTo) return true;
  }
  return false;
}

export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list === undefined) groups.set(keyOf(item), [item]);
    else list.push(item);
  }
  return groups;
}

/**
 * Rows of one code, in order of time, are one region or unit with several versions: they may neither overlap nor
 * leave a hole.
 * @param parentOf what the code hangs under; two rows that differ in nothing but this are a second parent.
 */
export function chainProblems<R extends Coded>(
  chain: readonly R[],
  parentOf: (row: R) => string,
  parentColumn: string,
): RowProblem[] {
  const problems: RowProblem[] = [];
  let last = chain[0];
  for (const row of chain.slice(1)) {
    if (last !== undefined && overlap(last, row)) {
      const sameDates = last.validFrom === row.validFrom && last.validTo === row.validTo;
      problems.push(
        sameDates && parentOf(last) !== parentOf(row)
          ? problemAt(
              row.row,
              parentColumn,
              "second_parent",
              `代码 ${row.code} 在同一时段已有另一上级（第 ${last.row} 行），只能有一个`,
              `Code ${row.code} already has another parent at that time (row ${last.row}); only one may stand`,
              parentOf(row),
            )
          : problemAt(
              row.row,
              "code",
              "duplicate_code",
              `代码 ${row.code} 与第 ${last.row} 行时段重叠，请改日期或代码`,
              `Code ${row.code} overlaps row ${last.row} in time; change the dates or the code`,
              row.code,
            ),
      );
    } else if (last !== undefined && last.validTo !== null && last.validTo < row.validFrom) {
      problems.push(
        problemAt(
          row.row,
          "valid_from",
          "gap",
          `代码 ${row.code} 在 ${last.validTo} 至 ${row.validFrom} 之间断开，请接上日期`,
          `Code ${row.code} leaves a hole from ${last.validTo} to ${row.validFrom}; make the dates meet`,
          row.validFrom,
        ),
      );
    }
    if (last === undefined || last.validTo !== null) last = row;
  }
  return problems;
}

export type Matched<R> = { id: number | null; unchanged: R[]; fresh: R[]; problems: RowProblem[] };

/**
 * Finds the stored region or unit that rows of one code belong to: equal versions are unchanged, touching ones
 * continue it, overlapping ones are refused.
 */
export function matchStored<R extends Coded, K extends Kept>(
  chain: readonly R[],
  ofCode: readonly K[],
  ofId: (id: number) => readonly K[],
  same: (row: R, kept: K) => boolean,
): Matched<R> {
  const matched: Matched<R> = { id: null, unchanged: [], fresh: [], problems: [] };
  const ids = new Set<number>();
  for (const row of chain) {
    const hit = ofCode.find((kept) => overlap(kept, row));
    if (hit === undefined) {
      matched.fresh.push(row);
      for (const kept of ofCode) if (kept.validTo === row.validFrom || kept.validFrom === row.validTo) ids.add(kept.id);
    } else if (hit.validFrom === row.validFrom && hit.validTo === row.validTo && same(row, hit)) {
      matched.unchanged.push(row);
      ids.add(hit.id);
    } else matched.problems.push(stands(row, hit));
  }
  const first = matched.fresh[0];
  if (ids.size > 1) matched.problems.push(stands(first ?? chain[0]!, ofCode[0]!));
  matched.id = [...ids][0] ?? null;
  if (first !== undefined && matched.id === null && ofCode.length > 0 && matched.problems.length === 0) {
    matched.problems.push(
      problemAt(
        first.row,
        "valid_from",
        "gap",
        `代码 ${first.code} 已有记录，但与本行日期不相接，请接上日期`,
        `Code ${first.code} is on record, but the dates do not meet; make them meet`,
        first.validFrom,
      ),
    );
  }
  for (const row of matched.fresh) {
    const other = matched.id === null ? undefined : ofId(matched.id).find((kept) => overlap(kept, row));
    if (other !== undefined) matched.problems.push(stands(row, other));
  }
  return matched;
}

const stands = (row: Coded, kept: Kept): RowProblem =>
  problemAt(
    row.row,
    "code",
    "duplicate_code",
    `与已有记录冲突：代码 ${kept.code} 自 ${kept.validFrom} 至 ${kept.validTo ?? "今后"} 已有不同内容；如系变更，请用变更功能`,
    `Collides with the record: code ${kept.code} stands from ${kept.validFrom} to ${kept.validTo ?? "now"} with other content; a change is made by its own operation`,
    row.code,
  );
