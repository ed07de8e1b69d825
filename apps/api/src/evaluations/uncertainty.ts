import { createHash } from "node:crypto";
import type { Text } from "@duibiao/indicators";
import {
  indistinguishableGroups,
  intervalSentence,
  probabilityOfTop,
  rankIntervals,
  simulateWeights,
  type ScoreResult,
} from "@duibiao/scoring";

/** How a ranking's uncertainty was computed; stored with the inputs, so that anybody gets the same draws again. */
export type Uncertainty = {
  method: "rank-intervals-weights@1";
  seed: number;
  draws: number;
  /** How far every weight moves, as a share of itself. */
  spread: number;
  /** Share of the draws that an interval holds. */
  level: number;
  /** P(前 k 名). */
  top: number;
  /** In which share of the draws a region must stand before another to be of a better 档次. */
  certainty: number;
};

/** What is uncertain of one region's place. */
export type Standing = {
  from: number;
  to: number;
  median: number;
  mean: number;
  /** Monte Carlo error of the mean. */
  error: number;
  /** Share of the draws in which it stands among the first `Uncertainty.top`. */
  top: number;
  /** 档次, from 1: regions that cannot be told apart. */
  band: number;
  sentence: Text;
};

/** null: not ranked. Regions in the evaluation's order. */
export type Standings = { sources: Text[]; regions: (Standing | null)[] };

/** The seed follows from what is evaluated: nobody picks one, and the same question has the same draws. */
export function uncertaintyFor(question: readonly string[]): Uncertainty {
  return {
    method: "rank-intervals-weights@1",
    seed: createHash("sha256").update(JSON.stringify(question)).digest().readInt32BE(0),
    draws: 1000,
    spread: 0.25,
    level: 0.9,
    top: 10,
    certainty: 0.95,
  };
}

/** Intervals, P(前 k 名) and 档次 of a result; the same settings give the same bytes. */
export function standingsOf(
  scored: ScoreResult,
  { seed, draws, spread, level, top, certainty }: Uncertainty,
): Standings {
  const simulation = simulateWeights(scored, { seed, draws, spread });
  const shares = probabilityOfTop(simulation, top);
  const bands = indistinguishableGroups(simulation, certainty);
  const intervals = rankIntervals(simulation, level);
  return {
    sources: simulation.sources.map((source) => ({ ...source })),
    regions: scored.regions.map(({ place }, at) => {
      const interval = intervals[at];
      if (place === null || interval == null) return null;
      // A tie is a range of places already.
      const [from, to] = [Math.min(interval.from, place.rank), Math.max(interval.to, place.rankTo)];
      const { zh, en } = intervalSentence({ ...interval, nominal: place.rank, from, to }, simulation);
      return {
        from,
        to,
        median: interval.median,
        mean: interval.mean,
        error: interval.error,
        top: shares[at]!,
        band: bands[at]!,
        sentence: { zh: zh.replaceAll(";", "；"), en },
      };
    }),
  };
}
