import { eq } from "drizzle-orm";
import type { Input, jointReviews as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { raise } from "../submissions/question.ts";
import { loadBundle } from "../submissions/open.ts";
import { minutesHash, mustBeOwn, openMinutes, signed } from "./open.ts";
import { shown } from "./read.ts";

/** Fewer than two people are no meeting. */
const LEAST_PRESENT = 2;

/** 签署: the leader signs what was seen; from then on it stays, and every question decided on goes out to its unit. */
export async function sign(ctx: Ctx, { params, body }: Input<typeof contract.signJointReview>) {
  const row = await openMinutes(ctx, params.id, true);
  mustBeOwn(ctx, "joint-review.sign", row.ownerRegionId);
  if (row.signedAt !== null) throw signed();
  const hash = minutesHash(row);
  if (hash !== body.hash) throw problems.stale({ hash });
  if (row.attendees.length < LEAST_PRESENT || row.items.length === 0)
    throw problems.rule(
      "签署前须写明至少两名参加人和至少一项会审意见",
      "Name at least two people present and one item decided before signing",
      { attendees: row.attendees.length, items: row.items.length },
    );
  for (const [at, item] of row.items.entries()) {
    if (item.decision !== "question") continue;
    const bundle = await loadBundle(ctx.tx, item.submission, true);
    const questionId = await raise(ctx, bundle, {
      measure: item.measure!,
      member: item.member!,
      text: `会审（${row.title}，第 ${at + 1} 项）：${item.text}`,
    });
    await ctx.tx
      .insert(tables.jointReviewQuestions)
      .values({ questionId, jointReviewId: row.id, ownerRegionId: row.ownerRegionId, item: at });
  }
  const [done] = await ctx.tx
    .update(tables.jointReviews)
    .set({ hash, signedBy: ctx.actor.userId, signedName: ctx.actor.name, signedAt: ctx.now })
    .where(eq(tables.jointReviews.id, row.id))
    .returning();
  const questions = row.items.filter(({ decision }) => decision === "question").length;
  const detail = { signed: hash, items: row.items.length, questions };
  await ctx.audit({ object: `joint-review/${row.id}`, regionId: row.ownerRegionId, detail });
  return shown(ctx, done!);
}
