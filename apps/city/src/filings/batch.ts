import { ApiProblem, api, call, isPassing, newKey, textOf, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { unreadable, type Found } from "@duibiao/screens/folder";
import type { Where } from "./institutions.ts";

export type Verdict = Answer<typeof api.filings.fileTemplate>;

/** One file of a folder: what the trial said of it, and what became of it. */
export type Item = Found & {
  /** What is to be done with it, or `answer` says what came of it. */
  step: "try" | "tried" | "file" | "done";
  answer: Verdict | null;
  /** No answer came, or a refusal that is not of the file; its step may be tried again. */
  fault: Text | null;
  /** The institution that a person named. */
  unit?: number | undefined;
  /** Of two files of one institution a person took this one. */
  meant?: boolean;
  /** The content that a person saw and lets the file replace. */
  over?: string | undefined;
  /** Kept over retries, so that one wish is one record. */
  key: string;
};

export const begin = (found: Found): Item => ({ ...found, step: "try", answer: null, fault: null, key: newKey() });

export type ItemState =
  | "waiting"
  | "ready"
  | "unchanged"
  | "differs"
  | "faulty"
  | "unmatched"
  | "doubled"
  | "failed"
  | "filed"
  | "kept";

/** How every file stands, in their order. */
export function statesOf(items: readonly Item[]): ItemState[] {
  const hashes = new Map<number, Set<string>>();
  for (const { answer } of items)
    if (answer?.unit) hashes.set(answer.unit.id, (hashes.get(answer.unit.id) ?? new Set()).add(answer.sha256));
  return items.map((item) => stateOf(item, hashes));
}

function stateOf({ step, answer, fault, meant }: Item, hashes: ReadonlyMap<number, ReadonlySet<string>>): ItemState {
  if (fault !== null) return "failed";
  if (answer === null || step === "try" || step === "file") return "waiting";
  const { verdict } = answer;
  if (verdict === "unmatched" || verdict === "unchanged") return verdict;
  if (step === "done") return verdict === "filed" ? "filed" : "kept";
  // Which of two files an institution means is for a person to say.
  if (meant !== true && answer.unit && hashes.get(answer.unit.id)!.size > 1) return "doubled";
  if (verdict === "refused") return "faulty";
  return verdict === "differs" ? "differs" : "ready";
}

/** What 正式收下 sends: the good ones become reports, the faulty ones are kept with their reasons. */
export const isSendable = (state: ItemState): boolean => state === "ready" || state === "faulty";

/** Where files go, who sent those that name nobody, and what ends it. */
export type Sending = { where: Where; sender: string; signal: AbortSignal };

/** Files under way at once: the server reads a few, and others must be served too. */
const hands = 3;

/**
 * Does every file's step, a few at once, and tells of each as it ends. A file that fails stops none of the others;
 * without a server everything else would fail too, so that the rest waits until it is tried again.
 */
export async function run(
  items: readonly Item[],
  sending: Sending,
  tell: (path: string, change: Partial<Item>) => void,
): Promise<void> {
  let at = 0;
  const hand = async () => {
    while (at < items.length && !sending.signal.aborted) {
      const item = items[at++]!;
      try {
        const answer = await send(item, sending);
        // What was shown meanwhile to differ asks once more.
        tell(item.path, { answer, step: item.step === "file" && answer.verdict !== "differs" ? "done" : "tried" });
      } catch (error) {
        if (sending.signal.aborted) return;
        tell(item.path, { fault: error instanceof ApiProblem ? textOf(error) : unreadable });
        if (isPassing(error)) at = items.length;
      }
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
}

async function send(item: Item, { where, sender, signal }: Sending): Promise<Verdict> {
  const body = new Uint8Array(await item.file.arrayBuffer());
  const { unit, over, step } = item;
  const query = {
    ...where,
    dryRun: step === "try" ? "true" : "false",
    name: item.file.name,
    sender,
    unit,
    over,
  } as const;
  return call(api.filings.fileTemplate, { query, body, key: step === "try" ? newKey() : item.key, signal });
}
