export { RegionResult, type OwnCell } from "./region-result.tsx";
