import { asNumber, type Catalogue, type Compiled, type Scheme, type Text } from "@duibiao/indicators";
import type { RegionScore, ScoringInput } from "@duibiao/scoring";
import type { InputCell } from "./inputs.ts";

/** One condition of a gate as a formula of a number: 1 = strikes. */
type Condition = {
  formula: string;
  /** A target is missed only by a complete figure; a counted violation stands whoever else has not answered. */
  whole: boolean;
};

/** What stands beside the score of an evaluation: the gates' conditions with their figures, and points added by hand. */
export type Judged = {
  gates: { key: string; conditions: Condition[] }[];
  /** By formula: one cell per region. */
  cells: Record<string, InputCell[]>;
  bonus: { region: number; points: number; reason: string }[];
};

type Bonus = Judged["bonus"];

/** Whether a scheme says anything beside its score. */
export const concludes = ({ gates, grades, bonus }: Scheme): boolean =>
  gates !== undefined || grades !== undefined || bonus !== undefined;

/** The conditions of every gate. An indicator without a direction has no side on which its target is missed: none. */
export function gatesOf({ indicators }: Compiled, { gates = [] }: Scheme): Judged["gates"] {
  return gates.map(({ key, when, targets = [] }) => ({
    key,
    conditions: [
      ...(when === undefined ? [] : [{ formula: asNumber(when), whole: false }]),
      ...targets.flatMap((target) => {
        const { formula, direction } = indicators.get(target)!;
        if (direction !== "higher" && direction !== "lower") return [];
        const side = direction === "lower" ? ">" : "<";
        return [{ formula: `if((${formula}) ${side} target(${target}), 1, 0)`, whole: true }];
      }),
    ],
  }));
}

export const gateFormulas = (gates: Judged["gates"]): string[] => [
  ...new Set(gates.flatMap(({ conditions }) => conditions.map(({ formula }) => formula))),
];

/** What `score` is handed: which gates strike, null = cannot be told, and the bonus asked for. */
export function judgementsOf(
  regions: readonly { id: number }[],
  { gates, cells, bonus }: Judged,
): Pick<ScoringInput, "gates" | "bonus"> {
  return {
    gates: Object.fromEntries(
      gates.map(({ key, conditions }) => [
        key,
        regions.map((_, at) =>
          either(conditions.map((condition) => strikes(condition, cells[condition.formula]![at]!))),
        ),
      ]),
    ),
    bonus: regions.map(({ id }) => pointsFor(bonus, id)),
  };
}

export const pointsFor = (bonus: Bonus, region: number): number =>
  bonus.reduce((sum, own) => (own.region === region ? sum + own.points : sum), 0);

function strikes({ whole }: Condition, { status, value, complete }: InputCell): boolean | null {
  if (status !== "value") return null;
  if (value === 1) return whole && !complete ? null : true;
  return complete ? false : null;
}

/** True where one is true; else unknown where one is unknown, or there is none at all. */
const either = (states: readonly (boolean | null)[]): boolean | null =>
  states.includes(true) ? true : states.length === 0 || states.includes(null) ? null : false;

/** What a region's score comes to under its scheme, told beside the score. */
export type Conclusion = {
  total: number | null;
  /** Points added, after the cap. */
  bonus: number;
  grade: string | null;
  gates: { key: string; state: "struck" | "clear" | "undecided"; reasons: Text[] }[];
};

export function conclusionOf({ gates, cells }: Judged, { concluded }: RegionScore, at: number): Conclusion | null {
  if (concluded === undefined) return null;
  const { total, bonus, grade, struck, undecided } = concluded;
  return {
    total,
    bonus,
    grade,
    gates: gates.map(({ key, conditions }) => {
      if (struck.includes(key)) return { key, state: "struck", reasons: [] };
      if (!undecided.includes(key)) return { key, state: "clear", reasons: [] };
      const reasons = conditions.flatMap((condition) => {
        const cell = cells[condition.formula]![at]!;
        return strikes(condition, cell) === null ? [whyUndecided(cell)] : [];
      });
      return { key, state: "undecided", reasons: [...new Map(reasons.map((text) => [text.zh, text])).values()] };
    }),
  };
}

function whyUndecided({ status, gap, matched, expected }: InputCell): Text {
  if (gap?.code === "target_unknown") return { zh: "目标值未下达", en: "the target has not been issued" };
  if (status === "value" || (matched > 0 && matched < expected))
    return { zh: `应报 ${expected} 个单位，齐备 ${matched} 个`, en: `${matched} of ${expected} units have answered` };
  if (gap?.code === "module_absent")
    return { zh: "统计它的模块还没有启用", en: "the module that counts it is not in use yet" };
  return { zh: "所依据的数据没有采集或没有上报", en: "its figures are not collected or not reported" };
}

/** Names of what a scheme concludes, for whoever reads keys; null where it concludes nothing. */
export function conclusionNames(document: Catalogue, key: string) {
  const scheme = document.schemes.find((own) => own.key === key)!;
  if (!concludes(scheme)) return null;
  const { grades = [], gates = [], bonus } = scheme;
  return {
    grades: grades.map(({ key: grade, name, min }) => ({ key: grade, name, min })),
    gates: gates.map(({ key: gate, name, cap }) => ({ key: gate, name, cap })),
    bonusCap: bonus?.cap ?? null,
  };
}
