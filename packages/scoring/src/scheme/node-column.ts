/**
 * Why a node has a score for a region, or has none:
 * value: it has one. not_applicable: nothing below it applies. missing: not reported. incomplete: part
 * of the reports is absent. uncollected: nobody is asked yet. too_few_peers: fewer peers than the norm
 * needs. low_coverage (inner nodes): too little of its weight has a score.
 */
export const STATUS = {
  value: 0,
  not_applicable: 1,
  missing: 2,
  incomplete: 3,
  uncollected: 4,
  too_few_peers: 5,
  low_coverage: 6,
} as const;

export type NodeStatus = keyof typeof STATUS;

const names = Object.keys(STATUS) as NodeStatus[];

/** Name of a code of `NodeColumn.status`. */
export function statusName(code: number): NodeStatus {
  return names[code]!;
}

/** One node for all regions, in their order. */
export type NodeColumn = {
  /** 0..100; NaN unless the status is `value`. */
  score: Float64Array;
  /** 0..1; NaN where the status is `not_applicable`. */
  coverage: Float64Array;
  /** Codes of STATUS. */
  status: Uint8Array;
  /** Share of the applicable weight whose value a data step filled, 0..1; absent where no step filled any. */
  filled?: Float64Array;
};

export function emptyNodeColumn(n: number): NodeColumn {
  return {
    score: new Float64Array(n).fill(NaN),
    coverage: new Float64Array(n).fill(NaN),
    status: new Uint8Array(n),
  };
}
