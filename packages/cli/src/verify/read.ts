import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { fail } from "../fault.ts";

export function readText(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) fail(`找不到文件：${path}。`, `no file at ${path}.`);
  return readFileSync(path, "utf8");
}

/** The JSON of a file, if it has all of the named fields. */
export function readJson<Document>(path: string, fields: readonly (keyof Document & string)[]): Document {
  const file = basename(path);
  let document: unknown;
  try {
    document = JSON.parse(readText(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    fail(`${file} 不是 JSON。`, `${file} is not JSON.`);
  }
  const missing = fields.filter((field) => (document as Record<string, unknown> | null)?.[field] === undefined);
  if (missing.length > 0)
    fail(`${file} 缺少字段：${missing.join("、")}。`, `${file} lacks the field(s) ${missing.join(", ")}.`);
  return document as Document;
}

/** The platform's public key: a file of it, or itself, as PEM or as base64 (SPKI). */
export function readKey(text: string | undefined): KeyObject {
  if (text === undefined)
    fail(
      "请用 --key 给出平台公钥，须从回执或链文件以外的途径取得。",
      "give the platform's public key by --key; it must come from elsewhere than the receipt or the chain.",
    );
  const key = existsSync(text) ? readText(text) : text;
  try {
    return key.includes("BEGIN")
      ? createPublicKey(key)
      : createPublicKey({ key: Buffer.from(key.trim(), "base64"), format: "der", type: "spki" });
  } catch {
    fail(
      "公钥无法读取：应为 PEM 或 base64（SPKI）。",
      "the public key cannot be read: PEM or base64 (SPKI) is expected.",
    );
  }
}

/** Ed25519 (RFC 8032) over UTF-8 text. */
export const signedWith = (key: KeyObject, text: string, signature: string): boolean =>
  verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"));
