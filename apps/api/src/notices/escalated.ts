import { and, asc, eq, inArray } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { regionName } from "../matters/open.ts";
import type { Ctx } from "../serve.ts";

/** 已逾期上报: when which bureau was told that something is overdue, the first turn first. */
export async function escalationsOf(ctx: Ctx, noun: "matter" | "question", ids: readonly number[]) {
  if (ids.length === 0) return () => [];
  const e = tables.escalations;
  const rows = await ctx.tx
    .select()
    .from(e)
    .where(and(eq(e.noun, noun), inArray(e.objectId, ids)))
    .orderBy(asc(e.at));
  const { tree, today } = ctx.actor;
  return (id: number) =>
    rows
      .filter(({ objectId }) => objectId === id)
      .map(({ dueAt, toRegionId, at }) => ({ dueAt, to: regionName(tree, toRegionId, today), at }));
}

/** Of what is overdue now, not of a turn that is over. */
export const ofNow = (told: { dueAt: Date; to: string; at: Date }[], dueAt: Date | null) => {
  const now = told.find((one) => one.dueAt.getTime() === dueAt?.getTime());
  return now === undefined ? null : { to: now.to, at: now.at };
};
