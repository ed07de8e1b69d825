import { and, desc, eq, isNull } from "drizzle-orm";
import type { collectionPreview as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readPeriod, type Form, type PeriodKind } from "@duibiao/indicators";
import { calendarFor } from "../calendar/load.ts";
import { addDays, dayInfo, nextWorkday, weekdayOf, type Calendar, type DueDay } from "../calendar/workdays.ts";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { approvedOf } from "./approved.ts";
import { dueBy, ruleSource, rulesOf, type DueTier } from "./due-rules.ts";

/** What an opening begins with: due times by rule for every period asked for, and what the form says of its approval. */
export async function propose(ctx: Ctx, { query }: Input<typeof contract.proposeCollection>) {
  ctx.must("collection.open", { regionId: query.owner, unitId: null });
  const catalogue = await openCatalogue(ctx.tx, query.catalogue);
  const compiled = catalogue.compiled.compiledForms.get(query.form);
  if (compiled === undefined) throw problems.notFound(`form ${query.form}`);
  const { form } = compiled;
  const calendar = await calendarFor(ctx, query.owner);
  const c = tables.collections;
  const there = await ctx.tx
    .select({ collection: c, period: tables.periods })
    .from(c)
    .innerJoin(tables.periods, eq(tables.periods.id, c.periodId))
    .where(and(eq(c.ownerRegionId, query.owner), eq(c.formKey, query.form), isNull(c.cancelledAt)))
    .orderBy(desc(tables.periods.endDate));
  const rules = rulesOf(query.form, form.period);
  const items = query.periods.split(",").map((text) => {
    const period = periodOf(form, text.trim());
    const due = (tier: DueTier) =>
      shown(query[tier] ?? rules[tier], dueBy(calendar, query[tier] ?? rules[tier], period.end));
    const known = there.find(
      ({ period: own }) => own.kind === form.period && own.startDate === period.start && own.endDate === period.end,
    );
    return {
      period: { key: period.key, kind: form.period, start: period.start, end: period.end },
      name: `${period.key} ${form.name.zh}`,
      exists: known === undefined ? null : { id: known.collection.id, name: known.collection.name },
      opens: opening(calendar, period.end),
      due: { unit: due("unit"), county: due("county"), city: due("city"), province: due("province") },
    };
  });
  const last = there[0]?.collection;
  return {
    form: {
      name: form.name,
      period: form.period,
      signing: form.signing ?? ("online" as const),
      cells: compiled.lines.length,
      approved: approvedOf(form),
    },
    ruleSource,
    last: last === undefined ? null : last,
    items,
  };
}

function periodOf(form: Form, text: string) {
  const period = readPeriod(form.period as PeriodKind, text);
  if (period === null)
    throw problems.rule(
      `「${text}」不是本表的报告期；月 2026-03，季 2026Q1，半年 2026H1，年 2026`,
      `"${text}" is no period of this form; write 2026-03, 2026Q1, 2026H1 or 2026`,
      { path: "query.periods" },
    );
  return period;
}

/** Collections open at 00:00 of the first workday after their period. */
function opening(calendar: Calendar, end: string) {
  const day = nextWorkday(calendar, addDays(end, 1));
  return {
    day,
    weekday: weekdayOf(day),
    at: new Date(`${day}T00:00:00+08:00`),
    settled: dayInfo(calendar, day).settled,
  };
}

const shown = (rule: string, { asked, day, over, at }: DueDay) => ({
  rule,
  asked: asked.day,
  day: day.day,
  weekday: weekdayOf(day.day),
  at,
  over: over.map(({ day: passed, named }) => ({
    day: passed,
    weekday: weekdayOf(passed),
    name: named?.name ?? "",
    documentNo: named?.documentNo ?? "",
  })),
  settled: day.settled && over.every((one) => one.settled),
});
