import { z } from "zod";
import { at, day, filled, flag, id, line } from "./fields.ts";
import { operation } from "./operation.ts";

/** 更名; 撤并 into another institution; 合署办公 with another, which reports for both; 分署: that ends. */
export const unitChangeKind = z.enum(["rename", "merge", "joint", "apart"]);

/** Why a unit does not report by itself, as its duty keeps it: in both languages; 合署办公 is found by this text when it ends. */
export const reportedBy = (change: { id: number; kind: string; effective: string }, into: string): string => {
  const { id, kind, effective } = change;
  return kind === "merge"
    ? `自 ${effective} 并入「${into}」，由其合并填报（单位变动 ${id}） / merged into ${into}, which reports for it`
    : `自 ${effective} 与「${into}」合署办公，由其合并填报（单位变动 ${id}） / in a joint office with ${into}, which reports for it`;
};

const CANCELLED = "任务已取消：";

/** Why nobody owes a collection any more, as every duty of it keeps it. */
export const cancelledBecause = (reason: string): string => `${CANCELLED}${reason}`;

/** Whether a duty is exempt because of this very change; duties of before have it in half-width brackets. */
export const exemptBy = (reason: string, change: number): boolean =>
  new RegExp(`[（(]单位变动 ${change}[）)]`).test(reason);

/** Why a unit is exempt, by language; what a person wrote is the same in both. */
export function exemptBecause(reason: string): { zh: string; en: string } {
  if (reason.startsWith(CANCELLED))
    return { zh: reason, en: `the collection was cancelled: ${reason.slice(CANCELLED.length)}` };
  const [, zh, en] = /^(.+[（(]单位变动 \d+[）)]) \/ (.+)$/s.exec(reason) ?? [];
  return { zh: zh ?? reason, en: en ?? reason };
}

const named = z.object({ id: z.number(), code: z.string(), name: z.string() });

const unitChange = z.object({
  id: z.number(),
  kind: unitChangeKind,
  effective: z.string(),
  units: z.array(named),
  /** Who reports for them from then on. */
  into: named.nullable(),
  /** The new name. */
  name: z.string(),
  documentNo: z.string(),
  reason: z.string(),
  /** Of 合署办公: the day from which they report apart again. */
  ended: z.string().nullable(),
  by: z.string(),
  at,
});

/** What becomes of a task that is not locked. */
const task = z.object({
  collectionId: z.number(),
  name: z.string(),
  period: z.string(),
  unit: named,
  /** handed: the other institution reports for it; owes: it reports by itself again. */
  becomes: z.enum(["handed", "owes"]),
  /** It had typed figures, which stay readable. */
  begun: z.boolean(),
});

export const listUnitChanges = operation({
  id: "unit-changes.list",
  method: "get",
  path: "/unit-changes",
  action: "unit.read",
  reach: "reference",
  summary: {
    zh: "一个地区的单位变动：更名、撤并、合署办公、分署，最近的在前",
    en: "Changes of a region's institutions: renamed, merged, in a joint office, apart again; latest first",
  },
  query: { region: id },
  response: z.object({ items: z.array(unitChange) }),
});

export const changeUnits = operation({
  id: "unit-changes.make",
  method: "post",
  path: "/unit-changes",
  action: "unit.change",
  reach: "subtree",
  summary: {
    zh: "登记单位变动：自某日起更名、撤并、合署办公；先试运行看哪些任务改由谁填报",
    en: "Record a change of institutions from a day on; the dry run tells which tasks pass to whom",
  },
  query: { dryRun: flag.default(false) },
  body: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("rename"),
      unit: id,
      name: filled(200),
      effective: day,
      documentNo: line(100).default(""),
      reason: filled(500),
    }),
    z.strictObject({
      kind: z.enum(["merge", "joint"]),
      units: z.array(id).min(1).max(50),
      into: id,
      effective: day,
      documentNo: line(100).default(""),
      reason: filled(500),
    }),
    z.strictObject({
      kind: z.literal("apart"),
      /** The 合署办公 that ends. */
      change: id,
      effective: day,
      documentNo: line(100).default(""),
      reason: filled(500),
    }),
  ]),
  response: z.object({ dryRun: z.boolean(), id: z.number().nullable(), tasks: z.array(task) }),
  keyed: true,
});
