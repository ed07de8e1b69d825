import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Place } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { selectAccounts } from "./account.ts";
import { administrators, inTheWay } from "./apart.ts";
import { loadPosts } from "./posts.ts";

type Body = Input<typeof contract.grantPost>["body"];

/** 授予任职. Accounts come from one administrator, posts from another; nobody grants to oneself. */
export async function grantPost(ctx: Ctx, { body }: Input<typeof contract.grantPost>) {
  const place = await placeOf(ctx, body);
  ctx.must("post.grant", place);
  if (body.user === ctx.actor.userId) throw problems.ownAccount();
  // Locked, so that two grants at once cannot each miss the other.
  const [account] = await selectAccounts(ctx, sql`id = ${body.user} for update`);
  if (account === undefined) throw problems.notFound(`user/${body.user}`);
  ctx.must("post.grant", { regionId: account.regionId, unitId: null });
  if (account.disabledAt !== null) throw problems.state("disabled", "grant");
  const held = (await loadPosts(ctx.tx, ctx.actor, { userId: account.id, open: true })).map(({ post }) => post);
  const blocking = inTheWay(
    held.map((post) => post.role),
    body.role,
  );
  if (blocking.length > 0) throw problems.dutiesApart(blocking, body.role);
  const same = held.find(
    (p) =>
      p.role === body.role &&
      p.unitId === (body.unit ?? null) &&
      (body.unit !== undefined || p.regionId === (body.region ?? null)),
  );
  if (same !== undefined)
    throw problems.conflict("该人员已有同样的任职", "This person already holds that post", {
      post: same.id,
    });

  // A unit's post carries the unit's region of today as well: row-level security judges by it.
  const [row] = await ctx.tx
    .insert(tables.posts)
    .values({
      userId: account.id,
      role: body.role,
      regionId: place.regionId,
      unitId: place.unitId,
      grantedBy: ctx.actor.userId,
      createdAt: ctx.now,
    })
    .returning({ id: tables.posts.id });
  await ctx.audit({
    object: `post/${row!.id}`,
    regionId: place.regionId,
    detail: { user: account.id, role: body.role, unit: place.unitId },
  });
  return (await loadPosts(ctx.tx, ctx.actor, { id: row!.id }))[0]!.post;
}

/** Where the post would hold: clerks and heads at a unit, the others at a region, administrators also everywhere. */
async function placeOf(ctx: Ctx, { role, region, unit }: Body): Promise<Place> {
  const atUnit = role === "clerk" || role === "head";
  const fault =
    atUnit && (unit === undefined || region !== undefined)
      ? {
          path: "body.unit",
          zh: "填报人、负责人须指定单位,且不指定地区",
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
  if (unit !== undefined) {
    const found = await ctx.tx.execute<{ regionId: number }>(sql`
      select region_id as "regionId" from unit_versions where unit_id = ${unit}
        and valid_from <= ${ctx.actor.today}::date and (valid_to is null or valid_to > ${ctx.actor.today}::date)`);
    if (found.rows[0] === undefined) throw problems.notFound(`unit/${unit}`);
    return { regionId: found.rows[0].regionId, unitId: unit };
  }
  if (region !== undefined && regionOn(ctx.actor.tree, region, ctx.actor.today) === undefined)
    throw problems.notFound(`region/${region}`);
  return { regionId: region ?? null, unitId: null };
}
