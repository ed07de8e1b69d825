import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Input, questions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { escalationsOf, ofNow } from "../notices/escalated.ts";
import type { Ctx } from "../serve.ts";
import { namesOn } from "../submissions/names.ts";

type Question = typeof tables.questions.$inferSelect;

/** 核实单 that the asker may see, oldest first. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listQuestions>) {
  const q = tables.questions;
  const rows = await ctx.tx
    .select()
    .from(q)
    .where(
      and(
        query.submission === undefined ? undefined : eq(q.submissionId, query.submission),
        query.unit === undefined ? undefined : eq(q.unitId, query.unit),
        query.open === "true" ? isNull(q.answer) : undefined,
      ),
    )
    .orderBy(asc(q.id))
    .limit(1000);
  return { items: await withNames(ctx, rows) };
}

/** All questions on one submission. */
export async function questionsOn(ctx: Ctx, submissionId: number) {
  const q = tables.questions;
  const rows = await ctx.tx.select().from(q).where(eq(q.submissionId, submissionId)).orderBy(asc(q.id));
  return withNames(ctx, rows);
}

/** Questions with who asked, who answered and the calls about them. */
async function withNames(ctx: Ctx, rows: readonly Question[]) {
  if (rows.length === 0) return [];
  const c = tables.questionCalls;
  const [nameOf, calls, told] = await Promise.all([
    namesOn(ctx, [...new Set(rows.map((row) => row.submissionId))]),
    ctx.tx
      .select({ questionId: c.questionId, id: c.id, by: c.name, at: c.at, text: c.text })
      .from(c)
      .where(
        inArray(
          c.questionId,
          rows.map((row) => row.id),
        ),
      )
      .orderBy(asc(c.id)),
    escalationsOf(
      ctx,
      "question",
      rows.map((row) => row.id),
    ),
  ]);
  return rows.map((row) => ({
    id: row.id,
    submissionId: row.submissionId,
    unitId: row.unitId,
    revision: row.revision,
    measure: row.measure,
    member: row.member,
    text: row.text,
    dueAt: row.dueAt,
    askedBy: nameOf(row.askedBy),
    askedAt: row.askedAt,
    escalated: ofNow(told(row.id), row.dueAt),
    answer: row.answer,
    answeredBy: row.answeredBy === null ? null : nameOf(row.answeredBy),
    answeredAt: row.answeredAt,
    calls: calls.filter((call) => call.questionId === row.id).map(({ questionId: _question, ...call }) => call),
  }));
}
