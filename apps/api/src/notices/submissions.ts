import { sql } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import type { ReviewTier } from "../submissions/states.ts";
import { notify } from "./notify.ts";

/** What is told of one unit's report, to the unit and to whoever reviews it. Titles name task and unit, never a figure. */

type Report = { id: number; collectionId: number; unitId: number; regionId: number };

const unitPeople = ["clerk", "head"] as const;
const tierWords = {
  county: { zh: "县审", en: "county" },
  city: { zh: "市审", en: "city" },
  province: { zh: "省核", en: "province" },
} as const;

export const taskLink = ({ collectionId, unitId }: Pick<Report, "collectionId" | "unitId">) =>
  `/county/tasks/${collectionId}/${unitId}`;

/** 任务名 · 单位名, as they are called today. */
async function nameOf(ctx: Ctx, { collectionId, unitId }: Report): Promise<string> {
  const found = await ctx.tx.execute<{ task: string; unit: string }>(sql`
    select c.name as task, v.name as unit from ${tables.collections} c
    join lateral (select x.name from unit_versions x where x.unit_id = ${unitId} order by x.valid_from desc limit 1) v on true
    where c.id = ${collectionId}`);
  const { task, unit } = found.rows[0]!;
  return `${task} · ${unit}`;
}

export async function tellReturned(ctx: Ctx, report: Report, revision: number, tier: ReviewTier, reason: string) {
  const name = await nameOf(ctx, report);
  const { zh, en } = tierWords[tier];
  await notify(ctx, {
    key: `returned/submission/${report.id}/${revision}/${tier}`,
    kind: "returned",
    title: { zh: `已退回：${name}`, en: `Returned: ${name}` },
    body: {
      zh: `${zh}退回第 ${revision} 版，理由：${reason}。请修改后重新签署、报送。`,
      en: `Revision ${revision} was returned by the ${en}: ${reason}. Change it, sign it and send it again.`,
    },
    link: taskLink(report),
    object: `submission/${report.id}`,
    to: { roles: unitPeople, units: [report.unitId] },
  });
}

export async function tellAccepted(ctx: Ctx, report: Report, revision: number, tier: ReviewTier) {
  const name = await nameOf(ctx, report);
  const { zh, en } = tierWords[tier];
  await notify(ctx, {
    key: `accepted/submission/${report.id}/${revision}/${tier}`,
    kind: "accepted",
    title: { zh: `${zh}通过：${name}`, en: `Accepted by the ${en}: ${name}` },
    body: { zh: `第 ${revision} 版已审核通过。`, en: `Revision ${revision} was accepted.` },
    link: taskLink(report),
    object: `submission/${report.id}`,
    to: { roles: unitPeople, units: [report.unitId] },
  });
}

export async function tellAsked(ctx: Ctx, report: Report, question: number, dueAt: Date | null) {
  const name = await nameOf(ctx, report);
  const until = dueAt === null ? null : new Date(dueAt.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
  await notify(ctx, {
    key: `question_asked/question/${question}`,
    kind: "question_asked",
    title: { zh: `核实单待答复：${name}`, en: `A question waits for your answer: ${name}` },
    body: {
      zh: until === null ? "请在「核实单」中答复。" : `请于 ${until} 前在「核实单」中答复。`,
      en: until === null ? "Answer it under Questions." : `Answer it under Questions by ${until}.`,
    },
    link: "/county/questions",
    object: `question/${question}`,
    to: { roles: unitPeople, units: [report.unitId] },
  });
}

export async function tellAnswered(ctx: Ctx, report: Report, question: number, askedBy: number) {
  const name = await nameOf(ctx, report);
  await notify(ctx, {
    key: `question_answered/question/${question}`,
    kind: "question_answered",
    title: { zh: `核实单已答复：${name}`, en: `Your question was answered: ${name}` },
    body: { zh: "请查看答复，决定通过或退回。", en: "Read the answer, then accept or return the report." },
    link: `/city/review/${report.id}`,
    object: `question/${question}`,
    to: { users: [askedBy] },
  });
}
