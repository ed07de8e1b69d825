import { createHash } from "node:crypto";
import type { Context } from "hono";
import { bearerOf, sessionToken } from "./request.ts";
import type { Platform } from "./serve.ts";

/** For so long a retry counts from when it first came. */
const holds = 15 * 60_000;
const header = "X-Duibiao-Queued";

/** The same wish of the same person: its retry carries the same key. */
function wishOf(c: Context): string | null {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return null;
  const who = bearerOf(c) ?? sessionToken(c) ?? "";
  return createHash("sha256").update(`${c.req.method} ${c.req.path} ${key} ${who}`).digest("base64");
}

/** When this wish first came, if the request brings what it was then given. What was sealed elsewhere, or for another wish, is nothing. */
function cameAt(c: Context, { keys }: Pick<Platform, "keys">, wish: string): number | null {
  try {
    const [moment, of] = keys.unseal(c.req.header(header) ?? "").split(" ");
    const waited = Date.now() - Number(moment);
    return of === wish && waited >= 0 && waited <= holds ? Number(moment) : null;
  } catch {
    return null;
  }
}

/**
 * What a request takes along that is told to come back only because the platform or its database is busy: when it first
 * came, sealed, so that any process believes it, also one that was started since, and nobody makes one up.
 */
export function proofOfArrival(c: Context, platform: Pick<Platform, "keys">): Record<string, string> {
  const wish = wishOf(c);
  if (wish === null) return {};
  return { [header]: platform.keys.seal(`${cameAt(c, platform, wish) ?? Date.now()} ${wish}`) };
}

/** When this request first came, if it was sent away and is here again at `now`; undefined: it was not. */
export function arrivalOf(c: Context, platform: Pick<Platform, "keys">, now: Date): Date | undefined {
  // Nearly every write comes for the first time.
  if (c.req.header(header) === undefined) return undefined;
  const wish = wishOf(c);
  const came = wish === null ? null : cameAt(c, platform, wish);
  return came === null ? undefined : new Date(now.getTime() - (Date.now() - came));
}
