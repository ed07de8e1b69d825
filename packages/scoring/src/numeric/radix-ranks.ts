/** Ranks columns of up to `size` numbers without allocating. */
export type Ranker = (values: Float64Array, ranks: Uint16Array | Uint32Array, from?: number) => void;

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const MASK = BUCKETS - 1;

/**
 * A ranker for columns of `size` numbers: writes to `ranks[from + i]` the place of values[i] from the best (largest) down,
 * equal values sharing the best place (1, 2, 2, 4), NaN getting 0. Exact: doubles are ordered by their upper 32 bits with a
 * least-significant-digit radix sort (Knuth, TAOCP 3, 5.2.5), then what is left inside equal upper halves by insertion.
 */
export function rankerOf(size: number): Ranker {
  const keys = new Uint32Array(size);
  const order = new Uint32Array(size);
  const other = new Uint32Array(size);
  const counts = new Uint32Array(3 * BUCKETS);
  const words = new Float64Array(1);
  const halves = new Uint32Array(words.buffer);
  // Little-endian on every platform that runs this: the upper half is the second word.
  return (values, ranks, from = 0) => {
    let n = 0;
    counts.fill(0);
    for (let i = 0; i < size; i++) {
      const value = values[i]!;
      if (value !== value) {
        ranks[from + i] = 0;
        continue;
      }
      words[0] = value === 0 ? 0 : value;
      const high = halves[1]!;
      // Ascending order of the turned key is descending order of the number.
      const key = high >>> 31 ? high : ~high & 0x7fffffff;
      keys[i] = key;
      order[n++] = i;
      counts[key & MASK]!++;
      counts[BUCKETS + ((key >>> DIGIT_BITS) & MASK)]!++;
      counts[2 * BUCKETS + (key >>> (2 * DIGIT_BITS))]!++;
    }
    const first = pass(order, other, keys, counts, 0, n);
    const second = pass(first, first === order ? other : order, keys, counts, 1, n);
    const sorted = pass(second, second === order ? other : order, keys, counts, 2, n);
    settle(sorted, values, n);
    for (let start = 0; start < n;) {
      const value = values[sorted[start]!]!;
      let end = start + 1;
      while (end < n && values[sorted[end]!] === value) end++;
      for (let i = start; i < end; i++) ranks[from + sorted[i]!] = start + 1;
      start = end;
    }
  };
}

/** One digit; skipped where all keys agree in it. Returns the array that holds the order now. */
function pass(
  source: Uint32Array,
  target: Uint32Array,
  keys: Uint32Array,
  counts: Uint32Array,
  digit: 0 | 1 | 2,
  n: number,
): Uint32Array {
  const at = digit * BUCKETS;
  const shift = digit * DIGIT_BITS;
  if (n === 0 || counts[at + ((keys[source[0]!]! >>> shift) & MASK)] === n) return source;
  let sum = 0;
  for (let b = 0; b < BUCKETS; b++) {
    const count = counts[at + b]!;
    counts[at + b] = sum;
    sum += count;
  }
  for (let i = 0; i < n; i++) {
    const index = source[i]!;
    target[counts[at + ((keys[index]! >>> shift) & MASK)]!++] = index;
  }
  return target;
}

/** Insertion sort, largest first: only numbers with equal upper halves are still out of order. */
function settle(order: Uint32Array, values: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) {
    const index = order[i]!;
    const value = values[index]!;
    let j = i - 1;
    if (values[order[j]!]! >= value) continue;
    while (j >= 0 && values[order[j]!]! < value) {
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = index;
  }
}
