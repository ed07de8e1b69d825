import { sql } from "drizzle-orm";
import { cellKey, ledgerTotals, refName, type LedgerTotal } from "@duibiao/indicators";
import { problems } from "../problem.ts";
import { grouped } from "../regions/chains.ts";
import type { Ctx } from "../serve.ts";
import { cellRows, keyed, valueOf, type StoredCell } from "./content.ts";
import type { Bundle } from "./open.ts";
import type { State } from "./states.ts";
import { address, isSame, withChanges, type CellInput } from "./write-cells.ts";

/** A month of a unit's ledger: its task, its working copy, and how many of the form's cells have an entry. */
type Month = {
  month: string;
  collectionId: number | null;
  submissionId: number | null;
  state: State | null;
  kept: number;
};

type Asked = Pick<Bundle, "catalogue" | "collection" | "period" | "measures">;

/** The monthly ledger of a submission's form, and what it amounts to; null: the form has none. */
export async function ledgerOf(ctx: Ctx, bundle: Bundle) {
  const ledgers = await ledgersOf(ctx, bundle, [bundle.submission.unitId]);
  return ledgers === null ? null : { form: ledgers.form, ...ledgers.of.get(bundle.submission.unitId)! };
}

/** The same of several units that owe one collection. */
export async function ledgersOf(
  ctx: Ctx,
  { catalogue, collection, period, measures }: Asked,
  units: readonly number[],
) {
  const form = catalogue.document.forms.find((one) => one.ledgerOf === collection.formKey && one.period === "month");
  if (form === undefined) return null;
  const found = await ctx.tx.execute<Omit<Month, "kept"> & { unitId: number }>(sql`
    select u.id as "unitId", w.month, a.collection_id as "collectionId", s.id::int as "submissionId", s.state
    from unnest(${`{${units.join(",")}}`}::int[]) as u (id)
    cross join unnest(${`{${monthsOf(period.startDate, period.endDate).join(",")}}`}::text[]) with ordinality as w (month, at)
    left join periods p on p.kind = 'month' and p.key = w.month
    left join collections c on c.period_id = p.id and c.origin = 'ledger' and c.cancelled_at is null and c.form_key = ${form.key} and c.owner_region_id = ${collection.ownerRegionId}
    left join assignments a on a.collection_id = c.id and a.unit_id = u.id and a.exempt_reason is null
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    order by u.id, w.at`);
  const kept = found.rows.flatMap(({ submissionId }) => submissionId ?? []);
  const cells = new Map<number | null, StoredCell[]>(kept.map((id) => [id, []]));
  for (const { submissionId, ...row } of await cellRows(ctx.tx, kept))
    // What the form itself does not ask has no cell to be summed into.
    if (measures.keyOf.has(row.measureId)) cells.get(submissionId)!.push(keyed(row, measures));
  const of = [...grouped(found.rows, ({ unitId }) => unitId)].map(([unitId, rows]) => {
    const periods = rows.map(({ month, submissionId }) => ({
      period: month,
      cells: (cells.get(submissionId) ?? []).map((cell) => ({
        measure: cell.measure,
        member: cell.member,
        value: valueOf(cell),
      })),
    }));
    const months = rows.map(({ unitId: _unit, ...row }, at): Month => ({ ...row, kept: periods[at]!.cells.length }));
    return [
      unitId,
      { months, totals: ledgerTotals(catalogue.compiled, collection.formKey, form.key, periods) },
    ] as const;
  });
  return { form: { key: form.key, name: form.name }, of: new Map(of) };
}

/** Calendar months from the first to the last day of a period, as `2026-01`. */
function monthsOf(start: string, end: string): string[] {
  const at = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: at(end) - at(start) + 1 }, (_, offset) => {
    const month = at(start) + offset;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

/** A total as it travels; 不适用 carries the ledger's reason. */
export const shownTotal = ({ measure, member, value, missing }: LedgerTotal) => ({
  measure,
  member,
  value: value === null || value.state === "number" ? value : { state: value.state, reason: value.reason ?? "" },
  missing,
});

/** The change that writes a whole total over what is stored. */
export const changeOf = (total: LedgerTotal, stored: StoredCell | undefined): CellInput => ({
  measure: total.measure,
  member: total.member,
  value: shownTotal(total).value,
  version: stored?.version ?? 0,
});

async function wholeTotals(ctx: Ctx, bundle: Bundle): Promise<LedgerTotal[]> {
  const ledger = await ledgerOf(ctx, bundle);
  return ledger === null ? [] : ledger.totals.filter(({ value }) => value !== null);
}

/** Whether a change says another figure than the ledger does, whatever it notes. */
export function differsFrom(total: LedgerTotal, { note: _note, ...figure }: CellInput): boolean {
  const [wanted] = withChanges([], [changeOf(total, undefined)]);
  return !isSame(figure, wanted);
}

/**
 * Splits a person's changes into those of cells that the ledger sums up (a note was written there) and the rest, and
 * refuses any other figure in a cell whose months are all kept: it is computed, never typed twice.
 */
export async function partByLedger(ctx: Ctx, bundle: Bundle, changes: readonly CellInput[]) {
  const whole = new Map((await wholeTotals(ctx, bundle)).map((total) => [address(total), total]));
  const summed = changes.filter((change) => whole.has(address(change)));
  const differs = summed.filter((change) => differsFrom(whole.get(address(change))!, change));
  if (differs.length > 0) throw refusal(bundle, differs);
  return { summed, typed: changes.filter((change) => !summed.includes(change)) };
}

/** Refuses to report figures that the ledger, kept for every month, has otherwise by now. */
export async function mustMatchLedger(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]): Promise<void> {
  const stored = new Map(cells.map((cell) => [address(cell), cell]));
  const differs = (await wholeTotals(ctx, bundle)).filter((total) => {
    const cell = stored.get(address(total));
    return !isSame(changeOf(total, cell), cell);
  });
  if (differs.length > 0) throw refusal(bundle, differs);
}

export function refusal(
  { catalogue }: Pick<Bundle, "catalogue">,
  cells: readonly { measure: string; member: string }[],
) {
  const names = cells.map(({ measure, member }) => refName(catalogue.compiled, { measure, member, lag: 0 }));
  return problems.rule(
    `这些单元格由台账合计，不直接填写：${names.map(({ zh }) => zh).join("、")}。如有变动，请改台账，再点「由台账合计」`,
    `These cells are summed from the ledger, not typed: ${names.map(({ en }) => en).join(", ")}. Change the ledger if need be, then sum it again`,
    { cells: cells.map(({ measure, member }) => cellKey(measure, member)) },
  );
}
