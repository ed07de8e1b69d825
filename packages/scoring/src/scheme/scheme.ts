import type { NodeOptions, RowMethod } from "../aggregation/node-method.ts";
import type { Norm } from "../norms/norm.ts";
import type { DataStep } from "./steps.ts";

export type { Direction, Norm } from "../norms/norm.ts";

/** A text in both languages of the house. */
export type Text = { zh: string; en: string };

/** A node: either a leaf (`indicator` and `norm`) or an inner node (`children`, `method`). */
export type SchemeNode = NodeOptions & {
  /** Unique in the scheme. */
  key: string;
  name: Text;
  /** Share inside its parent; siblings add up to 1. The root's own weight is not used. */
  weight: number;
  indicator?: string;
  norm?: Norm;
  children?: readonly SchemeNode[];
  /** How children are combined; left out: arithmetic. */
  method?: RowMethod;
  /** Its own lowest coverage, instead of the scheme's. */
  minCoverage?: number;
  /**
   * What a child without a score does. `earns_nothing` (default): keeps its weight and counts 0, or the floor.
   * `reweight`: its weight is shared by its siblings, as if it did not apply; the coverage says so. `required`: without
   * it the node has no score.
   */
  missing?: "earns_nothing" | "reweight" | "required";
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
  /** What a child of a geometric, harmonic or p <= 0 power node counts at least, in points, 0 < floor < 100. */
  floor?: number;
  /** Data steps before scoring, in this order; left out: values are scored as they are. */
  steps?: readonly DataStep[];
  root: SchemeNode;
  /** 等次 from the best down; a total at or above `min` reaches it. */
  grades?: readonly { key: string; min: number }[];
  /** 一票否决: where a gate strikes a region, its grade is no better than `cap`, one of `grades`. */
  gates?: readonly { key: string; cap: string }[];
  /** 加分: the most that may be added to the total. */
  bonus?: { cap: number };
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
