import { sql } from "drizzle-orm";
import type { Input, posts as contract } from "@duibiao/contract";
import type { Place } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { administrators } from "./apart.ts";

type Wanted = Pick<Input<typeof contract.grantPost>["body"], "role" | "region" | "unit">;

/** Where the post would hold: clerks and heads at a unit, the others at a region, administrators also everywhere. */
export async function placeOf(ctx: Ctx, { role, region, unit }: Wanted): Promise<Place> {
  const atUnit = role === "clerk" || role === "head";
  const fault =
    atUnit && (unit === undefined || region !== undefined)
      ? {
          path: "body.unit",
          zh: "填报人、负责人须指定单位，且不指定地区",
          en: "a clerk or head needs a unit and no region",
        }
      : !atUnit && unit !== undefined
        ? {
            path: "body.unit",
            zh: "只有填报人、负责人任职于单位",
            en: "only clerks and heads serve a unit",
          }
        : !atUnit && region === undefined && !administrators.has(role)
          ? { path: "body.region", zh: "须指定地区", en: "a region is needed" }
          : null;
  if (fault !== null) throw problems.badRequest([fault]);
  if (unit !== undefined) return { regionId: await regionOfUnit(ctx, unit), unitId: unit };
  if (region !== undefined && regionOn(ctx.actor.tree, region, ctx.actor.today) === undefined)
    throw problems.notFound(`region/${region}`);
  return { regionId: region ?? null, unitId: null };
}

/** Today's region of a unit. @throws not_found. */
export async function regionOfUnit(ctx: Ctx, unit: number): Promise<number> {
  const found = await ctx.tx.execute<{ regionId: number }>(sql`
    select region_id as "regionId" from unit_versions where unit_id = ${unit}
      and valid_from <= ${ctx.actor.today}::date and (valid_to is null or valid_to > ${ctx.actor.today}::date)`);
  if (found.rows[0] === undefined) throw problems.notFound(`unit/${unit}`);
  return found.rows[0].regionId;
}
