import { sql } from "drizzle-orm";
import { tokens as rules, type Input, type tokens as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { tokenHash } from "../actor.ts";
import { can, type Place } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { newToken } from "../session/cookie.ts";
import { regionOn } from "../tree.ts";
import { selectTokens } from "./list.ts";

/** By which a secret that leaked into a file or a log is recognised. */
const MARK = "duibiao_";
const DAY = 86_400_000;

/**
 * 制发令牌. A person answers for what a program does: only the account itself makes its tokens, out of its own posts.
 * An administrator who made one for somebody else would hold a key to figures that no administrator reads.
 */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createToken>) {
  const expiresAt = new Date(body.expiresAt);
  const days = (expiresAt.getTime() - ctx.now.getTime()) / DAY;
  if (days <= 0 || days > rules.longestDays)
    throw problems.badRequest([
      {
        path: "body.expiresAt",
        zh: `到期时间须在今后 ${rules.longestDays} 天以内`,
        en: `the expiry must lie within the next ${rules.longestDays} days`,
      },
    ]);
  const place = await placeOf(ctx, body);
  const actions = [...new Set(body.actions)];
  const wider = actions.filter((action) => !mayGive(ctx, action, place));
  if (wider.length > 0)
    throw problems.rule(
      "令牌的范围不能大于本人任职：所列操作您在该处不能办理",
      "A token is never wider than one's own posts: you may not do these there",
      { actions: wider },
    );
  const secret = `${MARK}${newToken()}`;
  const [row] = await ctx.tx
    .insert(tables.apiTokens)
    .values({
      tokenHash: tokenHash(secret),
      userId: ctx.actor.userId,
      name: body.name,
      actions,
      regionId: body.region ?? null,
      unitId: body.unit ?? null,
      createdAt: ctx.now,
      expiresAt,
    })
    .returning({ id: tables.apiTokens.id });
  const detail = { name: body.name, actions, region: body.region, unit: body.unit, expiresAt: body.expiresAt };
  await ctx.audit({ object: `token/${row!.id}`, regionId: place?.regionId ?? null, detail });
  const [made] = await selectTokens(ctx, sql`t.id = ${row!.id}`);
  return { ...made!, secret };
}

type Body = Input<typeof contract.createToken>["body"];
type Given = Body["actions"][number];

/** Null: wherever the posts hold. */
async function placeOf(ctx: Ctx, { region, unit }: Body): Promise<Place | null> {
  const { tree, today } = ctx.actor;
  if (unit !== undefined) {
    const found = await ctx.tx.execute<{ regionId: number }>(sql`
      select region_id as "regionId" from unit_versions where unit_id = ${unit}
        and valid_from <= ${today}::date and (valid_to is null or valid_to > ${today}::date)`);
    if (found.rows[0] === undefined) throw problems.notFound(`unit/${unit}`);
    return { regionId: found.rows[0].regionId, unitId: unit };
  }
  if (region === undefined) return null;
  if (regionOn(tree, region, today) === undefined) throw problems.notFound(`region/${region}`);
  return { regionId: region, unitId: null };
}

/** A token of a unit stands on a post at that unit, one of a region on a bureau's post over it. */
function mayGive({ actor }: Ctx, action: Given, place: Place | null): boolean {
  const posts = actor.posts.filter(
    (post) => place === null || (place.unitId === null ? post.regionId !== null : post.unitId !== null),
  );
  if (place !== null) return can(posts, action, place, actor.within);
  return posts.some((post) => can([post], action, post, actor.within));
}
