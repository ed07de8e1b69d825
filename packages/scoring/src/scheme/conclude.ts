import type { Scheme } from "./scheme.ts";

/**
 * What stands beside the figures of the regions, in their order: which gates strike (null = cannot be told) and the
 * points that may be added (加分).
 */
export type Judgements = {
  gates?: Readonly<Record<string, readonly (boolean | null)[]>>;
  bonus?: readonly number[];
};

/** A total with its bonus, its grade, and the gates that held the grade down. */
export type Concluded = {
  /** Base score plus bonus, the bonus capped by the scheme; null where there is no base score. */
  total: number | null;
  /** Points added, after the cap. */
  bonus: number;
  /** 等次 that the total reaches, capped by gates; null without a total or without grades. */
  grade: string | null;
  /** Gates that strike, whether or not they change the grade; then those that cannot be told. */
  struck: string[];
  undecided: string[];
};

/**
 * Adds the bonus outside the base score and reads the grade from the total; a gate that strikes holds the grade at its
 * cap. Ranks stay those of the base score: both are shown. A gate that cannot be told never passes in silence: it is
 * named in `undecided`.
 *
 * With grades 优 90, 良 80, 未完成 0, a cap of 5 and a base of 88, a bonus of 7 gives 93 and 优; a gate capped at 良 gives 良.
 */
export function conclude(scheme: Scheme, base: number | null, r: number, { gates = {}, bonus }: Judgements): Concluded {
  const asked = Math.max(0, bonus?.[r] ?? 0);
  const added = Math.min(asked, scheme.bonus?.cap ?? 0);
  const total = base === null ? null : base + added;
  const states = (scheme.gates ?? []).map((gate) => ({ gate, state: gates[gate.key]?.[r] ?? null }));
  const struck = states.filter(({ state }) => state === true).map(({ gate }) => gate);
  const grades = scheme.grades ?? [];
  const places = [
    grades.findIndex(({ min }) => total !== null && total >= min),
    ...struck.map((gate) => grades.findIndex(({ key }) => key === gate.cap)),
  ];
  return {
    total,
    bonus: added,
    grade: total === null || places[0]! < 0 ? null : grades[Math.max(...places)]!.key,
    struck: struck.map(({ key }) => key),
    undecided: states.filter(({ state }) => state === null).map(({ gate }) => gate.key),
  };
}
