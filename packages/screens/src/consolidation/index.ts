export { DifferenceTables, type Difference } from "./difference-tables.tsx";
export { MissingUnits } from "./missing-units.tsx";
export type { MissingUnit } from "./missing.ts";
