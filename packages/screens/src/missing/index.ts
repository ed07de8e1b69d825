export { MissingUnits } from "./missing-units.tsx";
export type { MissingUnit } from "./groups.ts";
