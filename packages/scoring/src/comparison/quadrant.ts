/**
 * Where a unit stands in cost against service. Low cost is a strength only where the service is there:
 * efficient 低投入高产出, generous 高投入高产出, thin 低投入低产出 (never a strength), wasteful 高投入低产出.
 */
export type Quadrant = "efficient" | "generous" | "thin" | "wasteful";

export type Placed = {
  /** Input and output against the medians: ratio input / median, output / median. */
  input: number;
  output: number;
  /** Output per input against the ratio of the medians; 1 = as the middle. */
  ratio: number;
  quadrant: Quadrant | null;
};

/**
 * Input-output view (投入—产出): every unit against the medians of input (cost, area, staff: less is less) and output
 * (service volume, satisfaction: more is better). On a median counts as the good side. Null where a value is absent or a
 * median is not above 0. Source: the field's catalogue, F034.
 */
export function quadrantsOf(input: Float64Array, output: Float64Array): Placed[] {
  const [middleIn, middleOut] = [medianOf(input), medianOf(output)];
  return Array.from(input, (own, i) => {
    const made = output[i]!;
    const known = !Number.isNaN(own) && !Number.isNaN(made) && middleIn > 0 && middleOut > 0;
    const placed = { input: own / middleIn, output: made / middleOut, ratio: made / middleOut / (own / middleIn) };
    if (!known) return { ...placed, quadrant: null };
    const cheap = own <= middleIn;
    const quadrant: Quadrant = made >= middleOut ? (cheap ? "efficient" : "generous") : cheap ? "thin" : "wasteful";
    return { ...placed, quadrant };
  });
}

function medianOf(values: Float64Array): number {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
