import { randomBytes, randomInt } from "node:crypto";
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

/** How long a one-time code is good: handed over by phone, or printed for offices that are told in the course of a week. */
export const oneTimeHours = 24;
export const printedHours = 7 * 24;

const codeDigits = 12;

/**
 * A one-time code to be read out over the phone: twelve digits in groups of four, 39.8 random bits. The throttle lets
 * about 35 guesses a day pass, so that within its day a code is guessed with a chance of 4 in 10^11.
 */
export function oneTimeCode(): string {
  const digits = Array.from({ length: codeDigits }, () => randomInt(10)).join("");
  return digits.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/** Twelve digits as typed, with whatever spaces, dashes or full-width digits, as the code that was given; else null. */
export function asOneTimeCode(typed: string): string | null {
  const digits = typed.normalize("NFKC").replaceAll(/[\s-]/g, "");
  return /^\d{12}$/.test(digits) ? digits.replaceAll(/(.{4})(?=.)/g, "$1 ") : null;
}
