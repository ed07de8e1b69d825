export { weightedArithmeticMean, weightedGeometricMean } from "./aggregation/means.ts";
export type { Cell, Region, ScoringInput } from "./scheme/columns.ts";
export { exp, log, logarithmicMean } from "./numeric/elementary.ts";
export { explain } from "./explanation/explain.ts";
export type { ExplainedLeaf, ExplainedNode, Explanation } from "./explanation/explain.ts";
export { goalpostScore } from "./norms/goalposts.ts";
export { intervalScore, type IntervalBounds } from "./norms/interval.ts";
export type { FrozenBounds } from "./scheme/leaf.ts";
export { lintScheme, WEIGHT_SUM_TOLERANCE } from "./scheme/lint.ts";
export { LEAST_PEERS } from "./scheme/lint-norm.ts";
export { STATUS, statusName, type NodeColumn, type NodeStatus } from "./scheme/node-column.ts";
export { peerBounds, peerScore, SCORE_WITHOUT_SPREAD, type PeerBounds } from "./norms/peer-percentile.ts";
export { quantile } from "./numeric/quantile.ts";
export { rankColumn, type Place, type Ranking } from "./ranking/rank.ts";
export { ScoringError, type Remark } from "./scheme/remark.ts";
export { placeNodes } from "./scheme/scheme.ts";
export type { Direction, Norm, PlacedNode, Scheme, SchemeNode, Text } from "./scheme/scheme.ts";
export { score, type RegionScore, type ScoreResult } from "./scheme/score.ts";
export type { UnrankedReason } from "./scheme/unranked.ts";
export { kendallTauB, rankSimilarity, spearmanRho, weightedSpearman } from "./ranking/rank-correlation.ts";
export { peerPlaces, type PeerPlace } from "./ranking/peer-places.ts";
export { mannKendall, type Trend } from "./comparison/mann-kendall.ts";
export { engineVersion, methodIds } from "./version.ts";
export { COVERAGE_TOLERANCE } from "./scheme/aggregate-node.ts";
export { conclude, type Concluded, type Judgements } from "./scheme/conclude.ts";
export { fitNorm, minMaxScore, momentsOf, placeFromWorst, zScore } from "./norms/scale.ts";
export { canScore, scoreValue } from "./norms/score-value.ts";
export { gradedScore, type Graded } from "./norms/graded.ts";
export { exponentialEfficacy, fiveGradeEfficacy, linearEfficacy } from "./norms/efficacy.ts";
export { isFitted, isWithinPeers, type Fitted, type NormMethod, type Ties } from "./norms/norm.ts";
export { harmonicMean, mazziottaPareto, powerMean } from "./aggregation/compensating.ts";
export { cappedByUpstream, minimumOf, type NodeOptions, type RowMethod } from "./aggregation/node-method.ts";
export {
  adjustedMazziottaPareto,
  mazziottaParetoIndex,
  type MazziottaPareto,
  type ParetoOptions,
} from "./aggregation/mazziotta-pareto.ts";
export { additiveWeights } from "./aggregation/additive-weights.ts";
export { randomOf, type Random } from "./numeric/random.ts";
export { sampleWithoutReplacement } from "./numeric/sample.ts";
export { wilsonInterval } from "./uncertainty/proportion.ts";
export { rankerOf, type Ranker } from "./numeric/radix-ranks.ts";
export { prepare, type Prepared, type Scored, type TreeWeights } from "./uncertainty/prepared.ts";
export { simulateWeights, type Simulation, type Source } from "./uncertainty/simulation.ts";
export {
  indistinguishableGroups,
  intervalSentence,
  isWithin,
  probabilityAbove,
  probabilityOfTop,
  rankIntervals,
  type RankInterval,
} from "./uncertainty/rank-intervals.ts";
export { modelOf, type Assumptions, type Factor, type Model, type Option } from "./uncertainty/model.ts";
export { simulate } from "./uncertainty/monte-carlo.ts";
export {
  auditFactors,
  meanRankShift,
  placeOf,
  sensitivityOf,
  topKept,
  type Target,
} from "./uncertainty/sensitivity.ts";
export { sobolIndices, type Sobol, type SobolIndex } from "./uncertainty/sobol.ts";
export { breakEvenWeights, removeOne, type BreakEven, type Removal } from "./uncertainty/what-if.ts";
export {
  declines,
  helpfulGaps,
  rankReversals,
  type Decline,
  type HelpfulGap,
  type Reversal,
} from "./uncertainty/consistency.ts";
export type { Criteria } from "./multicriteria/matrix.ts";
export { topsis, type TopsisScaling } from "./multicriteria/topsis.ts";
export { vikor, type Vikor } from "./multicriteria/vikor.ts";
export { copeland } from "./multicriteria/copeland.ts";
export { benefitOfTheDoubt, type BenefitOfTheDoubt } from "./multicriteria/benefit-of-the-doubt.ts";
export { describeColumn, type Description } from "./data/describe.ts";
export { hasOrdinaryShape, sampleMoments, SHAPE_LIMITS, type Moments, type ShapeLimits } from "./data/moments.ts";
export { screenUnits, type Screened, type ScreenSettings } from "./data/screen.ts";
export { denominate, sizeCorrelations, type Denominated } from "./data/denominate.ts";
export { imputeCentre, imputeInGroups, imputeWithinRows, type Centre, type Imputed } from "./data/impute.ts";
export { carryForward, interpolate, type FilledInTime, type Series } from "./data/impute-in-time.ts";
export { estimateByEm, type Estimated } from "./data/em.ts";
export { madFence, percentileFence, winsoriseFence, type Budget, type Fence } from "./data/outliers.ts";
export {
  applyTransform,
  boxCoxLambda,
  fitBoxCox,
  fitTransform,
  transformed,
  type FittedTransform,
  type Transform,
} from "./data/transform.ts";
export { treatColumn, type FittedTreatment, type Treated, type Treatment } from "./data/treat.ts";
export { dotOf, meanOf, sumOf } from "./numeric/sums.ts";
export { correlationsOf, covarianceMatrix } from "./numeric/covariance.ts";
export {
  explainGap,
  referenceUnit,
  strengthsOf,
  type Against,
  type Gap,
  type LeafEffect,
  type Standing,
} from "./explanation/gap.ts";
export {
  CHANGE_FACTORS,
  explainChange,
  type Change,
  type ChangeFactor,
  type LeafChange,
} from "./explanation/change.ts";
export { neededFor, nextAbove, type Needed } from "./explanation/next-place.ts";
export { differenceByLeaf, type World } from "./explanation/difference.ts";
export { equalWeights, normalisedWeights } from "./weights/normalised.ts";
export { rankWeights } from "./weights/rank-weights.ts";
export { ahpPriorities, SAATY_RANDOM_INDEX, type Priorities } from "./weights/ahp.ts";
export { groupJudgements, groupPriorities } from "./weights/ahp-group.ts";
export { worstJudgement, type JudgementHint } from "./weights/ahp-hint.ts";
export { assertPairwise, pairwiseFrom, pairwiseFromScale, type Pairwise } from "./weights/pairwise.ts";
export { bestWorstWeights, type BestWorst } from "./weights/best-worst.ts";
export { adjust, correlationPairs, type CorrelationMethod, type PairCorrelation } from "./diagnostics/correlations.ts";
export { reliabilityOf, type Reliability } from "./diagnostics/reliability.ts";
export { factorabilityOf, principalComponents, type Components, type Factorability } from "./diagnostics/factors.ts";
export { correlationRatio, importanceOf, shareOfWeight, type Importance } from "./diagnostics/importance.ts";
export { leverageOf, type Leverage } from "./diagnostics/leverage.ts";
export { AUDIT_LINES, auditOf, type Audit, type NodeCoherence } from "./diagnostics/audit.ts";
export type {
  CellChanges,
  DataStep,
  FrozenTreatments,
  History,
  Imputation,
  ScreeningLine,
  StepRecord,
  TreatmentLine,
} from "./scheme/steps.ts";
export { cellsOf, type DataColumn } from "./scheme/data-column.ts";
export { gini, theil, type Theil } from "./comparison/inequality.ts";
export { convergenceOf, type Convergence } from "./comparison/convergence.ts";
export { nearestPeers, peerStability, type Peer } from "./comparison/peers.ts";
export { quadrantsOf, type Placed as QuadrantPlace, type Quadrant } from "./comparison/quadrant.ts";
export { rankDistance, type RankDistance } from "./comparison/rank-distance.ts";
export { compareSchemes, type SchemeShift } from "./comparison/compare-schemes.ts";
export {
  entropyMinMaxWeights,
  entropySumWeights,
  giniWeights,
  standardDeviationWeights,
  variationWeights,
} from "./weights/dispersion.ts";
export { criticWeights, merecWeights } from "./weights/critic.ts";
export { minMaxColumn, type Sign } from "./weights/min-max.ts";
export {
  componentWeights,
  factorWeights,
  weightsOfLoadings,
  type ComponentWeights,
  type FactorWeights,
  type Retained,
} from "./weights/components.ts";
export { varimax } from "./weights/varimax.ts";
export { correlationTargetWeights, type CorrelationTargets } from "./weights/correlation-targets.ts";
export { combinedWeights } from "./weights/combined.ts";
export { delphiRound, type DelphiRound } from "./weights/delphi.ts";
export { OBJECTIVE_WEIGHTS, objectiveWeights, type ObjectiveMethod } from "./weights/objective.ts";
