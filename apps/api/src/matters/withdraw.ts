import type { Input, matters as contract } from "@duibiao/contract";
import { closeRequest } from "../corrections/close.ts";
import { tellWithdrawn } from "../notices/matters.ts";
import type { Ctx } from "../serve.ts";
import { addEvent, changeMatter } from "./add.ts";
import { mustAsk } from "./may.ts";
import { openMatter } from "./open.ts";
import { fullMatter } from "./read.ts";

/** 撤回: whoever asked takes it back, as long as it has not been decided. Nothing of it stays in any figure. */
export async function withdraw(ctx: Ctx, { params, body }: Input<typeof contract.withdrawMatter>) {
  const matter = await openMatter(ctx, params.id, undefined, true);
  ctx.must("matter.attach", matter);
  await mustAsk(ctx, matter, "withdraw");
  await addEvent(ctx, matter, { deed: "withdrawn", text: body.reason });
  if (matter.turn !== null) await tellWithdrawn(ctx, matter, body.reason);
  const changed = await changeMatter(ctx, matter, { state: "withdrawn", turn: null, dueAt: null });
  if (matter.kind === "correction") await closeRequest(ctx, matter);
  await ctx.audit({ object: `matter/${matter.id}`, regionId: matter.regionId, detail: { withdrawn: body.reason } });
  return fullMatter(ctx, changed);
}
