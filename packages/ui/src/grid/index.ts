export { EntryGrid } from "./entry-grid.tsx";
export { EntryFindings } from "./entry-findings.tsx";
export { createEntryStore, type Conflict, type EntrySetup, type EntryStore, type Past } from "./store.ts";
export { blank, sameEntry, sameValue, shownText, type Entry } from "./entry.ts";
export { isExplained } from "./findings.ts";
export type { Filter } from "./view.ts";
export { useEntryVersion } from "./use-entry.ts";
export { entryForm, type EntryForm, type EntryLine } from "./lines.ts";
export { sayFactor } from "./notices.tsx";
