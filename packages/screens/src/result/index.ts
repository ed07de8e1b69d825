export { RegionResult, type OwnCell } from "./region-result.tsx";
export { Dimensions } from "./dimensions.tsx";
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
