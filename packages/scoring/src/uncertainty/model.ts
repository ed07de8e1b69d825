import { randomOf } from "../numeric/random.ts";
import type { ScoringInput } from "../scheme/columns.ts";
import type { FrozenBounds } from "../scheme/leaf.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";
import type { FrozenTreatments } from "../scheme/steps.ts";
import { errorsOn, seedOf, type InputError } from "./input-error.ts";
import { prepare, scoredTotals, type Prepared } from "./prepared.ts";
import type { Source } from "./simulation.ts";
import { perturbed } from "./weights.ts";

/**
 * One thing that is uncertain; each takes one coordinate of 0..1.
 * - weights: all weights of the tree moved by ± spread (`perturbed`).
 * - choice: one of several schemes or inputs, equally likely; the whole of 0..1 is cut evenly among them.
 * - input: every value of the indicators moved by a normal error: value (1 + relative z) + absolute z. Values without an
 *   error of their own stay. `indicators` left out: all.
 */
export type Factor = { name: string; said: Source } & (
  | { kind: "weights"; spread: number }
  | { kind: "choice"; options: readonly Option[] }
  | ({ kind: "input" } & InputError)
);

/** What a choice changes. Applied in the order of the factors; the first option is usually the scheme as it is. */
export type Option = {
  label: string;
  change: (assumptions: Assumptions) => Assumptions;
};

/** `bounds` and `treatments`: those of a stored result, where scores are compared with it; left out, they are taken anew in every draw. */
export type Assumptions = { scheme: Scheme; input: ScoringInput; bounds?: FrozenBounds; treatments?: FrozenTreatments };

/** A score as a function of everything that is uncertain. */
export type Model = {
  factors: readonly Factor[];
  ids: readonly string[];
  size: number;
  /** Totals at a point of the unit cube, one coordinate per factor, written to `out`; NaN = not ranked. */
  totals: (point: ArrayLike<number>, out: Float64Array) => void;
  /** Totals with nothing changed. */
  nominal: (out: Float64Array) => void;
};

/** Scored assumptions kept at once; a choice of choices seldom has more combinations. */
const KEPT = 64;

/**
 * Binds a scheme, its input and what is uncertain about them. Every combination of choices is scored once and dry-run
 * here, so that an option that cannot be scored fails now, by name, and not in the middle of a simulation.
 *
 * `frozen`: bounds and treatments that hold for every draw; an option that changes a norm must take them out. A region must be in every input; one that a combination leaves unranked is unranked in its draws. Throws ScoringError
 * from the option at fault, RangeError for a choice without options or more than 64 combinations.
 */
export function modelOf(
  scheme: Scheme,
  input: ScoringInput,
  factors: readonly Factor[],
  frozen: Pick<Assumptions, "bounds" | "treatments"> = {},
): Model {
  const choices = factors.filter((factor) => factor.kind === "choice");
  const combinations = choices.reduce((product, { options }) => product * options.length, 1);
  if (combinations < 1 || combinations > KEPT)
    throw new RangeError(`choices make ${combinations} combinations; 1 to ${KEPT} are allowed`);
  const errors = factors.filter((factor) => factor.kind === "input");
  const given: Assumptions = { scheme, input, ...frozen };
  const prepared = new Map<string, { ready: Prepared; moved: (coordinates: readonly number[]) => Prepared }>();
  const at = (key: string) => {
    const known = prepared.get(key);
    if (known) return known;
    const picks = key === "" ? [] : key.split(",").map(Number);
    const own = choices.reduce<Assumptions>((before, { options }, c) => options[picks[c]!]!.change(before), given);
    const result = score(own.scheme, own.input, own.bounds, own.treatments);
    const made = { ready: prepare(result), moved: errorsOn(own, result, errors) };
    prepared.set(key, made);
    return made;
  };
  for (const key of allPicks(choices.map(({ options }) => options.length))) at(key);
  const nominal = scoredTotals(score(scheme, input, frozen.bounds, frozen.treatments));

  const totals: Model["totals"] = (point, out) => {
    const picks: number[] = [];
    factors.forEach((factor, f) => {
      if (factor.kind === "choice")
        picks.push(Math.min(factor.options.length - 1, Math.floor(point[f]! * factor.options.length)));
    });
    const { ready, moved } = at(picks.join(","));
    const coordinates = factors.flatMap((factor, f) => (factor.kind === "input" ? [point[f]!] : []));
    const own = errors.length === 0 ? ready : moved(coordinates);
    let weights = own.weights;
    factors.forEach((factor, f) => {
      if (factor.kind === "weights") weights = perturbed(weights, factor.spread, randomOf(seedOf(point[f]!)));
    });
    own.totals(weights, out);
  };
  return {
    factors,
    ids: input.regions.map(({ id }) => id),
    size: input.regions.length,
    totals,
    nominal: (out) => out.set(nominal),
  };
}

function allPicks(counts: readonly number[]): string[] {
  return counts
    .reduce<number[][]>(
      (before, count) => before.flatMap((own) => Array.from({ length: count }, (_, n) => [...own, n])),
      [[]],
    )
    .map((picks) => picks.join(","));
}
