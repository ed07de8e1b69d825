import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useSession } from "../session.ts";
import { sendWaiting } from "./outbox.ts";
import { letGo, onWaitingPapers, waitingPapers, waitingRound, type WaitingPaper } from "./waiting.ts";

/** Papers of this person that wait on this computer, and what can be done with them. */
export function useWaitingPapers(isWanted: (paper: WaitingPaper) => boolean) {
  const client = useQueryClient();
  const { user } = useSession();
  useSyncExternalStore(onWaitingPapers, waitingRound);
  return {
    papers: waitingPapers(user.id).filter(isWanted),
    onSend: () => sendWaiting(client, user.id),
    onDiscard: (paper: WaitingPaper) => letGo(user.id, paper),
  };
}
