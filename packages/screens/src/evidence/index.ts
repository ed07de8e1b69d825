export { EvidenceList, type Evidence } from "./evidence-list.tsx";
export { CellEvidence } from "./cell-evidence.tsx";
