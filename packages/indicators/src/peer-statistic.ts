import { medianOf } from "./arithmetic.ts";
import type { CompiledForm } from "./compile.ts";
import { EXACT } from "./domain.ts";
import { computeUnit, type Lookup } from "./evaluate.ts";
import { resolveFormula } from "./operands.ts";
import { MIN_PEERS, type PeerStatistic } from "./outside.ts";
import { decimalOf } from "./rational.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A unit to compare with: its region (any mark will do), whether that is of the same kind, and its answers. */
export type Peer = { region: number; sameKind: boolean; lookup: Lookup };

/**
 * Median and median absolute deviation of a formula over peers, exact: those of the same kind of region where at least
 * MIN_PEERS regions of it have a value, else all. Null where fewer have, so that no statistic stands on single units.
 */
export function peerStatistic(
  vocabulary: Vocabulary,
  form: CompiledForm,
  formula: string,
  peers: readonly Peer[],
): PeerStatistic | null {
  const resolved = resolveFormula(vocabulary, formula, "number", form.asked);
  if (!resolved.ok) return null;
  const valued = peers.flatMap(({ lookup, ...peer }) => {
    const outcome = computeUnit(vocabulary, resolved.formula, lookup);
    return outcome.ok ? [{ ...peer, value: outcome.value }] : [];
  });
  const alike = valued.filter(({ sameKind }) => sameKind);
  const chosen = regionsOf(alike) >= MIN_PEERS ? alike : valued;
  const n = regionsOf(chosen);
  if (n < MIN_PEERS) return null;
  const values = chosen.map(({ value }) => value);
  const median = medianOf(values, EXACT);
  const distances = values.map((value) => EXACT.abs(EXACT.subtract(value, median)));
  return { n, median: decimalOf(median), mad: decimalOf(medianOf(distances, EXACT)) };
}

const regionsOf = (peers: readonly { region: number }[]): number => new Set(peers.map(({ region }) => region)).size;
