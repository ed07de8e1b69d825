import { randomBytes } from "node:crypto";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { problems } from "../problem.ts";

/** Argon2id (RFC 9106) as OWASP ASVS 5.0 asks: 19 MiB, two passes, one lane; about 18 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * A queue that runs so many pieces of work at once and lets so many wait; beyond that a caller hears at once when to
 * come back, so that a login storm can take neither all cores nor all memory.
 */
export function createQueue(atOnce: number, waiting: number, retrySeconds: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async function queued<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw problems.slowDown(retrySeconds);
      // Whoever finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((go) => queue.push(go));
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** Password work of people who are not (yet) trusted: two at once, fifty waiting. */
export const passwordTurn = createQueue(2, 50, 2);

/** What is stored of a password. Verified exactly as sent: nothing is trimmed or cut. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** A hash that no password has: an unknown user takes as long as a known one. */
const nobodys = hash(randomBytes(32), cost);

/** Whether the password is the stored one; without a stored one the same work is done for nothing. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const right = await verify(stored ?? (await nobodys), password);
  return right && stored !== null;
}

/** Whether a hash was made with other parameters than today's. */
export function outdated(stored: string): boolean {
  const made = parseOptions(stored);
  return (
    made.memoryCost !== cost.memoryCost || made.timeCost !== cost.timeCost || made.parallelism !== cost.parallelism
  );
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A one-time password to be read aloud or copied from paper: 20 of 31 clear characters, 99 random bits. */
export function oneTimePassword(): string {
  const picked: string[] = [];
  while (picked.length < 20) {
    // Bytes beyond the last whole multiple of 31 are dropped: every character is equally likely.
    for (const byte of randomBytes(32)) if (byte < 248 && picked.length < 20) picked.push(letters[byte % 31]!);
  }
  return picked.join("").replaceAll(/(.{5})(?=.)/g, "$1-");
}
