import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { api, call, isPassing, isSignedOut, textOf } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { onSignedInAgain, reportSignedOut, useSession } from "@duibiao/screens";
import type { Evidence } from "@duibiao/screens/evidence";
import { submissionQuery } from "../task/task.ts";
import {
  bytesOf,
  keepPaper,
  letGo,
  markRefused,
  onWaitingPapers,
  waitingPapers,
  waitingRound,
  type WaitingPaper,
} from "./waiting.ts";

/** Submissions whose papers are on their way: a dialog and the page behind it do not send one paper twice. */
const sending = new Set<number>();

/** The papers of a submission: what the server has, what waits on this computer, and the ways from one to the other. */
export function usePapers(submissionId: number) {
  const client = useQueryClient();
  const { user } = useSession();
  const query = submissionQuery(submissionId);
  const { data: submission } = useQuery({ ...query, staleTime: Infinity });
  useSyncExternalStore(onWaitingPapers, waitingRound);

  /** Takes into the page what the server has now. */
  const take = useCallback(
    (change: (known: Evidence[]) => Evidence[], contentHash: string) => {
      client.setQueryData<typeof submission>(
        query.queryKey,
        (known) => known && { ...known, evidence: change(known.evidence), contentHash },
      );
      void client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key holds nothing but the submission's number
    [client, submissionId],
  );
  const attach = useCallback(
    async ({ key, name, measure, member }: WaitingPaper, body: Uint8Array<ArrayBuffer>) => {
      const params = { id: submissionId };
      const { evidence, contentHash } = await call(api.evidence.attachEvidence, {
        params,
        query: { measure, member, name },
        body,
        key,
      });
      take((known) => [...known.filter(({ id }) => id !== evidence.id), evidence], contentHash);
    },
    [submissionId, take],
  );
  /** Sends what waits, one after the other; what the server refuses stays, with its reason. */
  const sendWaiting = useCallback(async () => {
    const waiting = waitingPapers(user.id, submissionId).filter(({ refused }) => refused === null);
    if (sending.has(submissionId) || waiting.length === 0) return;
    sending.add(submissionId);
    try {
      const now = await call(api.session.readSession, {});
      // Somebody else signed in on this computer: nothing of the first person's goes out under the second's name.
      if (now.user.id !== user.id) return reportSignedOut();
      for (const paper of waiting) {
        const body = await bytesOf(paper);
        const said = body === null ? GONE : await refusalOf(() => attach(paper, body));
        if (said === "away") return;
        if (said === null) await letGo(user.id, submissionId, paper);
        else markRefused(user.id, submissionId, paper, said);
      }
    } catch (error) {
      if (isSignedOut(error)) reportSignedOut();
    } finally {
      sending.delete(submissionId);
    }
  }, [attach, submissionId, user.id]);
  return {
    submission,
    waiting: waitingPapers(user.id, submissionId),
    take,
    attach,
    sendWaiting,
    keep: (paper: WaitingPaper, body: Uint8Array<ArrayBuffer>) => keepPaper(user.id, submissionId, paper, body),
    discard: (paper: WaitingPaper) => letGo(user.id, submissionId, paper),
  };
}

/** What the server says against a paper; null: it has it. Away: there is no network yet, so that the rest waits, too. */
async function refusalOf(send: () => Promise<void>): Promise<Text | "away" | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (isSignedOut(error)) throw error;
    return isPassing(error) ? "away" : textOf(error);
  }
}

const GONE: Text = {
  zh: "本机已经没有这个文件（浏览器数据被清理过），请重新选择",
  en: "This computer no longer has the file (the browser's data was cleared); choose it again",
};

/** Sends what waits for this form as soon as it can: when it opens, when the network is back, after a new sign-in. */
export function usePaperOutbox(submissionId: number, onChange?: (evidence: readonly Evidence[]) => void): void {
  const { submission, sendWaiting } = usePapers(submissionId);
  const evidence = submission?.evidence;
  const told = useRef(onChange);
  told.current = onChange;
  useEffect(() => evidence && told.current?.(evidence), [evidence]);
  useEffect(() => {
    const go = () => void sendWaiting();
    go();
    window.addEventListener("online", go);
    const stop = onSignedInAgain(go);
    return () => {
      window.removeEventListener("online", go);
      stop();
    };
  }, [sendWaiting]);
}
