/**
 * Heights for dots that share a place on the value axis: dots of one column stack outwards from the middle line, as
 * close as `room` needs. The place on the axis itself is never moved. The same dots get the same heights in whatever
 * order they come, by a hash of their keys: an order by place would draw slanted chains that mean nothing.
 * @param dots `x` in pixels.
 * @param size diameter of a dot, and width of a column.
 * @param room height to stay within.
 * @returns heights around 0, in the order of `dots`.
 */
export function stackDots(dots: readonly { key: string | number; x: number }[], size: number, room: number): number[] {
  const columns = new Map<number, number[]>();
  dots.forEach(({ x }, at) => {
    const column = Math.floor(x / size);
    const members = columns.get(column);
    if (members) members.push(at);
    else columns.set(column, [at]);
  });
  const heights: number[] = Array.from({ length: dots.length });
  const order = dots.map(({ key }) => scatter(String(key)));
  for (const members of columns.values()) {
    members.sort((a, b) => order[a]! - order[b]! || (String(dots[a]!.key) < String(dots[b]!.key) ? -1 : 1));
    const step = members.length > 1 ? Math.min(size, (room - size) / (members.length - 1)) : size;
    // 0, 1, -1, 2, -2 …; an even column is centred by half a step.
    const shift = members.length % 2 === 0 ? -step / 2 : 0;
    members.forEach((at, place) => {
      heights[at] = Math.ceil(place / 2) * (place % 2 === 1 ? step : -step) + shift;
    });
  }
  return heights;
}

/** FNV-1a, 32 bits: the same number for the same key, on any machine. */
function scatter(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** Dots small enough for their number. */
export const dotSize = (count: number): number => (count > 1000 ? 5 : count > 300 ? 7 : 10);

/** Round ends of an axis that holds all values, with a little air, and never a false zero. */
export function axisRange(values: readonly number[]): { min: number; max: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = high > low ? (high - low) * 0.04 : Math.abs(high) * 0.1 || 1;
  return { min: low - air, max: high + air };
}
