import type { Context } from "hono";
import { sessionToken } from "./request.ts";

/** For so long a retry counts from when it first came, and of so many requests this process remembers it. */
const remembered = 15 * 60_000;
const most = 20_000;
const firstCame = new Map<string, number>();

/** The same wish of the same person: its retry carries the same key. */
function wishOf(c: Context): string | null {
  const key = c.req.header("Idempotency-Key");
  return key === undefined ? null : `${c.req.path} ${key} ${sessionToken(c) ?? ""}`;
}

/** Notes a request that is told to come back only because the platform or its database is busy. */
export function noteSentAway(c: Context): void {
  const wish = wishOf(c);
  if (wish === null || firstCame.has(wish)) return;
  firstCame.set(wish, performance.now());
  if (firstCame.size > most) firstCame.delete(firstCame.keys().next().value!);
}

/** When this request first came, if it was sent away and is here again at `now`; undefined: it was not. */
export function arrivalOf(c: Context, now: Date): Date | undefined {
  const came = firstCame.get(wishOf(c) ?? "");
  if (came === undefined) return undefined;
  const waited = performance.now() - came;
  return waited > remembered ? undefined : new Date(now.getTime() - waited);
}
