export { RegionResult, type OwnCell } from "./region-result.tsx";
export { Dimensions } from "./dimensions.tsx";
export { GapPart } from "./gap.tsx";
export { earlierInWords, StandingFacts, standingInWords } from "./standing-facts.tsx";
export {
  figure,
  gapToMedian,
  leavesOf,
  placeInWords,
  whyPoints,
  type Indicator,
  type Leaf,
  type Result,
} from "./why.ts";
