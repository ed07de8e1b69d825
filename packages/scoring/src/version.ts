/**
 * Version of this engine. A stored result names it; a release recomputes to the same bytes only
 * under the same engine version.
 */
export const engineVersion = "duibiao-scoring/1";

/**
 * Ids of the methods, each a textbook method under one stated convention (see README).
 * A method whose result changes gets a new id, never a new meaning of the old one.
 */
export const methodIds = {
  goalposts: "goalposts@1",
  peer_percentile: "peer-percentile-type7@1",
  interval: "interval-flat-top@1",
  arithmetic: "weighted-arithmetic-mean@1",
  geometric: "weighted-geometric-mean-floored@1",
  missing: "missing-earns-nothing@1",
  quantile: "quantile-type7@1",
  rank: "competition-rank@1",
  explanation: "log-mean-additive-weights@1",
} as const;
