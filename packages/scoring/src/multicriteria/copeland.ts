import { rankerOf } from "../numeric/radix-ranks.ts";
import { ranksFor } from "../uncertainty/simulation.ts";
import { assertCriteria, shares, type Criteria } from "./matrix.ts";

/**
 * Copeland scores: how many others a unit beats less how many beat it. Unit a beats b where the criteria on which it is
 * better weigh more than those on which it is worse, ties weighing half on each side; an even contest counts 0.
 *
 * Source: Copeland 1951; the outranking matrix of the OECD Handbook 2008, 6.3. Where a value is absent only the criteria
 * that both units have are compared; units without one in common have an even contest. So a missing value never depends
 * on the order of the units. With all values there, scores run from -(n - 1) to n - 1. n² k comparisons, two columns of
 * memory. Throws ScoringError for infinite values and bad weights.
 */
export function copeland(criteria: Criteria): Int32Array {
  const size = assertCriteria(criteria, false);
  const weights = shares(criteria.weights);
  const rank = rankerOf(size);
  const places = criteria.columns.map((column, c) => {
    const ranks = ranksFor(size, 1);
    rank(criteria.directions[c] === 1 ? column : column.map((x) => -x), ranks);
    return Int32Array.from(ranks);
  });
  const complete = places.every((own) => own.every((place) => place > 0));
  const scores = new Int32Array(size);
  const margin = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    margin.fill(0, a + 1);
    for (let c = 0; c < places.length; c++) {
      const own = places[c]!;
      const place = own[a]!;
      const w = weights[c]!;
      if (complete) {
        // sign(other place - own place) without a branch: +1 where a is better.
        for (let b = a + 1; b < size; b++) {
          const d = own[b]! - place;
          margin[b] = margin[b]! + w * ((d >> 31) | (-d >>> 31));
        }
      } else if (place > 0) {
        for (let b = a + 1; b < size; b++) {
          const other = own[b]!;
          if (other > 0) margin[b] = margin[b]! + w * Math.sign(other - place);
        }
      }
    }
    for (let b = a + 1; b < size; b++) {
      // Weights such as 0.1 three times do not add up exactly: a contest that near is even.
      const won = margin[b]! > EVEN ? 1 : margin[b]! < -EVEN ? -1 : 0;
      scores[a] = scores[a]! + won;
      scores[b] = scores[b]! - won;
    }
  }
  return scores;
}

/** Weights are shares of 1; a margin below this is rounding. */
const EVEN = 1e-12;
