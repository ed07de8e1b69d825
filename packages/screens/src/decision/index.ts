export { DecideConsolidation } from "./decide-consolidation.tsx";
export { Refusal } from "./refusal.tsx";
export { useDecision } from "./use-decision.ts";
