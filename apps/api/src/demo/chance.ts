/** Two rounds of a 32-bit mixer (multiply, shift, xor) over the words' code units: no clock, no state, the same everywhere. */
function mixed(words: readonly (string | number)[]): number {
  let state = 0x9e3779b9;
  for (const sign of words.join("\u001f")) {
    state = Math.imul(state ^ sign.codePointAt(0)!, 0x85ebca6b);
    state = (state << 13) | (state >>> 19);
  }
  state = Math.imul(state ^ (state >>> 16), 0xc2b2ae35);
  state = Math.imul(state ^ (state >>> 13), 0x27d4eb2f);
  return (state ^ (state >>> 15)) >>> 0;
}

/** A number from 0 (inclusive) to 1 that depends on the words alone. */
export const chance = (...words: readonly (string | number)[]): number => mixed(words) / 0x1_0000_0000;

/** A number between two bounds that depends on the words alone. */
export const between = (low: number, high: number, ...words: readonly (string | number)[]): number =>
  low + (high - low) * chance(...words);

/** One of the items, by the words alone. */
export const oneOf = <T>(items: readonly T[], ...words: readonly (string | number)[]): T =>
  items[Math.floor(chance(...words) * items.length)]!;
