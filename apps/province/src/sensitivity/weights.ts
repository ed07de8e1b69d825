/** What weights are moved on: nodes in tree order, each with its key, its parent's place and its stored weight. */
export type Weighed = readonly { key: string; parent: number; weight: number }[];

export const storedWeights = (nodes: Weighed): number[] => nodes.map(({ weight }) => weight);

const siblingsOf = (nodes: Weighed, at: number) =>
  nodes.flatMap(({ parent }, other) => (parent === nodes[at]!.parent && other !== at ? [other] : []));

/** The most that a node's weight can become: what locked siblings leave. */
export function roomFor(nodes: Weighed, weights: readonly number[], locked: ReadonlySet<string>, at: number): number {
  const held = siblingsOf(nodes, at).filter((other) => locked.has(nodes[other]!.key));
  return Math.max(0, 1 - held.reduce((sum, other) => sum + weights[other]!, 0));
}

/** Whether a weight can be moved at all: it is not locked, and some sibling can take up the rest. */
export const canMove = (nodes: Weighed, locked: ReadonlySet<string>, at: number): boolean =>
  !locked.has(nodes[at]!.key) && siblingsOf(nodes, at).some((other) => !locked.has(nodes[other]!.key));

/**
 * One node's weight set; siblings that are not locked share the rest in proportion, evenly where all of them are 0.
 * 0.5, 0.3, 0.2 with the first at 0.6: 0.24 and 0.16. Cut to what locked siblings leave.
 */
export function withMoved(
  nodes: Weighed,
  weights: readonly number[],
  locked: ReadonlySet<string>,
  at: number,
  to: number,
): number[] {
  if (!canMove(nodes, locked, at)) return [...weights];
  const room = roomFor(nodes, weights, locked, at);
  const set = Math.min(room, Math.max(0, to));
  const free = siblingsOf(nodes, at).filter((other) => !locked.has(nodes[other]!.key));
  const before = free.reduce((sum, other) => sum + weights[other]!, 0);
  const rest = room - set;
  return weights.map((weight, other) => {
    if (other === at) return set;
    if (!free.includes(other)) return weight;
    return before > 0 ? (weight / before) * rest : rest / free.length;
  });
}

/** The weights of one node's children as they are stored. */
export const withReset = (nodes: Weighed, weights: readonly number[], parent: number): number[] =>
  weights.map((weight, at) => (nodes[at]!.parent === parent ? nodes[at]!.weight : weight));

const DIGITS = 1e6;

/** Weights that differ from the stored ones, as an address says them: D1:0.35,D2:0.65. Six decimals. */
export function weightsText(nodes: Weighed, weights: readonly number[]): string | undefined {
  const changed = nodes.flatMap(({ key, weight, parent }, at) =>
    parent >= 0 && Math.abs(weights[at]! - weight) > 0.5 / DIGITS
      ? [`${key}:${Math.round(weights[at]! * DIGITS) / DIGITS}`]
      : [],
  );
  return changed.length === 0 ? undefined : changed.join(",");
}

/** The weights that an address says; siblings are scaled to 1 again. What is no weight of this tree is left out. */
export function weightsFrom(nodes: Weighed, text: string | undefined): number[] {
  const said = new Map(
    (text ?? "").split(",").flatMap((part) => {
      const cut = part.lastIndexOf(":");
      const weight = Number(part.slice(cut + 1));
      return cut > 0 && weight >= 0 && weight <= 1 ? [[part.slice(0, cut), weight] as const] : [];
    }),
  );
  const weights = nodes.map(({ key, weight }) => said.get(key) ?? weight);
  return weights.map((weight, at) => {
    const group = [at, ...siblingsOf(nodes, at)];
    if (nodes[at]!.parent < 0 || !group.some((other) => said.has(nodes[other]!.key))) return weight;
    const sum = group.reduce((total, other) => total + weights[other]!, 0);
    return sum > 0 ? weight / sum : nodes[at]!.weight;
  });
}
