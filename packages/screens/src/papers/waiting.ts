import type { Text } from "@duibiao/indicators";
import { inStore } from "../computer-store.ts";
import { durable } from "../durable.ts";
import { keysBegin, keysOf, readAt } from "../storage.ts";
import type { Destination } from "./destination.ts";

/** A paper that waits on this computer for the network; its bytes stand apart, as they are large. */
export type WaitingPaper = {
  /** Of the one record that it will be, however often it is sent. */
  key: string;
  to: Destination;
  /** Where it belongs, in words: without network nobody can be asked. */
  about: Text;
  name: string;
  bytes: number;
  at: number;
  /** What the server said against it; null: it has not been asked. */
  refused: Text | null;
};

const begins = (userId: number) => keysBegin("paper", userId);

const listeners = new Set<() => void>();
let round = 0;
function tell(): void {
  round++;
  for (const listener of listeners) listener();
}

/** Another window of this computer kept one, or sent one. */
const fromElsewhere = ({ key }: StorageEvent) => (key === null || key.startsWith("duibiao.paper.")) && tell();

export function onWaitingPapers(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("storage", fromElsewhere);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", fromElsewhere);
  };
}
/** Another number whenever something has changed. */
export const waitingRound = () => round;

/** Papers of one account that wait here, the oldest first. */
export function waitingPapers(userId: number): WaitingPaper[] {
  return keysOf(durable, begins(userId))
    .flatMap((key) => readAt<WaitingPaper>(durable, key) ?? [])
    .toSorted((a, b) => a.at - b.at);
}

/** False when the browser has no room, or keeps nothing: the person must be told. */
export async function keepPaper(userId: number, paper: WaitingPaper, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await inStore("files", "readwrite", (files) => files.put({ key: paper.key, bytes }));
    write(userId, paper);
  } catch {
    await drop(paper.key);
    return false;
  }
  // Asked not to clear this site's data by itself when the disk is short of room.
  void navigator.storage?.persist?.();
  tell();
  return true;
}

export async function bytesOf({ key }: WaitingPaper): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = await inStore("files", "readonly", (files) => files.get(key)).catch(() => undefined);
  return (found as { bytes: Uint8Array<ArrayBuffer> } | undefined)?.bytes ?? null;
}

/** Only what still waits: another window may have sent it meanwhile. */
export function markRefused(userId: number, paper: WaitingPaper, refused: Text): void {
  if (durable.getItem(begins(userId) + paper.key) === null) return;
  write(userId, { ...paper, refused });
  tell();
}

/** It was sent, or its owner wants it no more. */
export async function letGo(userId: number, { key }: WaitingPaper): Promise<void> {
  durable.removeItem(begins(userId) + key);
  tell();
  await drop(key);
}

const drop = (key: string) =>
  inStore("files", "readwrite", (files) => files.delete(key)).then(
    () => {},
    () => {},
  );

const write = (userId: number, paper: WaitingPaper) =>
  durable.setItem(begins(userId) + paper.key, JSON.stringify(paper));
