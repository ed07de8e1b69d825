import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/** As every authenticator knows it: SHA-1, six digits, thirty seconds (RFC 6238). */
const authenticator = (secret: Secret, label = "") =>
  new TOTP({ issuer: "对标", label, secret, algorithm: "SHA1", digits: 6, period: 30 });

export function newSecret(label: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: authenticator(secret, label).toString() };
}

/** The interval whose digits were typed, one before or after now at most: clocks of phones differ. Null: none. */
export function stepOf(secret: string, typed: string, now: Date): number | null {
  const token = typed.normalize("NFKC").replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const totp = authenticator(Secret.fromBase32(secret));
  const delta = totp.validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : totp.counter({ timestamp: now.getTime() }) + delta;
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten backup codes of twelve clear characters, 59 random bits each, in groups of four. */
export function newCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const picked: string[] = [];
    while (picked.length < 12)
      // Bytes beyond the last whole multiple of 31 are dropped: every character is equally likely.
      for (const byte of randomBytes(24)) if (byte < 248 && picked.length < 12) picked.push(letters[byte % 31]!);
    return picked.join("").replaceAll(/(.{4})(?=.)/g, "$1-");
  });
}

/** A backup code as typed, whatever its spaces, dashes and capitals, by its digest: they are long enough to need no salt. */
export const codeHash = (typed: string): string =>
  createHash("sha256").update(typed.normalize("NFKC").toLowerCase().replaceAll(/[\s-]/g, "")).digest("hex");
