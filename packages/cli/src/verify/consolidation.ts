import { createHash, type KeyObject } from "node:crypto";
import { canonicalJson } from "@duibiao/indicators";
import { fail } from "../fault.ts";
import { readStretch, verifyChain } from "./chain.ts";
import { readJson } from "./read.ts";
import { hashOfRevision, type Verdict } from "./receipt.ts";

type Included = { submission: number; revision: number; hash: string };
type Consolidation = { id: number; number: number; hash: string; document: { included: Included[] } };

/** A city's signed list: its content has its hash, the sealed log says that this hash was signed, the given revisions stand in it. */
export function verifyConsolidation(
  path: string,
  key: KeyObject,
  chain: readonly string[],
  contents: readonly string[],
): Verdict[] {
  return consolidationsIn(path).flatMap((one) => [
    sameContent(one),
    signedInLog(one, key, chain),
    ...contents.map((content) => listed(one, content)),
  ]);
}

/** One item of the list, or the whole answer. */
function consolidationsIn(path: string): Consolidation[] {
  const answer = readJson<{ items?: Consolidation[] } & Partial<Consolidation>>(path, []);
  const items = answer.items ?? [answer as Consolidation];
  if (items.length === 0 || items.some(({ id, hash, document }) => !id || !hash || !Array.isArray(document?.included)))
    fail("这不是汇总版次文件。", "This is no file of consolidations.");
  return items;
}

function sameContent({ id, hash, document }: Consolidation): Verdict {
  const again = createHash("sha256").update(canonicalJson(document)).digest("hex");
  const { length } = document.included;
  return again === hash
    ? {
        ok: true,
        zh: `汇总版次 ${id}：内容一致，列有 ${length} 个版次`,
        en: `consolidation ${id}: content as hashed, ${length} revisions`,
      }
    : {
        ok: false,
        zh: `汇总版次 ${id}：内容的校验码为 ${again}`,
        en: `consolidation ${id}: its content hashes to ${again}`,
      };
}

function signedInLog({ id, hash }: Consolidation, key: KeyObject, chain: readonly string[]): Verdict {
  const broken = verifyChain(chain, key, undefined).find(({ ok }) => !ok);
  if (broken !== undefined) return broken;
  const signing = chain
    .flatMap((path) => readStretch(path).links)
    .find(
      ({ row }) =>
        row?.object === `consolidation/${id}` && row.action === "consolidations.sign" && row.result === "done",
    );
  if (signing === undefined)
    return {
      ok: false,
      zh: `汇总版次 ${id}：所给的链段里没有签署记录`,
      en: `consolidation ${id}: the stretches given hold no record of its signing`,
    };
  return signing.row!.detail["hash"] === hash
    ? {
        ok: true,
        zh: `日志第 ${signing.seq} 环记载签署的就是这一份`,
        en: `link ${signing.seq} of the log: this very one was signed`,
      }
    : {
        ok: false,
        zh: `日志第 ${signing.seq} 环记载签署的是另一份`,
        en: `link ${signing.seq} of the log: another one was signed`,
      };
}

function listed({ id, document }: Consolidation, path: string): Verdict {
  const { submission, revision, hash } = hashOfRevision(path);
  const where = { zh: `报送 ${submission} 第 ${revision} 版`, en: `submission ${submission}, revision ${revision}` };
  return document.included.some(
    (one) => one.submission === submission && one.revision === revision && one.hash === hash,
  )
    ? {
        ok: true,
        zh: `${where.zh}：列于汇总版次 ${id}，数值一致`,
        en: `${where.en}: listed in consolidation ${id} with these figures`,
      }
    : {
        ok: false,
        zh: `${where.zh}：不在汇总版次 ${id} 中，或数值不同`,
        en: `${where.en}: not in consolidation ${id}, or with other figures`,
      };
}
