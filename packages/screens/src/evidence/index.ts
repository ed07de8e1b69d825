export { EvidenceList, type Evidence } from "./evidence-list.tsx";
