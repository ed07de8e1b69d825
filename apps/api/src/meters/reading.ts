import { eq } from "drizzle-orm";
import type { Input, meters as contract } from "@duibiao/contract";
import { apportion, canonicalDecimal } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { fillShares } from "./fill.ts";
import { mustServe } from "./must-serve.ts";
import { meterOf, type Meter, type SplitKey } from "./read.ts";

/** 抄见数: split once by the key that all have confirmed; what is blank in an open report is filled with it. */
export async function reading(ctx: Ctx, { params, body }: Input<typeof contract.readMeter>) {
  const meter = await meterOf(ctx, params.id);
  mustServe(ctx, meter.regionId);
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, body.period));
  if (period === undefined) throw problems.notFound(`period ${body.period}`);
  const key = inForce(meter, period.endDate);
  const quantity = canonicalDecimal(body.quantity)!;
  const shares = apportion(
    quantity,
    key.parts.map(({ weight }) => weight),
  );
  const { userId, name: userName } = ctx.actor;
  const [made] = await ctx.tx
    .insert(tables.meterReadings)
    .values({
      meterId: meter.id,
      keyId: key.id,
      regionId: meter.regionId,
      periodId: period.id,
      quantity,
      documentNo: body.documentNo,
      unitIds: key.parts.map(({ unit }) => unit.id),
      shares,
      userId,
      userName,
      at: ctx.now,
    })
    .returning({ id: tables.meterReadings.id });
  const cells = [];
  for (const { unit } of key.parts) cells.push(await fillShares(ctx, meter, unit, period));
  await ctx.audit({
    object: `meter/${meter.id}`,
    regionId: meter.regionId,
    detail: { reading: made!.id, period: period.key, quantity, key: key.id, shares },
  });
  const kept = (await meterOf(ctx, meter.id)).readings.find(({ id }) => id === made!.id)!;
  return { ...kept, cells };
}

/** The latest key that all have confirmed and that has begun by the end of the period. */
function inForce({ keys }: Meter, end: string): SplitKey {
  const begun = keys.filter(({ validFrom }) => validFrom <= end);
  const confirmed = begun
    .filter(({ state }) => state === "confirmed")
    .toSorted((a, b) => (a.validFrom === b.validFrom ? b.id - a.id : a.validFrom < b.validFrom ? 1 : -1));
  if (confirmed[0] !== undefined) return confirmed[0];
  const silent = begun[0]?.parts.filter(({ agrees }) => agrees !== true).map(({ unit }) => unit.name) ?? [];
  throw problems.rule(
    silent.length > 0
      ? `分摊比例还没有各方确认，不能分摊：${silent.join("、")}未确认`
      : "还没有分摊比例：请先提出比例，由各方确认",
    silent.length > 0
      ? `The key is not confirmed by all, nothing can be split: ${silent.join(", ")} has not agreed`
      : "There is no key yet; propose one and have all parties confirm it",
  );
}
