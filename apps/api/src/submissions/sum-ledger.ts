import type { Input, ledgers as contract } from "@duibiao/contract";
import { mustBeReviewed, mustServeLedger } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "./content.ts";
import { changeOf, ledgerOf, shownTotal } from "./ledger.ts";
import { loadBundle, placeOf } from "./open.ts";
import { saveInto } from "./save.ts";
import { mustBePossible } from "./states.ts";
import { address, FROM_LEDGER, isStored } from "./write-cells.ts";

/** 本期台账, for the unit's own people and its bureau. */
export async function readLedger(ctx: Ctx, { params }: Input<typeof contract.readLedger>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, null);
  mustServeLedger(ctx, bundle.submission);
  const ledger = await ledgerOf(ctx, bundle);
  if (ledger === null) return { form: null, months: [], totals: [] };
  return { ...ledger, totals: ledger.totals.map(shownTotal) };
}

/** 由台账合计: writes what the ledger amounts to into the working copy, by the same way as typed figures. */
export async function sumLedger(ctx: Ctx, { params }: Input<typeof contract.sumLedger>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  const ledger = await ledgerOf(ctx, bundle);
  if (ledger === null) throw problems.rule("本表没有台账，请直接填写", "This form has no ledger; its cells are typed");
  const stored = new Map((await readCells(ctx.tx, params.id, bundle.measures)).map((cell) => [address(cell), cell]));
  const cells = ledger.totals
    .filter(({ value }) => value !== null)
    .map((total) => changeOf(total, stored.get(address(total))))
    .filter((change) => !isStored(change, stored.get(address(change)), FROM_LEDGER));
  const { saved, conflicts: _none, ...answer } = await saveInto(ctx, bundle, { cells, explanations: [] }, FROM_LEDGER);
  return { ...answer, changed: saved.length, totals: ledger.totals.map(shownTotal) };
}
