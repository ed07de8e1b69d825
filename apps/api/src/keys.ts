import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Ed25519 (RFC 8032) over UTF-8 text; signatures and the public key travel as base64. */
export function receiptKeys(privateKey: KeyObject) {
  const publicKey = createPublicKey(privateKey);
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString("base64"),
    verify: (text: string, signature: string) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64")),
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
