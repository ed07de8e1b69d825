const runs = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];

/**
 * The order of codes, and of what else is numbered: digits by their value, so that 2 stands before 10, everything else by
 * its characters. The same on every machine; names on a screen go by `byName`.
 */
export function byCode(a: string, b: string): number {
  const [left, right] = [runs(a), runs(b)];
  for (const [at, one] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = /^\d/.test(one) && /^\d/.test(other) ? byValue(one, other) : plain(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length || plain(a, b);
}

function byValue(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || plain(left, right);
}

const plain = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
