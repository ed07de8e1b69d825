import { canonicalDecimal } from "@duibiao/indicators";
import type { bills as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle, placeOf } from "../submissions/open.ts";
import { mustBePossible } from "../submissions/states.ts";
import { mustBeBillable } from "./billed.ts";

/** No bill is for longer; a longer one has a wrong year. */
const longest = 366 * 2;

/** Adds a bill; the cell changes only when it is filled from its bills. */
export async function add(ctx: Ctx, { params, body }: Input<typeof contract.addBill>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission, period } = bundle;
  ctx.must("submission.save", placeOf(submission));
  mustBePossible(submission.state, "save");
  const measure = mustBeBillable(bundle, body);
  const { start, end } = body;
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  if (days < 1 || days > longest)
    throw problems.rule(
      `账期「${start} 至 ${end}」不对：止日不得早于起日，且不超过两年；请核对年份`,
      `The bill runs from ${start} to ${end}: its last day must not be before its first, and it is for two years at most; check the year`,
    );
  if (end < period.startDate || start > period.endDate)
    throw problems.rule(
      `这张账单（${start} 至 ${end}）没有一天落在本期（${period.startDate} 至 ${period.endDate}）；请在它所属的报告期登记`,
      `No day of this bill (${start} to ${end}) falls on the period (${period.startDate} to ${period.endDate}); add it in the period that it belongs to`,
    );
  if (body.amount.startsWith("-") && measure.negative !== true)
    throw problems.rule(
      "账单的数不能是负数；冲销的账单请作废原单",
      "A bill cannot be negative; withdraw the bill that it cancels",
    );
  const { unitId, regionId, cityId } = submission;
  const [row] = await ctx.tx
    .insert(tables.bills)
    .values({
      unitId,
      regionId,
      cityId,
      measure: body.measure,
      member: body.member,
      meter: body.meter.trim(),
      number: body.number.trim(),
      startDate: start,
      endDate: end,
      amount: canonicalDecimal(body.amount)!,
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning({ id: tables.bills.id });
  await ctx.audit({ object: `submission/${params.id}`, regionId, detail: { bill: row!.id, ...body } });
  return { id: row!.id };
}
