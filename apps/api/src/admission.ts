import type { MiddlewareHandler } from "hono";
import { problems } from "./problem.ts";

/**
 * So many requests wait for a connection to the database at most, about a second of work; whoever comes then hears at
 * once when to come back, before a byte of the body is read: refusing late would cost what it takes to answer. Half of
 * the places are kept for those who come back at their moment, so that they go before those who come anew.
 */
const longestQueue = 100;
/** Nobody is asked to come back sooner or later than after so many seconds. */
const soonest = 2;
const latest = 30;
/** Answers a second that a server gives that has just begun, and the seconds over which its own are counted. */
const slowest = 20;
const memory = 5;

/**
 * Moments for those who are sent away: as far apart as the answers of the last seconds were, so that whoever comes back
 * finds room, and a crowd is not told the same moment.
 * @param now milliseconds of a clock that only goes on.
 */
export function createMoments(now: () => number = () => performance.now()) {
  let rate = 0;
  let counted = now();
  let last = 0;
  const rateAt = (at: number) => rate * Math.exp((counted - at) / (1000 * memory));
  return {
    answered(): void {
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

/** Lets a request wait for one of the pool's connections, or sends it away with a moment to come back. */
export function admitted(pool: { waitingCount: number }): MiddlewareHandler {
  const moments = createMoments();
  return async (c, next) => {
    const places = c.req.header("X-Duibiao-Queued") === undefined ? longestQueue / 2 : longestQueue;
    if (pool.waitingCount >= places) throw problems.busy({ retryAfter: moments.next() });
    await next();
    moments.answered();
  };
}
