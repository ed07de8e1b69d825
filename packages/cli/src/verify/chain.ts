import { createHash, type KeyObject } from "node:crypto";
import { basename } from "node:path";
import { beginning, headText, sealBytes, type SealedRow } from "@duibiao/indicators";
import { fail } from "../fault.ts";
import { readJson, readText, signedWith } from "./read.ts";
import type { Verdict } from "./receipt.ts";

type Place = { seq: number; hash: string };
type Head = Place & { signature: string };
export type Link = Place & { auditId: number; prev: string; row: SealedRow | null; withheld: boolean };
/** The answer of GET /audit/export: a stretch of the chain and its signed end. */
type Stretch = { format: string; after: Place; links: Link[]; head: Head; next: number | null };

const FORMAT = "duibiao-audit-chain/1";

/**
 * Recomputes a chain from its files, in order: every link continues the one before, every row has the hash of its link,
 * every end carries the platform's signature, and heads that were kept earlier are still in it.
 */
export function verifyChain(paths: readonly string[], key: KeyObject, headsPath: string | undefined): Verdict[] {
  const stretches = paths.map((path) => readStretch(path));
  const faults: Verdict[] = [];
  let at = stretches[0]!.after;
  if (at.seq === 0 && at.hash !== beginning) faults.push(broken(1, "does not begin at the beginning", "起点不对"));
  let withheld = 0;
  const hashes = new Map([[at.seq, at.hash]]);
  for (const { after, links, head } of stretches) {
    if (after.seq !== at.seq || after.hash !== at.hash)
      faults.push(broken(after.seq + 1, "does not continue the file before", "与前一文件不衔接"));
    at = after;
    for (const link of links) {
      const fault = faultOf(link, at);
      if (fault !== null) faults.push(fault);
      if (link.withheld) withheld++;
      at = link;
      hashes.set(link.seq, link.hash);
    }
    if (head.seq !== at.seq || head.hash !== at.hash)
      faults.push(broken(head.seq, "is signed as the end, but is not", "被签名为链尾，但不是"));
    else if (!signedWith(key, headText(head), head.signature))
      faults.push(broken(head.seq, "does not carry the platform's signature", "链头签名不符"));
  }
  const whole = stretches.at(-1)!.next === null;
  if (headsPath !== undefined) faults.push(...againstHeads(hashes, whole, key, headsPath));
  if (faults.length > 0) return faults.slice(0, 20);
  const first = stretches[0]!.after.seq + 1;
  return [
    {
      ok: true,
      zh: `完好：第 ${first} 至 ${at.seq} 环，其中 ${withheld} 环的内容不在导出人的管辖范围，只核对了位置`,
      en: `intact: links ${first} to ${at.seq}; of ${withheld} the exporter may not read the row, only their place was checked`,
    },
  ];
}

export function readStretch(path: string): Stretch {
  const stretch = readJson<Stretch>(path, ["format", "after", "links", "head", "next"]);
  if (stretch.format !== FORMAT)
    fail(
      `${basename(path)} 不是审计链文件（format 应为 ${FORMAT}）。`,
      `${basename(path)} is no stretch of an audit chain (format ${FORMAT}).`,
    );
  return stretch;
}

const broken = (seq: number, en: string, zh: string): Verdict => ({
  ok: false,
  zh: `第 ${seq} 环：${zh}`,
  en: `link ${seq} ${en}`,
});

function faultOf({ seq, prev, hash, row, withheld }: Link, before: Place): Verdict | null {
  if (seq !== before.seq + 1) return broken(before.seq + 1, "is missing", "缺失");
  if (prev !== before.hash) return broken(seq, "does not continue the one before", "与前一环不衔接");
  if (withheld) return null;
  if (row === null) return broken(seq, "has lost its row", "对应的日志已不存在");
  const again = createHash("sha256")
    .update(sealBytes(seq, prev, row))
    .digest("hex");
  return again === hash ? null : broken(seq, "has another row than was sealed", "对应的日志被改动");
}

/** Heads that somebody kept: one as JSON, or one a line. Those outside the stretch say nothing of it. */
function againstHeads(hashes: ReadonlyMap<number, string>, whole: boolean, key: KeyObject, path: string): Verdict[] {
  const heads = readText(path)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => parsedHead(line, path));
  const last = Math.max(...hashes.keys());
  return heads.flatMap((head) => {
    if (!signedWith(key, headText(head), head.signature))
      return [broken(head.seq, "as it was kept does not carry the platform's signature", "所留链头签名不符")];
    const hash = hashes.get(head.seq);
    if (whole && head.seq > last)
      return [broken(head.seq, "was kept once and is gone: the tail was cut", "曾经存在，链尾被截去")];
    return hash === undefined || hash === head.hash
      ? []
      : [broken(head.seq, "differs from the head that was kept: rewritten", "与所留链头不同，链被重写")];
  });
}

function parsedHead(line: string, path: string): Head {
  try {
    const { seq, hash, signature } = JSON.parse(line) as Head;
    if (typeof seq === "number" && typeof hash === "string" && typeof signature === "string")
      return { seq, hash, signature };
  } catch {
    // Said below, with what is no JSON at all.
  }
  return fail(`${basename(path)} 不是链头文件。`, `${basename(path)} holds no heads of a chain.`);
}
