import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** Refuses whoever does not serve the very bureau that keeps the meter. */
export function mustServe(ctx: Ctx, region: number): void {
  if (!ctx.actor.tree.versions.has(region)) throw problems.notFound(`region ${region}`);
  ctx.must("meter.keep", { regionId: region, unitId: null });
  if (!servesBureau(ctx.actor, "meter.keep", region)) throw problems.forbidden("meter.keep");
}
