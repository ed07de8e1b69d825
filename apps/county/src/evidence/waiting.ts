import { inStore } from "@duibiao/screens";
import type { Text } from "@duibiao/indicators";
import { typingPlace, unsavedTyping } from "../entry/typing.ts";

/** A paper that waits on this computer for the network; its bytes stand apart, as they are large. */
export type WaitingPaper = {
  /** Of the one record that it will be, however often it is sent. */
  key: string;
  measure: string;
  member: string;
  name: string;
  bytes: number;
  /** What the server said against it; null: it has not been asked. */
  refused: Text | null;
};

const listeners = new Set<() => void>();
let round = 0;
const tell = () => {
  round++;
  for (const listener of listeners) listener();
};
export const onWaitingPapers = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
/** Another number whenever something has changed. */
export const waitingRound = () => round;

const placeOf = (userId: number, submissionId: number, key: string) =>
  typingPlace<WaitingPaper>(localStorage, userId, submissionId, `paper:${key}`);

/** Papers of one account and one submission that wait here, the oldest first. */
export const waitingPapers = (userId: number, submissionId: number): WaitingPaper[] =>
  unsavedTyping(localStorage, userId)
    .filter((one) => one.submissionId === submissionId && one.beside.startsWith("paper:"))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ beside }) => placeOf(userId, submissionId, beside.slice("paper:".length)).read()?.typed ?? []);

/** False when the browser has no room, or keeps nothing: the person must be told. */
export async function keepPaper(
  userId: number,
  submissionId: number,
  paper: WaitingPaper,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    await inStore("files", "readwrite", (files) => files.put({ key: paper.key, bytes }));
  } catch {
    return false;
  }
  const kept = placeOf(userId, submissionId, paper.key).keep(paper, 1, Date.now());
  tell();
  return kept;
}

export async function bytesOf({ key }: WaitingPaper): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = await inStore("files", "readonly", (files) => files.get(key)).catch(() => undefined);
  return (found as { bytes: Uint8Array<ArrayBuffer> } | undefined)?.bytes ?? null;
}

export function markRefused(userId: number, submissionId: number, paper: WaitingPaper, refused: Text): void {
  placeOf(userId, submissionId, paper.key).keep({ ...paper, refused }, 1, Date.now());
  tell();
}

/** It was sent, or its owner wants it no more. */
export async function letGo(userId: number, submissionId: number, { key }: WaitingPaper): Promise<void> {
  placeOf(userId, submissionId, key).keep(null, 0, Date.now());
  tell();
  await inStore("files", "readwrite", (files) => files.delete(key)).catch(() => undefined);
}
