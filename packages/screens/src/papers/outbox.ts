import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { ApiProblem, api, call, isPassing, isSignedOut, textOf } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { useSession } from "../session.ts";
import { onSignedInAgain, reportSignedOut } from "../signed-out.ts";
import { sendPaper } from "./destination.ts";
import { bytesOf, letGo, markRefused, onWaitingPapers, waitingPapers, waitingRound } from "./waiting.ts";

/** The browser's word for "back" is not said where only the server was away: so it is tried now and then. */
const EVERY = 15_000;

let running: Promise<void> | null = null;

/** Sends what waits, one after the other; what the server refuses stays, with its reason. */
export const sendWaiting = (client: QueryClient, userId: number): Promise<void> =>
  (running ??= sendAll(client, userId).finally(() => (running = null)));

async function sendAll(client: QueryClient, userId: number): Promise<void> {
  const waiting = waitingPapers(userId).filter(({ refused }) => refused === null);
  if (waiting.length === 0) return;
  try {
    const now = await call(api.session.readSession, {});
    // Somebody else signed in on this computer: nothing of the first person's goes out under the second's name.
    if (now.user.id !== userId) return reportSignedOut();
    let away = 0;
    for (const paper of waiting) {
      const body = await bytesOf(paper);
      const said = body === null ? GONE : await refusalOf(() => sendPaper(client, paper, body));
      // One that does not get through holds up none behind it; after a second one it is the line.
      away = said === "away" ? away + 1 : 0;
      if (away === 2) return;
      if (said === "away") continue;
      if (said === null) await letGo(userId, paper);
      else markRefused(userId, paper, said);
    }
  } catch (error) {
    if (isSignedOut(error)) reportSignedOut();
  }
}

/** What the server says against a paper; null: it has it. Away: it did not get through. */
async function refusalOf(send: () => Promise<void>): Promise<Text | "away" | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (isSignedOut(error)) throw error;
    // Another window sends the same paper just now.
    const again = error instanceof ApiProblem && error.body.code === "idempotency_key_busy";
    return isPassing(error) || again ? "away" : textOf(error);
  }
}

const GONE: Text = {
  zh: "本机已经没有这个文件（浏览器数据被清理过），请重新选择",
  en: "This computer no longer has the file (the browser's data was cleared); choose it again",
};

/** Sends what waits as soon as it can, whichever page is open: at the start, when the network is back, after a new sign-in. */
export function PaperOutbox() {
  const client = useQueryClient();
  const { user } = useSession();
  useSyncExternalStore(onWaitingPapers, waitingRound);
  const some = waitingPapers(user.id).some(({ refused }) => refused === null);
  useEffect(() => {
    if (!some) return;
    const go = () => void sendWaiting(client, user.id);
    go();
    const timer = setInterval(go, EVERY);
    window.addEventListener("online", go);
    const stop = onSignedInAgain(go);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", go);
      stop();
    };
  }, [client, user.id, some]);
  return null;
}
