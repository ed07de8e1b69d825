export { AddPaper } from "./add-paper.tsx";
export { isSame, takeEvidence, type Destination } from "./destination.ts";
export { useWaitingPapers } from "./use-papers.ts";
export { onWaitingPapers, waitingPapers, waitingRound, type WaitingPaper } from "./waiting.ts";
export { WaitingList } from "./waiting-list.tsx";
