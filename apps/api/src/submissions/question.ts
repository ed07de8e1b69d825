import { eq } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { tellAnswered, tellAsked } from "../notices/submissions.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { isAsked, loadBundle, placeOf, type Bundle } from "./open.ts";
import { mustBePossible } from "./states.ts";

/** 核实单: asks the unit about one cell. It changes no state; returning is a verb of its own. */
export async function question(ctx: Ctx, { params, body }: Input<typeof contract.askQuestion>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.question", placeOf(bundle.submission));
  return { id: await raise(ctx, bundle, body) };
}

type Asked = Input<typeof contract.askQuestion>["body"];

/** Leaves a question on a cell of a submission that is open to questions. */
export async function raise(ctx: Ctx, bundle: Bundle, body: Asked): Promise<number> {
  const { submission } = bundle;
  mustBePossible(submission.state, "question");
  if (!isAsked(bundle, body)) {
    throw problems.rule("该单元格不在本报表内", "This cell is not part of the form", {
      cell: `${body.measure}/${body.member}`,
    });
  }
  const { id: submissionId, unitId, regionId, cityId } = submission;
  const [row] = await ctx.tx
    .insert(tables.questions)
    .values({
      submissionId,
      revision: submission.submittedRev ?? submission.lastRev,
      unitId,
      regionId,
      cityId,
      measure: body.measure,
      member: body.member,
      text: body.text,
      dueAt: body.dueAt === undefined ? null : new Date(body.dueAt),
      askedBy: ctx.actor.userId,
      askedAt: ctx.now,
    })
    .returning({ id: tables.questions.id });
  await tellAsked(ctx, submission, row!.id, body.dueAt === undefined ? null : new Date(body.dueAt));
  await ctx.audit({
    object: `question/${row!.id}`,
    regionId,
    detail: { submission: submissionId, cell: `${body.measure}/${body.member}`, text: body.text },
  });
  return row!.id;
}

/** The unit's answer; one answer per question, a further doubt is a further question. */
export async function answer(ctx: Ctx, { params, body }: Input<typeof contract.answerQuestion>) {
  const q = tables.questions;
  const [row] = await ctx.tx.select().from(q).where(eq(q.id, params.id)).for("update");
  if (row === undefined) throw problems.notFound(`question ${params.id}`);
  ctx.must("submission.answer", placeOf(row));
  if (row.answer !== null) throw problems.conflict("该核实单已答复", "This question has been answered");
  await ctx.tx
    .update(q)
    .set({ answer: body.text, answeredBy: ctx.actor.userId, answeredAt: ctx.now })
    .where(eq(q.id, params.id));
  await tellAnswered(ctx, await reportOf(ctx, row.submissionId), params.id, row.askedBy);
  await ctx.audit({ object: `question/${params.id}`, regionId: row.regionId, detail: { answer: body.text } });
  return { id: params.id };
}

async function reportOf(ctx: Ctx, id: number) {
  const { id: submission, collectionId, unitId, regionId } = tables.submissions;
  const [row] = await ctx.tx
    .select({ id: submission, collectionId, unitId, regionId })
    .from(tables.submissions)
    .where(eq(submission, id));
  return row!;
}
