/**
 * A number from 0 (inclusive) to 1 that depends on the words alone: FNV-1a over their UTF-16 units, then one round of
 * the mulberry32 mixer. The same unit, measure and period give the same figure on every machine.
 */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const unit of words.join("|")) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  hash = (hash + 0x6d2b79f5) | 0;
  hash = Math.imul(hash ^ (hash >>> 15), hash | 1);
  hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
  return ((hash ^ (hash >>> 14)) >>> 0) / 0x1_0000_0000;
}

/** A number between two bounds that depends on the words alone. */
export const between = (low: number, high: number, ...words: readonly (string | number)[]) =>
  low + (high - low) * chance(...words);
