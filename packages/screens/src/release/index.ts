export { ReleaseCorrections } from "./corrections.tsx";
export { EditionsPart } from "./editions-part.tsx";
export { ReleaseObjections } from "./objections.tsx";
export { ReleasePaper } from "./paper.tsx";
export { ReleaseResults } from "./results.tsx";
export { conclusionColumns } from "./conclusion.tsx";
export { standingColumns, uncertaintyText } from "./standing.tsx";
export { bandInWords, isRanked, placeText, type Item, type Release, type Scores } from "./release.ts";
export { median } from "./causes.ts";
