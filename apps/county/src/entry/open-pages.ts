import type { Storage } from "@duibiao/screens/storage";
import { closeDrafts, unclosedPages } from "./draft.ts";

/** How long a page that is open may take to say so, on a slow computer with many windows. */
const PATIENCE = 600;

type Said = { is: "who?" } | { is: "open"; page: string };

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("duibiao.pages");
const here = new Set<string>();
channel?.addEventListener("message", ({ data }: MessageEvent<Said>) => {
  if (data.is === "who?") for (const page of here) channel.postMessage({ is: "open", page } satisfies Said);
});

/** A page with a form says that it is open whenever it is asked; until the answer is called. */
export function standOpen(page: string): () => void {
  here.add(page);
  return () => void here.delete(page);
}

/**
 * At the start of the app: drafts of pages that do not say that they are open were left by a computer that stopped, and the
 * next page takes them over at once. Pages that are open keep theirs.
 */
export async function closeLeftDrafts(storage: Storage): Promise<void> {
  const left = new Set(unclosedPages(storage));
  if (left.size === 0 || channel === null) return;
  await new Promise<void>((done) => {
    const hear = ({ data }: MessageEvent<Said>) => {
      if (data.is === "open") left.delete(data.page);
      if (left.size === 0) settle();
    };
    const settle = () => {
      channel.removeEventListener("message", hear);
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(settle, PATIENCE);
    channel.addEventListener("message", hear);
    channel.postMessage({ is: "who?" } satisfies Said);
  });
  closeDrafts(storage, left);
}
