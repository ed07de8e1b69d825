import { sql } from "drizzle-orm";
import { cellKey } from "@duibiao/indicators";
import type { OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { addDays } from "../calendar/workdays.ts";

type Found = {
  collectionId: number;
  name: string;
  formKey: string;
  period: string;
  start: string;
  end: string;
  samePeriod: boolean;
  measure: string;
  member: string;
};

type Where = {
  collectionId: number | null;
  name: string;
  period: string;
  relation: "same" | "within" | "around" | "overlaps" | "ledger";
  computable: boolean;
  units: number | null;
};

export type Reused = { row: string; measure: string; member: string; name: { zh: string; en: string }; where: Where[] };
type Asked = { form: string; period: { id: number | null; start: string; end: string }; units: readonly number[] };

/**
 * 复用检查: lines of a form that some of its units answer for this period or one that overlaps it, in this or another
 * form, or that a ledger sums up; with whether the figure can be computed from there.
 */
export async function reuseOf(ctx: Ctx, catalogue: OpenCatalogue, { form, period, units }: Asked): Promise<Reused[]> {
  const compiled = catalogue.compiled.compiledForms.get(form)!;
  const measures = [...new Set(compiled.lines.map(({ measure }) => measure))];
  const found = await ctx.tx.execute<Found>(sql`
    select c.id as "collectionId", c.name, c.form_key as "formKey", p.key as period, p.start_date::text as start, p.end_date::text as end,
           p.id = ${period.id}::int as "samePeriod", m.key as measure, d.member
    from collections c join periods p on p.id = c.period_id join duties d on d.collection_id = c.id join measures m on m.id = d.measure_id
    where c.cancelled_at is null and c.origin <> 'ledger' and p.start_date <= ${period.end}::date and p.end_date >= ${period.start}::date
      and m.key = any(${`{${measures.join(",")}}`}::text[])
    order by p.end_date, c.id`);
  const shares = await sharesOf(ctx, [...new Set(found.rows.map(({ collectionId }) => collectionId))], units);
  const byCell = new Map<string, Found[]>();
  for (const row of found.rows) {
    if (!shares.has(row.collectionId)) continue;
    const key = cellKey(row.measure, row.member);
    byCell.set(key, [...(byCell.get(key) ?? []), row]);
  }
  const ledgers = [...catalogue.compiled.compiledForms.values()].filter((one) => one.form.ledgerOf === form);
  return compiled.lines.flatMap((line) => {
    const member = line.member ?? "total";
    const measure = catalogue.compiled.measures.get(line.measure)!;
    const rows = byCell.get(cellKey(line.measure, member)) ?? [];
    const where: Where[] = rows.map((row) => ({
      collectionId: row.collectionId,
      name: row.name,
      period: row.period,
      relation: relationOf(row, period),
      computable: computable(row, rows, period, measure.aggTime),
      units: shares.get(row.collectionId)!,
    }));
    for (const ledger of ledgers)
      if (ledger.asked.has(cellKey(line.measure, member)) && measure.aggTime !== "none")
        where.push({
          collectionId: null,
          name: ledger.form.name.zh,
          period: "",
          relation: "ledger",
          computable: true,
          units: null,
        });
    return where.length === 0 ? [] : [{ row: line.row, measure: line.measure, member, name: measure.name, where }];
  });
}

/** How many of the units owe each collection; those that share none are left out. */
async function sharesOf(ctx: Ctx, collections: readonly number[], units: readonly number[]) {
  if (collections.length === 0) return new Map<number, number>();
  const rows = await ctx.tx.execute<{ id: number; n: number }>(sql`
    select a.collection_id as id, count(*)::int as n
    from assignments a join unnest(${`{${units.join(",")}}`}::int[]) as w (unit) on w.unit = a.unit_id
    where a.collection_id = any(${`{${collections.join(",")}}`}::int[]) and a.exempt_reason is null
    group by 1`);
  return new Map(rows.rows.map(({ id, n }) => [id, n]));
}

function relationOf(row: Found, { start, end }: Asked["period"]): Where["relation"] {
  if (row.samePeriod) return "same";
  if (row.start >= start && row.end <= end) return "within";
  return row.start <= start && row.end >= end ? "around" : "overlaps";
}

/** A flow adds up from periods that fill this one without a gap; a stock stands in whichever ends with it. */
function computable(row: Found, rows: readonly Found[], period: Asked["period"], aggTime: string): boolean {
  if (row.samePeriod) return true;
  if (aggTime === "last") return row.end === period.end;
  if (aggTime !== "sum" || row.start < period.start || row.end > period.end) return false;
  let reached = addDays(period.start, -1);
  for (const part of rows.filter((one) => one.formKey === row.formKey))
    if (part.start === addDays(reached, 1)) reached = part.end;
  return reached === period.end;
}

/** Of one period nothing is asked twice, with no reason whatever: two answers would be added up. */
export function mustNotAskTwice(reuse: readonly Reused[], period: string): void {
  const twice = reuse.flatMap(({ measure, where }) =>
    where.flatMap(({ relation, name, units }) => (relation === "same" ? [{ collection: name, measure, units }] : [])),
  );
  if (twice.length === 0) return;
  throw problems.conflict(
    `同一报告期（${period}）内这些数据项已向同一单位布置过，不重复填报：见任务“${twice[0]!.collection}”。请把这些单位免报，或从报表中去掉这些行`,
    "These measures are already asked of the same units for this period; nothing is asked twice. Exempt those units, or drop the lines",
    { twice: twice.slice(0, 10) },
  );
}
