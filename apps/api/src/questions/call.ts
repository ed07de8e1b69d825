import { eq } from "drizzle-orm";
import type { Input, questions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { placeOf } from "../submissions/open.ts";

/** 电话沟通: what was said on the telephone about a question. It is added, never changed, and moves no figure. */
export async function call(ctx: Ctx, { params, body }: Input<typeof contract.logCall>) {
  const { questions, questionCalls } = tables;
  const [question] = await ctx.tx.select().from(questions).where(eq(questions.id, params.id));
  if (question === undefined) throw problems.notFound(`question ${params.id}`);
  ctx.must("submission.question", placeOf(question));
  const { submissionId, unitId, regionId, cityId } = question;
  const [row] = await ctx.tx
    .insert(questionCalls)
    .values({
      questionId: params.id,
      submissionId,
      unitId,
      regionId,
      cityId,
      text: body.text,
      userId: ctx.actor.userId,
      name: ctx.actor.name,
      at: ctx.now,
    })
    .returning({ id: questionCalls.id });
  await ctx.audit({ object: `question/${params.id}`, regionId, detail: { call: row!.id, text: body.text } });
  return { id: row!.id, by: ctx.actor.name, at: ctx.now, text: body.text };
}
