import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * Ed25519 (RFC 8032) over UTF-8 text; signatures and the public key travel as base64. What must be read again but not
 * from a copy of the database is sealed: AES-256-GCM under a key derived (HKDF, RFC 5869) from the one outside it.
 */
export function receiptKeys(privateKey: KeyObject) {
  const publicKey = createPublicKey(privateKey);
  const secret = privateKey.export({ type: "pkcs8", format: "der" });
  const sealing = Buffer.from(hkdfSync("sha256", secret, "", "duibiao seal", 32));
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString("base64"),
    verify: (text: string, signature: string) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64")),
    seal: (text: string) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    unseal: (sealed: string) => {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}

/** Reads the signing key, or makes one on first use. It lives outside the database, readable by the server alone. */
export function openReceiptKeys(file: string) {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  }
  return receiptKeys(createPrivateKey(readFileSync(file)));
}
