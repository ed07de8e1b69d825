import { sql } from "drizzle-orm";
import type { Input, meters as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { notify } from "../notices/notify.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { idList, keptBy, keyOf, meterOf } from "./read.ts";
import { mustServe } from "./must-serve.ts";

/** 提出分摊比例. Only institutions of the bureau that keeps the meter take part. */
export async function propose(ctx: Ctx, { params, body }: Input<typeof contract.proposeKey>) {
  const meter = await meterOf(ctx, params.id);
  mustServe(ctx, meter.regionId);
  const units = body.parts.map(({ unit }) => unit);
  if (new Set(units).size < units.length)
    throw problems.rule("同一单位在比例中出现两次", "An institution stands twice in the key");
  const found = await ctx.tx.execute<{ id: number }>(sql`
    select unit_id as id from unit_versions where unit_id = any(${`{${units.join(",")}}`}::int[]) and region_id = any(${idList(keptBy(ctx, meter.regionId))})
      and covers = 'own' and valid_from <= ${body.validFrom}::date and (valid_to is null or valid_to > ${body.validFrom}::date)`);
  const absent = units.filter((unit) => !found.rows.some(({ id }) => id === unit));
  if (absent.length > 0)
    throw problems.rule(
      `这些单位在 ${body.validFrom} 不是本机构所辖的单位`,
      `These are not institutions of this bureau on ${body.validFrom}`,
      { units: absent },
    );
  const { userId, name: userName } = ctx.actor;
  const [made] = await ctx.tx
    .insert(tables.meterKeys)
    .values({
      meterId: meter.id,
      regionId: meter.regionId,
      validFrom: body.validFrom,
      basis: body.basis,
      unitIds: units,
      weights: body.parts.map(({ weight }) => weight),
      userId,
      userName,
      at: ctx.now,
    })
    .returning({ id: tables.meterKeys.id });
  await ctx.audit({ object: `meter/${meter.id}`, regionId: meter.regionId, detail: { key: made!.id, ...body } });
  await notify(ctx, {
    key: `matter/meter-key/${made!.id}`,
    kind: "matter",
    title: { zh: `请确认「${meter.name}」的分摊比例`, en: `Please confirm the split key of ${meter.name}` },
    body: {
      zh: `自 ${body.validFrom} 起按${body.basis}分摊，各单位都确认后生效`,
      en: `From ${body.validFrom} by ${body.basis}; it counts once all institutions have confirmed it`,
    },
    link: "/county/",
    object: `meter/${meter.id}`,
    to: { roles: ["clerk", "head"], units },
  });
  return (await keyOf(ctx, made!.id)).key;
}
