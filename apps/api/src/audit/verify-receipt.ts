import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { canonicalJson } from "@duibiao/indicators";

// Run by hand, far from the platform and its database:
//   npx tsx src/audit/verify-receipt.ts <receipt.json> <public key: base64 or a file of it, or PEM>

type Receipt = {
  submissionId: number;
  revision: number;
  contentHash: string;
  submittedAt: string;
  signature: string;
};

/**
 * Whether a receipt was signed with the key (Ed25519, RFC 8032). The key must come from somewhere else than the
 * receipt: the one printed on it proves nothing.
 */
export function signedBy(receipt: Receipt, key: KeyObject): boolean {
  const { contentHash, revision, submissionId, submittedAt } = receipt;
  const text = canonicalJson({ contentHash, revision, submissionId, submittedAt });
  return verify(null, Buffer.from(text), key, Buffer.from(receipt.signature, "base64"));
}

export function publicKeyFrom(text: string): KeyObject {
  if (text.includes("BEGIN")) return createPublicKey(text);
  return createPublicKey({ key: Buffer.from(text.trim(), "base64"), format: "der", type: "spki" });
}

function run(receiptFile: string | undefined, key: string | undefined): number {
  if (receiptFile === undefined || key === undefined) {
    console.error("用法 / usage: verify-receipt.ts <receipt.json> <公钥 public key>");
    return 2;
  }
  try {
    const receipt = JSON.parse(readFileSync(receiptFile, "utf8")) as Receipt;
    const genuine = signedBy(receipt, publicKeyFrom(existsSync(key) ? readFileSync(key, "utf8") : key));
    console.log(
      genuine
        ? `真实:报送 ${receipt.submissionId} 第 ${receipt.revision} 版,内容 ${receipt.contentHash},${receipt.submittedAt}\n` +
            `genuine: submission ${receipt.submissionId}, revision ${receipt.revision}, content ${receipt.contentHash}, ${receipt.submittedAt}`
        : "签名不符:回执不真实或已被改动 / the signature does not fit: not genuine, or changed",
    );
    return genuine ? 0 : 1;
  } catch (error) {
    console.error(`回执或公钥无法读取 / the receipt or the key cannot be read: ${(error as Error).message}`);
    return 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = run(process.argv[2], process.argv[3]);
