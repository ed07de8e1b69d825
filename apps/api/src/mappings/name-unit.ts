import type { Input, mappings as contract } from "@duibiao/contract";
import { regionOfUnit } from "../posts/place.ts";
import type { Ctx } from "../serve.ts";
import { remember } from "./aliases.ts";
import { loadMapping, mappingOf } from "./open.ts";

/** 别名: what a person says a unit is called in the files of a mapping's system. */
export async function nameUnit(ctx: Ctx, { params, body }: Input<typeof contract.nameUnit>) {
  const { document } = mappingOf(await loadMapping(ctx, params.id));
  ctx.must("submission.push", { regionId: await regionOfUnit(ctx, body.unit), unitId: body.unit });
  await remember(ctx, body.unit, document.system, body.name);
  return { ok: true as const };
}
