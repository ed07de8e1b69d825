import type { bills as contract, Input } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { loadBundle, placeOf } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { mustBePossible } from "../submissions/states.ts";
import { address, FROM_BILLS } from "../submissions/write-cells.ts";
import { billed, billsOn, mustBeBillable } from "./billed.ts";

/** 由账单分摊: writes what the bills come to into the cell, by the same way as a typed figure; its source names them. */
export async function sum(ctx: Ctx, { params, body }: Input<typeof contract.sumBills>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  const measure = mustBeBillable(bundle, body);
  const bills = await billsOn(ctx, bundle, body);
  const { value, unbilled, twice } = billed(bundle, body, bills);
  if (value === null) {
    const days = (stretches: typeof unbilled) => stretches.map(({ start, end }) => `${start} 至 ${end}`).join("、");
    throw problems.rule(
      `「${measure.name.zh}」的账单还不能分摊：${[bills.length === 0 ? "没有账单" : "", unbilled.length > 0 ? `没有账单的日子 ${days(unbilled)}` : "", twice.length > 0 ? `重复计费的日子 ${days(twice)}` : ""].filter(Boolean).join("；")}。请补登或作废账单；确实没有账单的，直接填写并标暂估`,
      `The bills of ${measure.name.en} do not make up the period yet; add what is missing, withdraw what is double, or type the figure as an estimate`,
      { unbilled, twice },
    );
  }
  const stored = (await readCells(ctx.tx, params.id, bundle.measures)).find((cell) => address(cell) === address(body));
  const change = { ...body, value: { state: "number" as const, value }, version: stored?.version ?? 0 };
  const source = `${FROM_BILLS}${bills.map(({ id }) => id).join(",")}`;
  const answer = await saveInto(ctx, bundle, { cells: [change], explanations: [] }, source);
  const { saved: _saved, conflicts: _none, ...summary } = answer;
  return { ...summary, value };
}
