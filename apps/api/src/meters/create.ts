import type { Input, meters as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { mustServe } from "./must-serve.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { meterOf } from "./read.ts";

/** Registers a meter; its code is unique among the bureau's meters of the same figure. */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createMeter>) {
  mustServe(ctx, body.region);
  const { region: regionId, ...rest } = body;
  const [made] = await ctx.tx
    .insert(tables.meters)
    .values({ ...rest, regionId, userId: ctx.actor.userId, at: ctx.now })
    .onConflictDoNothing()
    .returning({ id: tables.meters.id });
  if (made === undefined)
    throw problems.conflict(`表计 ${body.code} 已登记`, `Meter ${body.code} is registered already`, {
      code: body.code,
    });
  await ctx.audit({ object: `meter/${made.id}`, regionId, detail: body });
  return meterOf(ctx, made.id);
}
