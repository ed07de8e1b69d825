export { DifferenceTables, type Difference } from "./difference-tables.tsx";
export { atAGlance, MissingUnits } from "./missing-units.tsx";
export type { MissingUnit } from "./missing.ts";
