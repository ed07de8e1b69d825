import { hashKey, type QueryKey, type QueryPersister } from "@tanstack/react-query";
import { ApiProblem } from "@duibiao/client";
import { inStore } from "./computer-store.ts";

/** An answer of the server as it was last seen by a person on this computer. */
type Copy = { user: number; query: string; data: unknown; at: number };

/** Whose session it is stands under nobody: it is asked for before anybody is known. */
const NOBODY = 0;

/** A browser without room, or in a private window, works without copies: then a form opens with the network only. */
const quietly = (act: Promise<unknown>) => act.then(noop, noop);
const noop = () => {};

const put = (user: number, key: QueryKey, data: unknown) =>
  quietly(
    inStore("copies", "readwrite", (copies) => copies.put({ user, query: hashKey(key), data, at: Date.now() } as Copy)),
  );

const find = (user: number, key: QueryKey): Promise<Copy | undefined> =>
  inStore("copies", "readonly", (copies) => copies.get([user, hashKey(key)]) as IDBRequest<Copy | undefined>).catch(
    () => undefined,
  );

/** Replaces the copy of an answer by what has become of it here: the next page without network begins from there. */
export const keepCopy = (userId: number, key: QueryKey, data: unknown) => put(userId, key, data);

/** Everything that was kept, whoever's it is: the next person of this computer finds nothing of the last one's. */
export const forgetCopies = () => quietly(inStore("copies", "readwrite", (copies) => copies.clear()));

/** Since when the page has shown copies instead of answers; null = the server answers. */
let away: { since: number } | null = null;
const listeners = new Set<() => void>();
function setAway(next: { since: number } | null): void {
  if (away === next) return;
  away = next;
  for (const listener of listeners) listener();
}
export const awaySince = () => away?.since ?? null;
export const onAway = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

type Kept = {
  /** Operations whose answers are kept: what a person needs to go on working without network. */
  operations: readonly string[];
  session: { id: string; key: QueryKey };
  userId: () => number | undefined;
};

const isWithoutAnswer = (error: unknown) => error instanceof ApiProblem && error.status === 0;

/**
 * Keeps the answers of some operations on this computer, each under the account that asked, and gives them where the
 * server cannot be reached. A session that ended on the server ends here too, and one that is over by the clock opens
 * nothing.
 */
export function keptAnswers({ operations, session, userId }: Kept): QueryPersister {
  return async (queryFn, context, query) => {
    const key = query.queryKey as QueryKey;
    const isSession = key[0] === session.id;
    const owner = isSession ? NOBODY : userId();
    const wanted = owner !== undefined && (isSession || operations.includes(String(key[0])));
    try {
      const data = await queryFn(context as never);
      if (query.meta?.["immutable"] !== true) setAway(null);
      if (wanted) void put(owner, key, data);
      return data as never;
    } catch (error) {
      if (isSession && error instanceof ApiProblem && error.status === 401) await forgetCopies();
      if (!wanted || !isWithoutAnswer(error)) throw error;
      const copy = await find(owner, key);
      if (copy === undefined || (isSession && isOver(copy.data))) throw error;
      setAway({ since: Math.min(copy.at, away?.since ?? copy.at) });
      return copy.data as never;
    }
  };
}

const isOver = (session: unknown) => new Date((session as { expiresAt: string }).expiresAt) <= new Date();
