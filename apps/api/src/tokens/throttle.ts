import { problems } from "../problem.ts";

/** Requests of one token: so many at once, then so many a second. People's requests are never counted here. */
const BURST = 120;
const A_SECOND = 10;
/** Secrets that no token has, by source. 256 random bits cannot be guessed; this keeps a loop from costing much. */
const WRONG_BURST = 20;
const WRONG_A_SECOND = 1 / 6;
/** Counters kept; beyond it the oldest is forgotten. */
const KEPT = 10_000;

type Bucket = { left: number; at: number };
const buckets = new Map<string, Bucket>();

/** Counts a request against a bucket of this process. @throws slow_down when it is empty. */
function take(key: string, burst: number, perSecond: number, now: number): void {
  const known = buckets.get(key) ?? { left: burst, at: now };
  const left = Math.min(burst, known.left + (Math.max(0, now - known.at) / 1000) * perSecond);
  if (left < 1) throw problems.slowDown(Math.max(1, Math.ceil((1 - left) / perSecond)));
  buckets.delete(key);
  buckets.set(key, { left: left - 1, at: now });
  if (buckets.size > KEPT) buckets.delete(buckets.keys().next().value!);
}

export const countRequest = (hash: string): void => take(`token ${hash}`, BURST, A_SECOND, Date.now());
export const countWrong = (source: string): void => take(`wrong ${source}`, WRONG_BURST, WRONG_A_SECOND, Date.now());
