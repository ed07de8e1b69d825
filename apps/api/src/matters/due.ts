import { beijingDay } from "../actor.ts";
import { calendarFor } from "../calendar/load.ts";
import { addWorkdays, endOfDay } from "../calendar/workdays.ts";
import type { Ctx } from "../serve.ts";

/** 拟: workdays for one tier's decision on a correction, for a reply to an objection, and for raising one after publication. */
export const workdays = { decision: 5, reply: 10, objection: 10 } as const;

/** 24:00 of the n-th workday after a moment (now), on the owner's calendar. */
export async function dueIn(ctx: Ctx, owner: number, days: number, from: Date = ctx.now): Promise<Date> {
  return endOfDay(addWorkdays(await calendarFor(ctx, owner), beijingDay(from), days));
}
