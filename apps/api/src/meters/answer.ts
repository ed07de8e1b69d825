import { sql } from "drizzle-orm";
import type { Input, meters as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { can } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { keyOf } from "./read.ts";

/** An institution's yes or no. Its own people say it; for one that has none its bureau does, by a paper and with four eyes. */
export async function answer(ctx: Ctx, { params, body }: Input<typeof contract.answerKey>) {
  const { meter, key } = await keyOf(ctx, params.id);
  const part = key.parts.find(({ unit }) => unit.id === body.unit);
  if (part === undefined) throw problems.notFound(`unit ${body.unit} in key ${key.id}`);
  const place = { regionId: meter.regionId, unitId: body.unit };
  ctx.must("meter.confirm", place);
  if (part.agrees !== null)
    throw problems.conflict(
      `「${part.unit.name}」已经答复过`,
      `${part.unit.name} has answered already; another opinion needs another key`,
      { unit: body.unit },
    );
  if (!body.agrees && body.reason.trim() === "") throw problems.rule("不同意须写明原因", "A refusal needs its reason");
  if (!isOfUnit(ctx, body.unit)) await mustStandIn(ctx, meter.regionId, key.id, body);
  const { userId, name: userName } = ctx.actor;
  await ctx.tx.insert(tables.meterAnswers).values({
    keyId: key.id,
    unitId: body.unit,
    regionId: meter.regionId,
    agrees: body.agrees,
    reason: body.reason,
    documentNo: body.documentNo,
    userId,
    userName,
    at: ctx.now,
  });
  await ctx.audit({ object: `meter/${meter.id}`, regionId: meter.regionId, detail: { key: key.id, ...body } });
  return (await keyOf(ctx, key.id)).key;
}

const isOfUnit = ({ actor }: Ctx, unit: number): boolean => actor.posts.some(({ unitId }) => unitId === unit);

async function mustStandIn(
  ctx: Ctx,
  region: number,
  keyId: number,
  { unit, documentNo }: { unit: number; documentNo: string },
): Promise<void> {
  if (!can(ctx.actor.posts, "meter.confirm", { regionId: region, unitId: null }, ctx.actor.within))
    throw problems.forbidden("meter.confirm");
  if (!servesBureau(ctx.actor, "meter.confirm", region)) throw problems.forbidden("meter.confirm");
  const { rows } = await ctx.tx.execute<{ people: boolean; proposer: number }>(sql`
    select exists (select 1 from unit_contacts() where unit_id = ${unit}) as people,
      (select user_id from meter_keys where id = ${keyId}) as proposer`);
  if (rows[0]!.people)
    throw problems.rule(
      "该单位有自己的账号，须由其填报人或负责人确认",
      "The institution has people of its own; its clerk or head must answer",
      { unit },
    );
  if (rows[0]!.proposer === ctx.actor.userId)
    throw problems.rule(
      "提出比例的人不能代单位确认，须由另一人凭书面办理",
      "Whoever proposed the key cannot confirm it for an institution; a second person must, by its paper",
    );
  if (documentNo.trim() === "")
    throw problems.rule(
      "代单位确认须写明书面确认的文号或日期",
      "To answer for an institution, name the paper in which it agreed",
    );
}
