export { RulesReport } from "./report.tsx";
export { rulesSearch } from "./search.ts";
export { RulesLink } from "./link.tsx";
export type { CellPlace } from "./hits-table.tsx";
