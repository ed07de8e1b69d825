import { byCode, cellKey, lineName, type Form, type Text, type Vocabulary } from "@duibiao/indicators";
import type { api, Answer } from "@duibiao/client";

export type Preview = Answer<typeof api.consolidations.previewConsolidation>;
export type Consolidation = Answer<typeof api.consolidations.listConsolidations>["items"][number];
export type Figure = Answer<typeof api.consolidations.readRollUps>["items"][number];
export type Reconciled = Answer<typeof api.consolidations.readReconciliation>["items"][number];

/** A line of the form for a city: what stands above, what the parts add up to, who is missing. */
export type Line = {
  key: string;
  row: string;
  name: Text;
  uom: string;
  /** The region's own total, where one unit reports the whole of it. */
  own: string | null;
  parts: string | null;
  difference: string | null;
  estimated: string | null;
  expected: number;
  answered: number;
  /** Regions below whose units have not all answered, and 本级 where the city's own have not. */
  missing: readonly string[];
  /** Why only counts are shown; null: the figures are. */
  hidden: Text | null;
};

/** Rows of units in the order of the units' codes. */
export function inCodeOrder<Row extends { unit: number }>(
  rows: readonly Row[],
  units: ReadonlyMap<number, { code: string }>,
): readonly Row[] {
  const codeOf = ({ unit }: Row) => units.get(unit)?.code ?? "";
  return rows.toSorted((a, b) => byCode(codeOf(a), codeOf(b)));
}

const at = ({ measure, member }: { measure: string; member: string }) => cellKey(measure, member);

/** Lines in the order of the form. `below`: roll-ups of the regions under the city; `ownLevel`: what its own units are called. */
export function linesOf(
  vocabulary: Vocabulary,
  form: Form,
  city: number,
  figures: readonly Figure[],
  below: readonly Figure[],
  reconciled: readonly Reconciled[],
  ownLevel: string,
): Line[] {
  const ofCity = new Map(figures.filter(({ regionId }) => regionId === city).map((figure) => [at(figure), figure]));
  const known = new Map(reconciled.filter(({ regionId }) => regionId === city).map((row) => [at(row), row]));
  const parts = new Map<string, Figure[]>();
  for (const figure of below) parts.set(at(figure), [...(parts.get(at(figure)) ?? []), figure]);
  return form.sections
    .flatMap(({ lines }) => lines)
    .map((line) => {
      const key = cellKey(line.measure, line.member ?? "total");
      const figure = ofCity.get(key);
      const row = known.get(key);
      const children = parts.get(key) ?? [];
      const expected = figure?.nExpected ?? 0;
      const answered = figure?.nAnswered ?? 0;
      const short = children.filter(({ nAnswered, nExpected }) => nAnswered < nExpected);
      const shortBelow = children.reduce((sum, child) => sum + child.nExpected - child.nAnswered, 0);
      return {
        key,
        row: line.row,
        name: lineName(vocabulary, line),
        uom: vocabulary.measures.get(line.measure)?.uom ?? "",
        own: row?.whole ?? null,
        parts: row === undefined ? (figure?.sum ?? null) : row.parts,
        difference: row?.difference ?? null,
        estimated: figure?.estimatedSum ?? null,
        expected,
        answered,
        missing: [
          ...(expected - answered > shortBelow ? [ownLevel] : []),
          ...short.map(({ regionName }) => regionName),
        ],
        hidden: figure?.reason ?? row?.reason ?? null,
      };
    });
}

export type Change = {
  unit: number;
  kind: "added" | "dropped" | "revised" | "missing";
  from: number | null;
  to: number | null;
  state: string;
};

/** What has moved below since an edition was signed. */
export function changesSince({ document }: Consolidation, now: Preview): Change[] {
  const before = new Map(document.included.map((one) => [one.unit, one.revision]));
  const after = new Map(now.included.map((one) => [one.unit, one.revision]));
  const missingBefore = new Set(document.missing.map(({ unit }) => unit));
  const states = new Map(now.missing.map(({ unit, state }) => [unit, state]));
  return [
    ...[...after]
      .filter(([unit, revision]) => before.get(unit) !== revision)
      .map(([unit, revision]): Change => {
        const from = before.get(unit) ?? null;
        return { unit, kind: from === null ? "added" : "revised", from, to: revision, state: "" };
      }),
    ...[...before]
      .filter(([unit]) => !after.has(unit))
      .map(([unit, revision]): Change => ({
        unit,
        kind: "dropped",
        from: revision,
        to: null,
        state: states.get(unit) ?? "",
      })),
    ...now.missing
      .filter(({ unit }) => !before.has(unit) && !missingBefore.has(unit))
      .map(({ unit, state }): Change => ({ unit, kind: "missing", from: null, to: null, state })),
  ];
}

/** Whether the parts stand against the own total. */
export const isOff = ({ difference }: Line): boolean => difference !== null && Number(difference) !== 0;
