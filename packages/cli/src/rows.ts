import {
  additiveContributors,
  cellKey,
  choosePeriods,
  overNatives,
  ownLevelContributors,
  refKey,
  rollUp,
  spansOf,
  type CellValue,
  type Compiled,
  type NamedPeriod,
  type OperandRef,
  type Outside,
  type RegionSource,
  type RollUpRow,
  type TreeUnit,
} from "@duibiao/indicators";
import type { Figures } from "./figures.ts";

/** A period's figures: what a unit answered for an operand, and what every region amounts to. */
export type PeriodRows = {
  cell(unitId: number, ref: OperandRef): CellValue | undefined;
  row(regionId: number, ref: OperandRef): RollUpRow | undefined;
  source(regionId: number, outside: Outside): RegionSource;
};

/** Operands roll up before anything is divided; each is put together from the native periods that the file has. */
export function rowsOf(compiled: Compiled, figures: Figures, period: NamedPeriod): PeriodRows {
  const natives = new Map<string, { periods: NamedPeriod[]; steps?: number[] } | null>();
  const rows = new Map<string, Map<number, RollUpRow>>();
  const contributors = new Map<boolean, Map<number, TreeUnit[]>>();
  const contributing = new Map<TreeUnit[], ReadonlySet<number>>();
  const isAdditive = (ref: OperandRef) => compiled.measures.get(ref.measure)?.aggRegion === "sum";
  /** Units that contribute to the region's row of the operand. */
  const contributorsOf = (ref: OperandRef, regionId: number): ReadonlySet<number> => {
    const additive = isAdditive(ref);
    const found = contributors.get(additive) ?? (additive ? additiveContributors : ownLevelContributors)(figures);
    contributors.set(additive, found);
    const units = found.get(regionId) ?? [];
    const known = contributing.get(units) ?? new Set(units.map(({ id }) => id));
    contributing.set(units, known);
    return known;
  };
  const cell: PeriodRows["cell"] = (unitId, ref) => {
    const key = refKey(ref);
    let found = natives.get(key);
    if (found === undefined) natives.set(key, (found = nativesOf(compiled, figures, period, ref)));
    if (found === null) return undefined;
    const figure = cellKey(ref.measure, ref.member);
    return overNatives(
      found.periods.map((native) => figures.answer(unitId, native.key, figure)),
      found.steps,
    );
  };
  const row: PeriodRows["row"] = (regionId, ref) => {
    const key = refKey(ref);
    let found = rows.get(key);
    if (found === undefined) {
      const answers = figures.units.flatMap(({ id }) => {
        const value = cell(id, ref);
        if (value === undefined) return [];
        const number = value.state === "number" ? value.value : null;
        return [{ unitId: id, measure: "", member: ref.member, state: value.state, value: number, estimated: false }];
      });
      // Without a native period the operand is owed by nobody: there is no history, not a missing figure.
      const duties = natives.get(key) ? [{ measure: "", member: ref.member, additive: isAdditive(ref) }] : [];
      found = new Map(rollUp({ ...figures, duties, answers }).map((one) => [one.regionId, one]));
      rows.set(key, found);
    }
    return found.get(regionId);
  };
  return {
    cell,
    row,
    source: (regionId, outside) => ({
      outside,
      row: (ref) => row(regionId, ref),
      units: () =>
        figures.units.map(({ id }) => ({
          unitId: id,
          cell: (ref) => (contributorsOf(ref, regionId).has(id) ? cell(id, ref) : undefined),
        })),
    }),
  };
}

/** The periods of the file that make an operand; null where any of them is not there. */
function nativesOf(compiled: Compiled, figures: Figures, period: NamedPeriod, ref: OperandRef) {
  const figure = cellKey(ref.measure, ref.member);
  const aggTime = compiled.measures.get(ref.measure)!.aggTime;
  const known = figures.periods.filter(({ key }) => figures.asked.get(key)?.has(figure));
  const groups = (spansOf(period, ref, aggTime) ?? []).map((span) => {
    const choice = choosePeriods(span, aggTime, known);
    if ("exactly" in choice) return choice.exactly;
    const isAnswered = ({ key }: NamedPeriod) =>
      figures.units.some(({ id }) => figures.answer(id, key, figure)?.state === "number");
    const newest = choice.latestOf.find(isAnswered) ?? choice.latestOf[0];
    return newest === undefined ? [] : [newest];
  });
  if (groups.length === 0 || groups.some((group) => group.length === 0)) return null;
  const isMean = ref.window?.kind === "moving_mean";
  return { periods: groups.flat(), ...(isMean && { steps: groups.map((group) => group.length) }) };
}
