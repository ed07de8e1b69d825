/** What a careful programmer would write for one fixed case: typed arrays, native sort, nothing checked or explained. */

export function normalised(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((own) => {
    let [least, most] = [Infinity, -Infinity];
    for (const x of own) {
      if (x < least) least = x;
      if (x > most) most = x;
    }
    return own.map((x) => (100 * (x - least)) / (most - least));
  });
}

function totalsOf(columns: readonly Float64Array[], weights: ArrayLike<number>, out: Float64Array): void {
  out.fill(0);
  columns.forEach((own, c) => {
    const w = weights[c]!;
    for (let r = 0; r < out.length; r++) out[r] = out[r]! + w * own[r]!;
  });
}

function ranksOf(totals: Float64Array, ranks: Uint16Array, from: number): void {
  const sorted = totals.slice().sort();
  for (let r = 0; r < totals.length; r++) {
    let [lo, hi] = [0, sorted.length];
    while (lo < hi) {
      const middle = (lo + hi) >> 1;
      if (sorted[middle]! <= totals[r]!) lo = middle + 1;
      else hi = middle;
    }
    ranks[from + r] = sorted.length - lo + 1;
  }
}

/** Min-max, equal weights down the tree, ranks. */
export function build(columns: readonly Float64Array[]): Uint16Array {
  const size = columns[0]!.length;
  const totals = new Float64Array(size);
  const ranks = new Uint16Array(size);
  totalsOf(
    normalised(columns),
    columns.map(() => 1 / columns.length),
    totals,
  );
  ranksOf(totals, ranks, 0);
  return ranks;
}

/** Draws of independent weights around equal ones, ranks, and the 5 % and 95 % places of every unit. */
export function monteCarlo(columns: readonly Float64Array[], draws: number): Uint16Array[] {
  const size = columns[0]!.length;
  const scaled = normalised(columns);
  const totals = new Float64Array(size);
  const ranks = new Uint16Array(size * draws);
  let state = 1;
  for (let d = 0; d < draws; d++) {
    const weights = columns.map(() => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 1 + 0.25 * ((2 * state) / 2_147_483_648 - 1);
    });
    const sum = weights.reduce((total, w) => total + w, 0);
    totalsOf(
      scaled,
      weights.map((w) => w / sum),
      totals,
    );
    ranksOf(totals, ranks, d * size);
  }
  const [low, high] = [new Uint16Array(size), new Uint16Array(size)];
  const own = new Uint16Array(draws);
  for (let r = 0; r < size; r++) {
    for (let d = 0; d < draws; d++) own[d] = ranks[d * size + r]!;
    own.sort();
    low[r] = own[Math.ceil(0.05 * draws) - 1]!;
    high[r] = own[Math.ceil(0.95 * draws) - 1]!;
  }
  return [low, high];
}

/** Every pair, every criterion, equal weights, compared as written. */
export function copeland(columns: readonly Float64Array[]): Int32Array {
  const size = columns[0]!.length;
  const scores = new Int32Array(size);
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      let margin = 0;
      for (const own of columns) margin += own[a]! > own[b]! ? 1 : own[a]! < own[b]! ? -1 : 0;
      scores[a] = scores[a]! + Math.sign(margin);
      scores[b] = scores[b]! - Math.sign(margin);
    }
  return scores;
}
