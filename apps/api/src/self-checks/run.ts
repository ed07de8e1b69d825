import { eq, sql } from "drizzle-orm";
import { tables, type Db, type Tx } from "@duibiao/db";
import { beijingDay } from "../actor.ts";
import { notify } from "../notices/notify.ts";
import type { Platform } from "../serve.ts";
import { loadTree, regionOn } from "../tree.ts";
import { chainPart } from "./chain.ts";
import { consolidationsPart } from "./consolidations.ts";
import { filesPart } from "./files.ts";
import { panelSheetsPart } from "./panel-sheets.ts";
import { patiently, type Part } from "./part.ts";
import { receiptsPart } from "./receipts.ts";
import { releasesPart } from "./releases.ts";
import { rollUpsPart } from "./roll-ups.ts";
import { spotChecksPart } from "./spot-checks.ts";

const all = [
  chainPart,
  receiptsPart,
  consolidationsPart,
  releasesPart,
  panelSheetsPart,
  spotChecksPart,
  filesPart,
  rollUpsPart,
];

type Books = Pick<Platform, "keys" | "headsFile">;

/** Until 02:00 in Beijing it is still the night before. */
const nightOf = (now: Date) => beijingDay(new Date(now.getTime() - 2 * 3_600_000));

async function isDone(db: Db | Tx, day: string): Promise<boolean> {
  const { selfChecks: s } = tables;
  return (await db.select({ id: s.id }).from(s).where(eq(s.day, day))).length > 0;
}

/** Whether nobody has finished tonight's check yet. */
export const isDue = async (db: Db, now = new Date()): Promise<boolean> => !(await isDone(db, nightOf(now)));

/**
 * 夜间自检: recomputes the audit chain, every receipt with the figures and papers it names, what cities signed and
 * releases show, what experts judged and spot checks drew, the hashes of files and documents, and every roll-up, once a
 * day after 02:00 in Beijing, in whichever worker comes first. What does not fit is told to the administrators and
 * auditors at the top. Answers whether this call did it.
 */
export async function selfCheck(db: Db, books: Books, now = new Date()): Promise<boolean> {
  const day = nightOf(now);
  return db.transaction(async (claim) => {
    // The claim is held while others work; it takes no row and no lock that anybody else wants.
    await patiently(claim);
    const free = await claim.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(7307) as free`);
    if (!free.rows[0]!.free) return false;
    if (await isDone(claim, day)) return false;
    const start = performance.now();
    const parts: Part[] = [];
    for (const part of all) parts.push(await part(db, books, now));
    const sound = parts.every((part) => part.sound);
    const endedAt = new Date(now.getTime() + (performance.now() - start));
    await claim.insert(tables.selfChecks).values({ day, startedAt: now, endedAt, sound, parts });
    if (!sound) await tell(claim, day, parts, now);
    return true;
  });
}

const partWords: Record<Part["part"], { zh: string; en: string }> = {
  chain: { zh: "审计链", en: "audit chain" },
  receipts: { zh: "回执与数值", en: "receipts and figures" },
  consolidations: { zh: "汇总版次", en: "consolidations" },
  releases: { zh: "评估结果", en: "releases" },
  "panel-sheets": { zh: "专家判断表", en: "panel sheets" },
  "spot-checks": { zh: "抽查", en: "spot checks" },
  files: { zh: "文件与文档", en: "files and documents" },
  "roll-ups": { zh: "汇总值", en: "roll-ups" },
};

async function tell(tx: Tx, day: string, parts: readonly Part[], now: Date): Promise<void> {
  const tree = await loadTree(tx, null);
  const today = beijingDay(now);
  const tops = [...tree.versions.keys()].filter((id) => regionOn(tree, id, today)?.parentId === null);
  const wrong = parts.filter(({ sound }) => !sound);
  const names = (language: "zh" | "en", between: string) =>
    wrong.map(({ part, found }) => `${partWords[part][language]} ${found}`).join(between);
  await notify(
    { tx, now, actor: { userId: null } },
    {
      key: `self_check/${day}`,
      kind: "self_check",
      title: { zh: `夜间自检发现不符：${day}`, en: `The nightly self-check found what does not fit: ${day}` },
      body: { zh: `${names("zh", "，")}。请立即查看。`, en: `${names("en", ", ")}. Look at once.` },
      link: "/province/self-checks",
      object: `self-check/${day}`,
      to: { roles: ["system_admin", "audit_admin", "auditor"], regions: [null, ...tops] },
    },
  );
}
