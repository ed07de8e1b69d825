/** A text in both languages of the house. */
export type Text = { zh: string; en: string };

/** Which values of an indicator are good. `none`: for information, never scored. */
export type Direction = "higher" | "lower" | "interval" | "none";

/**
 * How a value becomes a score of 0..100.
 * - goalposts: `lo` earns 0, `hi` earns 100; hi below lo where lower is better.
 * - peer_percentile: the quantiles loPct and hiPct (percent) of the region's own peer group are the
 *   bounds; no score when fewer than minPeers peers have a value.
 * - interval: 100 between bestLo and bestHi, straight down to 0 at zeroLo and zeroHi.
 */
export type Norm =
  | { method: "goalposts"; lo: number; hi: number }
  | { method: "peer_percentile"; loPct: number; hiPct: number; minPeers: number }
  | { method: "interval"; bestLo: number; bestHi: number; zeroLo: number; zeroHi: number };

/** A node: either a leaf (`indicator` and `norm`) or an inner node (`children`, `method`). */
export type SchemeNode = {
  /** Unique in the scheme. */
  key: string;
  name: Text;
  /** Share inside its parent; siblings add up to 1. The root's own weight is not used. */
  weight: number;
  indicator?: string;
  norm?: Norm;
  children?: readonly SchemeNode[];
  /** How children are combined; left out: arithmetic. */
  method?: "arithmetic" | "geometric";
};

/**
 * 评估方案: a weighted tree of indicators. Children of the root that are inner nodes are its
 * dimensions. The tree may be ragged. Further properties are allowed and ignored.
 */
export type Scheme = {
  key: string;
  name: Text;
  /** Lowest coverage (share of applicable weight that has a score, 0..1] at which a node has a score. */
  minCoverage: number;
  /** What a child of a geometric node counts at least, in points, 0 < floor < 100. */
  floor?: number;
  root: SchemeNode;
};

/** A node in tree order (parents before children, siblings as written), with its place. */
export type PlacedNode = {
  node: SchemeNode;
  /** Node keys from the root, joined by "/". */
  path: string;
  /** Index of the parent in the list; -1 for the root. */
  parent: number;
  /** Indices of the children; empty for a leaf. */
  children: readonly number[];
};

/** The tree as a list in tree order. Every fixed order in this package is this one. */
export function placeNodes(root: SchemeNode): PlacedNode[] {
  const placed: PlacedNode[] = [];
  const place = (node: SchemeNode, parent: number): number => {
    const index = placed.length;
    const children: number[] = [];
    const path = parent < 0 ? node.key : `${placed[parent]!.path}/${node.key}`;
    placed.push({ node, path, parent, children });
    for (const child of node.children ?? []) children.push(place(child, index));
    return index;
  };
  place(root, -1);
  return placed;
}
