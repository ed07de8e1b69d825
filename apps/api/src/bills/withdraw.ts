import { and, eq, isNull } from "drizzle-orm";
import type { bills as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { placeOf } from "../submissions/open.ts";

/** 作废: the bill counts no more. Cells that were filled from it stay until they are filled again, and are not submitted before. */
export async function withdraw(ctx: Ctx, { params }: Input<typeof contract.withdrawBill>) {
  const b = tables.bills;
  const [bill] = await ctx.tx.select().from(b).where(eq(b.id, params.id));
  if (bill === undefined) throw problems.notFound(`bill ${params.id}`);
  ctx.must("submission.save", placeOf(bill));
  const changed = await ctx.tx
    .update(b)
    .set({ withdrawnAt: ctx.now, withdrawnName: ctx.actor.name })
    .where(and(eq(b.id, params.id), isNull(b.withdrawnAt)))
    .returning({ id: b.id });
  if (changed.length === 0) throw problems.conflict("这张账单已经作废", "This bill was withdrawn already");
  await ctx.audit({ object: `bill/${params.id}`, regionId: bill.regionId, detail: { withdrawn: true } });
  return { id: params.id };
}
