export { CalculationSheet } from "./calculation-sheet.tsx";
export { normWords } from "./norm.ts";
export { RevisionView } from "./revision-view.tsx";
