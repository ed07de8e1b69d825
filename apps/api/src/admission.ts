import type { MiddlewareHandler } from "hono";
import { problems } from "./problem.ts";
import { bearerOf, sessionToken } from "./request.ts";

/**
 * So many requests wait for a connection to the database at most, about a second of work; whoever comes then hears at
 * once when to come back, before a byte of the body is read: refusing late would cost what it takes to answer. Those who
 * come anew find a third of the places, those who come back at their moment two thirds, and whoever was let in all of
 * them for the length of a turn: who has waited once can finish what they came for, and is not asked to wait before
 * each of its steps.
 */
const places = { anew: 50, back: 100, inTurn: 150 };
/** Milliseconds of a turn. */
const turn = 60_000;
/** Nobody is asked to come back sooner or later than after so many seconds. */
const soonest = 2;
const latest = 30;
/** People a second that a server lets in that has just begun, and the seconds over which its own are counted. */
const slowest = 20;
const memory = 5;

/**
 * Moments for those who are sent away: as far apart as people were let in over the last seconds, so that whoever comes
 * back finds room, and a crowd is not told the same moment.
 * @param now milliseconds of a clock that only goes on.
 */
export function createMoments(now: () => number = () => performance.now()) {
  let rate = 0;
  let counted = now();
  let last = 0;
  const rateAt = (at: number) => rate * Math.exp((counted - at) / (1000 * memory));
  return {
    letIn(): void {
      const at = now();
      rate = rateAt(at) + 1 / memory;
      counted = at;
    },
    /** Seconds until the next free moment, whole as HTTP wants them. */
    next(): number {
      const at = now();
      last = Math.min(Math.max(last, at + 1000 * soonest) + 1000 / Math.max(slowest, rateAt(at)), at + 1000 * latest);
      return Math.round((last - at) / 1000);
    },
  };
}

/** Who was let in, by what they show, until when; in the order of their turns' ends. */
function createTurns(now: () => number) {
  const ends = new Map<string, number>();
  return {
    has: (who: string): boolean => (ends.get(who) ?? 0) > now(),
    begin(who: string): void {
      for (const [other, end] of ends) {
        if (end > now()) break;
        ends.delete(other);
      }
      ends.set(who, now() + turn);
    },
  };
}

/** Lets a request wait for one of the pool's connections, or sends it away with a moment to come back. */
export function admitted(
  pool: { waitingCount: number },
  now: () => number = () => performance.now(),
): MiddlewareHandler {
  const moments = createMoments(now);
  const turns = createTurns(now);
  return async (c, next) => {
    // A program has its own limits, and no turn.
    const who = bearerOf(c) === null ? sessionToken(c) : null;
    const isInTurn = who !== null && turns.has(who);
    const comes = isInTurn ? "inTurn" : c.req.header("X-Duibiao-Queued") === undefined ? "anew" : "back";
    if (pool.waitingCount >= places[comes])
      throw problems.busy({ retryAfter: comes === "anew" ? moments.next() : soonest });
    await next();
    if (isInTurn) return;
    moments.letIn();
    // Who shows what nobody has been given begins no turn.
    if (who !== null && c.error === undefined) turns.begin(who);
  };
}
