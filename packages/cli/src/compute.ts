import {
  compile,
  evaluateColumns,
  evaluateIndicator,
  formulaOf,
  refKey,
  STATE,
  type Catalogue,
  type Column,
  type Compiled,
  type Dated,
  type Gap,
  type NamedPeriod,
  type OperandRef,
  type Outside,
  type RollUpRow,
} from "@duibiao/indicators";
import type { Figures } from "./figures.ts";
import { rowsOf, type PeriodRows } from "./rows.ts";

/** An indicator of a region in a period: its value, or why there is none. */
export type Result = {
  indicator: string;
  region: string;
  period: string;
  value: number | null;
  gap: Gap | null;
  /** Units behind the value, of those that were to answer. */
  matched: number;
  expected: number;
};

/** A catalogue as it applies on days: read once for all days on which the same entries stand. */
export function compiledOn(catalogue: Catalogue): (day: string) => Compiled {
  const dated: Dated[] = [
    ...catalogue.rules,
    ...catalogue.factorSets.flatMap(({ factors }) => factors),
    ...(catalogue.limits ?? []).flatMap(({ limits }) => limits),
  ];
  const kept = new Map<string, Compiled>();
  return (day) => {
    const stamp = dated.map(({ validFrom = "", validTo = "9" }) => Number(validFrom <= day && day <= validTo)).join("");
    const known = kept.get(stamp) ?? compile(catalogue, day);
    kept.set(stamp, known);
    return known;
  };
}

/** Every indicator of every region and period of the file, in the order of periods, regions, indicators. */
export function computeAll(on: (day: string) => Compiled, figures: Figures, indicators: readonly string[]): Result[] {
  return figures.periods
    .toSorted((a, b) => (a.start === b.start ? (a.end < b.end ? -1 : 1) : a.start < b.start ? -1 : 1))
    .flatMap((period) => computePeriod(on(period.end), figures, period, indicators));
}

function computePeriod(
  compiled: Compiled,
  figures: Figures,
  period: NamedPeriod,
  indicators: readonly string[],
): Result[] {
  const rows = rowsOf(compiled, figures, period);
  const refsOf = (key: string) => formulaOf(compiled, compiled.indicators.get(key)!.formula).refs;
  const columns = new Map<string, Column>();
  for (const ref of indicators.flatMap(refsOf))
    if (!columns.has(refKey(ref))) columns.set(refKey(ref), columnOf(figures, rows, ref));
  const known = figures.regions.map(({ name }): Outside => ({ period, region: name }));
  const found = evaluateColumns(
    compiled,
    {
      rows: figures.regions.length,
      columns,
      outside: { of: Uint32Array.from(known, (_, at) => at), known },
    },
    indicators,
  );
  return figures.regions.flatMap(({ id, name }, at) =>
    found.map(({ indicator, values, unsettled, gap }): Result => {
      const place = { indicator, region: name, period: period.key };
      if (unsettled?.[at] === 1) {
        const { outcome, matched, expected } = evaluateIndicator(compiled, indicator, rows.source(id, known[at]!));
        return {
          ...place,
          value: outcome.ok ? outcome.value : null,
          gap: outcome.ok ? null : outcome.gap,
          matched,
          expected,
        };
      }
      const owed = refsOf(indicator).map((ref) => rows.row(id, ref));
      const expected = Math.max(0, ...owed.map((row) => row?.nExpected ?? 0));
      const value = values[at]!;
      if (!Number.isNaN(value)) return { ...place, value, gap: null, matched: owed[0]?.nAnswered ?? 0, expected };
      return { ...place, value: null, gap: gap(at), matched: 0, expected };
    }),
  );
}

function columnOf({ regions }: Figures, rows: PeriodRows, ref: OperandRef): Column {
  const found = regions.map(({ id }) => rows.row(id, ref));
  return {
    sums: Float64Array.from(found, (row) => (row?.sum == null ? Number.NaN : Number(row.sum))),
    states: Uint8Array.from(found, stateOf),
    support: BigUint64Array.from(found, (row) => row?.support ?? 0n),
    answered: Uint32Array.from(found, (row) => row?.nAnswered ?? 0),
    partly: Uint8Array.from(found, (row) => (row && row.nNa > 0 && row.nNa < row.nAnswered ? 1 : 0)),
  };
}

function stateOf(row: RollUpRow | undefined): number {
  if (row === undefined) return STATE.nothing;
  if (row.nAnswered === 0) return STATE.missing;
  if (row.sum !== null) return STATE.number;
  return row.nAnswered > row.nNa ? STATE.several : STATE.na;
}
