import type { extensions as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { dayOfDue, dueOn } from "../calendar/workdays.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { reviewTiers } from "../submissions/states.ts";
import { extendable, hold, latestOf } from "./authority.ts";
import { one, openAsks } from "./list.ts";
import { tellAsked } from "./tell.ts";

/** 申请延期: until which day and why. A day off means the next workday. */
export async function ask(ctx: Ctx, { body }: Input<typeof contract.askExtension>) {
  const task = await extendable(ctx, body.collection);
  const { collection, calendar } = task;
  const assignment = (await hold(ctx, collection, [body.unit]))[0]!;
  ctx.must("extension.ask", { regionId: assignment.regionId, unitId: body.unit });
  if (assignment.exemptReason !== null)
    throw problems.conflict("本单位免报，不需要延期", "The unit is exempt; there is nothing to extend");
  const until = dueOn(calendar, body.until).at;
  mustBeLater(ctx, assignment.dueUntil ?? collection.dueUnit, until);
  const latest = reviewTiers.flatMap((tier) => latestOf(calendar, collection, tier) ?? []).sort((a, b) => +b - +a)[0];
  if (latest === undefined)
    throw problems.rule(
      "本任务没有规定可以延期；确有困难请联系布置单位",
      "This collection provides for no extensions; call whoever opened it",
    );
  if (until > latest)
    throw problems.rule(
      `本任务最迟可延至 ${dayOfDue(latest)}，请改申请的日期`,
      `This collection can be extended until ${dayOfDue(latest)} at most; ask for an earlier day`,
      { path: "body.until", latest },
    );
  if ((await openAsks(ctx, collection.id, [body.unit])).size > 0)
    throw problems.conflict(
      "已有一份延期申请在等待决定，请等它办结",
      "An extension is already asked for and waits for a decision",
    );
  const [row] = await ctx.tx
    .insert(tables.extensions)
    .values({
      collectionId: collection.id,
      unitId: body.unit,
      regionId: assignment.regionId,
      cityId: assignment.cityId,
      kind: "ask",
      until,
      reason: body.reason,
      tier: "unit",
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning();
  await tellAsked(ctx, task, row!);
  await ctx.audit({
    object: `extension/${row!.id}`,
    regionId: assignment.regionId,
    detail: { collection: collection.id, unit: body.unit, until: until.toISOString(), reason: body.reason },
  });
  return one(ctx, row!.id);
}

/** An extension ends after the due time that stands, and not in the past. */
export function mustBeLater(ctx: Ctx, due: Date, until: Date): void {
  if (until > due && until > ctx.now) return;
  throw problems.rule(
    `延期须晚于现在的期限（${dayOfDue(due)}）和今天`,
    `An extension must end after the present due day (${dayOfDue(due)}) and after today`,
    { path: "body.until" },
  );
}
