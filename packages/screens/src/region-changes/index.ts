export { ChangesTable } from "./changes-page.tsx";
export { HandOverTable } from "./hand-over-table.tsx";
export { LineageTable } from "./lineage-table.tsx";
export { kindWords, seriesWords, sharesInWords, type ChangeKind, type Planned } from "./words.ts";
