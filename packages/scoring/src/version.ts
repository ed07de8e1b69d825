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
  min_max: "min-max@1",
  z_score: "z-score@1",
  rank_from_worst: "rank-from-worst@1",
  percentile_rank: "percentile-rank@1",
  borda: "borda@1",
  distance_to_maximum: "distance-to-maximum@1",
  fraction_of_maximum: "fraction-of-maximum@1",
  distance_to_reference: "distance-to-reference@1",
  distance_to_target: "distance-to-target@1",
  graded: "graded-steps@1",
  efficacy_linear: "efficacy-60-40@1",
  efficacy_exponential: "efficacy-exponential-60@1",
  efficacy_five: "efficacy-five-grades@1",
  ampi: "ampi-70-130@1",
  arithmetic: "weighted-arithmetic-mean@1",
  geometric: "weighted-geometric-mean-floored@1",
  harmonic: "weighted-harmonic-mean-floored@1",
  power: "weighted-power-mean@1",
  mazziotta_pareto: "mazziotta-pareto-population@1",
  minimum: "minimum@1",
  capped: "capped-by-upstream@1",
  screen: "screen-availability-non-zero@1",
  denominate: "denominate@1",
  impute_mean: "impute-mean@1",
  impute_median: "impute-median@1",
  impute_row: "impute-within-row-min-max@1",
  impute_carried: "impute-last-carried@1",
  impute_linear: "impute-linear@1",
  impute_em: "impute-em-normal@1",
  treat_winsorise_log: "winsorise-then-log@1",
  treat_percentile: "clip-percentile-type7@1",
  treat_mad: "clip-median-mad@1",
  treat_box_cox: "box-cox@1",
  treat_log: "log-transform@1",
  missing: "missing-earns-nothing@1",
  quantile: "quantile-type7@1",
  rank: "competition-rank@1",
  explanation: "log-mean-additive-weights@1",
} as const;
