import { ApiProblem, api, call, isPassing, isSignedOut, newKey, textOf, type Answer } from "@duibiao/client";
import { cellKey, type Finding } from "@duibiao/indicators";
import { keepCopy, onSignedInAgain, reportSignedOut } from "@duibiao/screens";
import { blank, createEntryStore, type Begun, type EntrySetup } from "@duibiao/ui/grid";
import { submissionQuery, type Submission } from "../task/task.ts";
import { draftPlace, type Batch, type Draft } from "./draft.ts";
import { withSaved } from "./held.ts";
import { standOpen } from "./open-pages.ts";
import { createQueue, type Fault } from "./queue.ts";
import { entryOf } from "./working-copy.ts";

type Saved = Answer<typeof api.submissions.saveSubmission>;
type Place = ReturnType<typeof draftPlace>;

export type EntrySession = ReturnType<typeof startSession>;

type Given = {
  userId: number;
  submission: Submission;
  versions: ReadonlyMap<string, number>;
  place: Place;
  draft: Draft;
  setup: Omit<EntrySetup, "onEdit">;
};

/** What a save carries, in the words of the contract. */
function bodyOf({ cells, explanations, zeroSections }: Batch) {
  return {
    cells: cells.map(({ measure, member, value, note, version, carried }) => ({
      measure,
      member,
      version,
      note,
      ...(carried !== undefined && { carried }),
      value: value === null || value.state === "number" ? value : { state: value.state, reason: value.reason ?? "" },
    })),
    explanations: Object.entries(explanations).map(([address, text]) => {
      const [rule = "", cell = ""] = address.split(" ");
      const [measure = "", member = "total"] = cell.split("/");
      return { rule, measure, member, text };
    }),
    ...(zeroSections === null ? {} : { zeroSections }),
  };
}

/** Somebody else signed in on this computer: nothing of the first person's goes out under the second's name. */
class OtherPerson extends Error {}

/**
 * Asks whose session it is before the first save after the window was left: only from another window can somebody else
 * have signed in.
 */
function personGuard(userId: number) {
  let sure = true;
  const doubt = () => void (sure = false);
  window.addEventListener("blur", doubt);
  return {
    async mustBeMine(): Promise<void> {
      if (sure) return;
      const { user } = await call(api.session.readSession, {});
      if (user.id !== userId) throw new OtherPerson();
      sure = true;
    },
    end: () => window.removeEventListener("blur", doubt),
  };
}

function faultOf(error: unknown): Fault {
  if (isSignedOut(error) || error instanceof OtherPerson) {
    reportSignedOut();
    return { kind: "signed_out" };
  }
  const again = error instanceof ApiProblem && error.body.code === "idempotency_key_busy";
  return isPassing(error) || again ? { kind: "passing" } : { kind: "refused", text: textOf(error) };
}

/** The grid's store and the queue behind it, for as long as the page stands. */
export function startSession({ userId, submission, versions, place, draft, setup }: Given) {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const person = personGuard(userId);
  const leave = standOpen(place.page);
  let closed = false;
  let kept = true;
  let savedAt: number | null = null;
  // What the server holds, as far as this page knows: without network the next page begins from it.
  let held = submission;
  const begun = new Map(Object.entries(draft.begun ?? {}));
  const keep = (left: Draft) =>
    void (kept = place.keep({ ...left, begun: Object.fromEntries(begun) }, Date.now(), closed));
  /** Keeps what stands in a line and is no answer: what is being typed there, or else what could not be read. */
  const stand = (key: string, typed: Begun | null): void => {
    const { rejected } = store.entry(key);
    const next = typed ?? (rejected && { of: "value" as const, text: rejected.text });
    if (next) begun.set(key, next);
    else if (!begun.delete(key)) return;
    keep(queue.draft());
  };

  const queue = createQueue<Saved["conflicts"][number], Saved["findings"][number]>({
    draft: { ...draft, begun: {} },
    versions,
    newKey,
    faultOf,
    async send(batch) {
      await person.mustBeMine();
      const params = { id: submission.id };
      const answer = await call(api.submissions.saveSubmission, { params, body: bodyOf(batch), key: batch.key });
      held = withSaved(held, batch, answer);
      void keepCopy(userId, submissionQuery(submission.id).queryKey, held);
      return answer;
    },
    keep,
    onState: () => {
      if (queue?.state().is === "saved") savedAt = Date.now();
      tell();
    },
    onAnswer(keys, conflicts, findings) {
      for (const { measure, member, stored, by, own, storedAt } of conflicts) {
        const key = cellKey(measure, member);
        store.setConflict(key, { theirs: stored.version === 0 ? blank : entryOf(stored), by, own, at: storedAt });
      }
      if (findings) store.takeFindings(findings as Finding[]);
      store.wake(keys);
    },
  });

  const store = createEntryStore({
    ...setup,
    onBegun: stand,
    onEdit({ keys, explanations, sections }) {
      for (const key of keys) stand(key, null);
      if (keys.length > 0)
        queue.put(
          keys.flatMap((key) => {
            const line = store.line(key);
            const { value, note, carried } = store.entry(key);
            return line ? [{ measure: line.measure, member: line.member, value, note, carried }] : [];
          }),
        );
      if (sections) queue.declare(store.zeroSections());
      if (explanations.length > 0)
        queue.explain(Object.fromEntries(explanations.map((at) => [at, store.explanations.get(at) ?? ""])));
      store.wake(keys);
    },
  });

  function resolve(key: string, choice: "mine" | "theirs"): void {
    const conflict = store.conflicts.get(key);
    if (!conflict) return;
    store.setConflict(key, null);
    if (choice === "theirs") store.receive(new Map([[key, conflict.theirs]]));
    queue.resolve(key, choice);
    store.wake([key]);
  }

  const online = () => void queue.flush();
  window.addEventListener("online", online);
  const stopWaiting = onSignedInAgain(() => void queue.goOn());

  return {
    store,
    queue,
    /** Time of the last acknowledgement of this page; null = none yet. */
    savedAt: () => savedAt,
    /** False when this computer has no room for a draft. */
    isKept: () => kept,
    isWaiting: (key: string) => queue.unsaved().has(key),
    /** The state that the form has on the server since it was opened here: somebody returned, signed or sent it. */
    state: () => held.state,
    resolve,
    resolveAll: (choice: "mine" | "theirs") => [...store.conflicts.keys()].forEach((key) => resolve(key, choice)),
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop(): void {
      closed = true;
      keep(queue.draft());
      queue.stop();
      stopWaiting();
      person.end();
      leave();
      window.removeEventListener("online", online);
    },
    /** Before the browser leaves the page: what waits is marked for the next page to take over. */
    hide: () => void place.keep({ ...queue.draft(), begun: Object.fromEntries(begun) }, Date.now(), true),
  };
}
