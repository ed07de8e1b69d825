import type { bills as contract, Input } from "@duibiao/contract";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { isAsked, loadBundle } from "../submissions/open.ts";
import { billed, billsOn, type StoredBill } from "./billed.ts";

/** The bills behind the cells of a submission, by cell in the order of their first day. */
export async function list(ctx: Ctx, { params }: Input<typeof contract.readBills>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, null);
  const byCell = new Map<string, StoredBill[]>();
  for (const bill of await billsOn(ctx, bundle)) {
    if (!isAsked(bundle, bill)) continue;
    const key = `${bill.measure}/${bill.member}`;
    byCell.set(key, [...(byCell.get(key) ?? []), bill]);
  }
  const { startDate: start, endDate: end } = bundle.period;
  return {
    period: { start, end },
    cells: [...byCell.values()].map((bills) => {
      const { measure, member } = bills[0]!;
      const { value, unbilled, twice, parts } = billed(bundle, { measure, member }, bills);
      const partOf = new Map(parts.map((part) => [part.id, part]));
      return { measure, member, value, unbilled, twice, bills: bills.map((bill) => shown(bill, partOf.get(bill.id)!)) };
    }),
  };
}

const shown = (bill: StoredBill, { days, part }: { days: number; part: string }) => ({
  id: bill.id,
  meter: bill.meter,
  number: bill.number,
  start: bill.startDate,
  end: bill.endDate,
  amount: bill.amount,
  days,
  part,
  by: bill.userName,
  at: bill.at,
});
