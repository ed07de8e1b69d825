import { and, asc, eq, gte, isNull, lte } from "drizzle-orm";
import { billDecimals, billedPeriod, cellKey, type Measure } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { isAsked, type Bundle } from "../submissions/open.ts";
import { FROM_BILLS } from "../submissions/write-cells.ts";
import type { StoredCell } from "../submissions/content.ts";

type Address = { measure: string; member: string };
export type StoredBill = typeof tables.bills.$inferSelect;

/** The unit's bills that reach into the period of a submission, oldest first; of one cell, or of all. */
export async function billsOn(ctx: Ctx, { submission, period }: Bundle, cell?: Address): Promise<StoredBill[]> {
  const b = tables.bills;
  return ctx.tx
    .select()
    .from(b)
    .where(
      and(
        eq(b.unitId, submission.unitId),
        isNull(b.withdrawnAt),
        lte(b.startDate, period.endDate),
        gte(b.endDate, period.startDate),
        cell && and(eq(b.measure, cell.measure), eq(b.member, cell.member)),
      ),
    )
    .orderBy(asc(b.startDate), asc(b.id));
}

/** What a cell's bills come to for the period. */
export function billed({ catalogue, period }: Bundle, { measure }: Address, bills: readonly StoredBill[]) {
  const given = bills.map(({ id, meter, startDate, endDate, amount }) => ({
    id,
    meter,
    start: startDate,
    end: endDate,
    amount,
  }));
  const days = { start: period.startDate, end: period.endDate };
  return billedPeriod(given, days, billDecimals(catalogue.compiled.measures.get(measure)!));
}

/** Only what happens over the days of a period can be split by days. */
export function mustBeBillable(bundle: Bundle, cell: Address): Measure {
  if (!isAsked(bundle, cell))
    throw problems.rule("该单元格不在本报表内", "This cell is not part of the form", {
      cell: `${cell.measure}/${cell.member}`,
    });
  const measure = bundle.catalogue.compiled.measures.get(cell.measure)!;
  if (measure.aggTime !== "sum")
    throw problems.rule(
      `「${measure.name.zh}」是存量，不按账期分摊；请直接填写期末数`,
      `${measure.name.en} is a stock and not split by days; enter the figure as of the period's end`,
    );
  return measure;
}

/** Refuses to report a cell that says it comes from bills which say otherwise by now. */
export async function mustMatchBills(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]): Promise<void> {
  const summed = cells.filter(({ source }) => source.startsWith(FROM_BILLS));
  if (summed.length === 0) return;
  const bills = await billsOn(ctx, bundle);
  const differs = summed.filter((cell) => {
    const own = bills.filter((bill) => bill.measure === cell.measure && bill.member === cell.member);
    return billed(bundle, cell, own).value !== cell.value;
  });
  if (differs.length === 0) return;
  const names = differs.map(({ measure }) => bundle.catalogue.compiled.measures.get(measure)!.name);
  throw problems.rule(
    `账单有变动，与已填的数不符：${names.map(({ zh }) => zh).join("、")}。请打开该格的账单重新分摊，或直接填写`,
    `The bills have changed since these were filled from them: ${names.map(({ en }) => en).join(", ")}. Fill the cell from its bills again, or type it`,
    { cells: differs.map(({ measure, member }) => cellKey(measure, member)) },
  );
}
