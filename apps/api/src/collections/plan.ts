import { and, eq, isNull } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { Form } from "@duibiao/indicators";
import { beijingDay } from "../actor.ts";
import { calendarFor } from "../calendar/load.ts";
import { addWorkdays, dayInfo, dayOfDue, weekdayOf } from "../calendar/workdays.ts";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import type { Tree } from "../tree.ts";
import { approvedOf } from "./approved.ts";
import { reuseOf, type Reused } from "./reuse.ts";
import { exemptions, whoOwes, type Ask, type Owing } from "./who.ts";

type Said = { code: string; zh: string; en: string };

/** An opening thought through: who owes what, what stands in its way and what one should know. Written by nobody yet. */
export type Plan = {
  tree: Tree;
  catalogue: OpenCatalogue;
  form: Form;
  period: typeof tables.periods.$inferSelect;
  origin: "report" | "history" | "system" | "ledger";
  times: Date[];
  approved: ReturnType<typeof approvedOf>;
  owing: Owing[];
  exempt: Map<number, string>;
  reuse: Reused[];
  refusals: Said[];
  warnings: Said[];
};

const tierNames = [
  { zh: "单位", en: "units" },
  { zh: "县", en: "counties" },
  { zh: "市", en: "cities" },
  { zh: "省", en: "the province" },
] as const;

/**
 * Thinks an opening through. `hold`: no region and no unit changes until it is written; a preview only looks, and waits
 * for nobody. @throws only where nothing further can be said: no such form or period, units not there.
 */
export async function planOf(ctx: Ctx, ask: Ask, hold = true): Promise<Plan> {
  const tree = hold ? await holdTree(ctx) : ctx.actor.tree;
  const catalogue = await openCatalogue(ctx.tx, ask.catalogue);
  const compiled = catalogue.compiled.compiledForms.get(ask.form);
  if (compiled === undefined) throw problems.notFound(`form ${ask.form}`);
  const { form } = compiled;
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, ask.period));
  if (period === undefined) throw problems.notFound(`period ${ask.period}`);
  mustFit(form, period);
  const times = [ask.opensAt, ask.dueUnit, ask.dueCounty, ask.dueCity, ask.dueProvince].map((t) => new Date(t));
  mustFollow(times);
  const origin = originOf(form, ask.origin);
  if (period.endDate > ctx.actor.today && origin === "history")
    throw problems.rule("历史数据只能是已结束的报告期", "History takes past periods only");
  const owing = await whoOwes(ctx.tx, tree, ask, period.endDate);
  const exempt = exemptions(ask, owing);
  // Nobody owes a ledger, and no roll-up looks at it.
  const reuse =
    origin === "ledger"
      ? []
      : await reuseOf(ctx, catalogue, {
          form: ask.form,
          period: { id: period.id, start: period.startDate, end: period.endDate },
          units: owing.flatMap(({ unitId }) => (exempt.has(unitId) ? [] : [unitId])),
        });
  const plan = { tree, catalogue, form, period, origin, times, approved: ask.approved ?? approvedOf(form) };
  const whole = { ...plan, owing, exempt, reuse, refusals: [], warnings: [] };
  return {
    ...whole,
    refusals: [...(await standing(ctx, ask)), ...asked(ask, whole)],
    warnings: await warned(ctx, ask, whole),
  };
}

function mustFit(form: Form, period: { kind: string }): void {
  if (form.period !== period.kind && form.period !== "custom")
    throw problems.rule("报告期类型与报表不符", "The period's kind is not the form's", {
      form: form.period,
      period: period.kind,
    });
}

export function mustFollow(times: readonly Date[]): void {
  if (times.some((time, at) => at > 0 && time < times[at - 1]!))
    throw problems.rule("期限须依次不早于上一级", "Each due time must not be before the one below it");
}

/** What kind of task it is: the form says so of what the platform writes and of ledgers, whoever opens it of the rest. */
function originOf(form: Form, wanted: "report" | "history"): Plan["origin"] {
  const given = form.filledBy === "system" ? "system" : form.ledgerOf !== undefined ? "ledger" : null;
  if (given !== null && wanted === "history")
    throw problems.rule(
      "平台生成的报表和台账没有历史数据任务",
      "There is no history collection of a form that the platform writes, nor of a ledger",
    );
  return given ?? wanted;
}

/** One collection of a form and a period at a time. */
async function standing(ctx: Ctx, ask: Ask): Promise<Said[]> {
  const c = tables.collections;
  const there = await ctx.tx
    .select({ id: c.id, name: c.name })
    .from(c)
    .where(
      and(eq(c.ownerRegionId, ask.owner), eq(c.formKey, ask.form), eq(c.periodId, ask.period), isNull(c.cancelledAt)),
    );
  return there.map(({ name }) => ({
    code: "exists",
    zh: `本期已有采集任务“${name}”。如需增加单位，请在该任务中增加；如需重开，请先取消它`,
    en: `There is a collection of this form and period: "${name}". Add units there, or cancel it first`,
  }));
}

/** What the law and common sense demand of what people are to answer; a demonstration says that it is one. */
function asked(ask: Ask, { origin, approved, reuse, owing, exempt, times }: Plan): Said[] {
  const found: Said[] = [];
  if (
    reuse.some(({ where }) =>
      where.some(({ relation, computable }) => relation !== "ledger" && relation !== "same" && computable),
    ) &&
    ask.repeatReason.trim() === "" &&
    origin === "report"
  )
    found.push({
      code: "asked_twice",
      zh: "有些数据项可由同一单位已报的其他报告期算出：请从报表中去掉，或写明重复填报的理由",
      en: "Some lines can be computed from what the same units report elsewhere: drop them, or write why they are asked again",
    });
  if (owing.length === exempt.size)
    found.push({
      code: "nobody",
      zh: "没有单位应报：请放宽应报范围或减少免报",
      en: "Nobody owes it: widen who owes it, or exempt fewer",
    });
  if (origin !== "report" || ask.synthetic) return found;
  const empty = [
    ...(ask.documentNo.trim() === "" ? ["布置文号"] : []),
    ...(ask.legalBasis.trim() === "" ? ["法律依据"] : []),
    ...(approved.number.trim() === "" ? ["表号"] : []),
    ...(approved.maker.trim() === "" ? ["制定机关"] : []),
    ...(approved.approval.trim() === "" ? ["批准文号"] : []),
    ...(approved.validUntil === "" ? ["有效期至"] : []),
  ];
  if (empty.length > 0)
    found.push({
      code: "unapproved",
      zh: `缺少${empty.join("、")}。统计法第十七条：调查表未标明这些的，被调查者有权拒绝填报。请按批准文件填写；尚未批准的先报批`,
      en: `Missing: ${empty.join(", ")}. Without them a unit may refuse to answer (Statistics Law, art. 17). Enter them from the approval, or have the form approved first`,
    });
  if (approved.validUntil !== "" && approved.validUntil < beijingDay(times[0]!))
    found.push({
      code: "expired",
      zh: `报表的批准有效期至 ${approved.validUntil}，开始时已过期，单位有权拒绝填报。请先向批准机关申请延续，再填入新的批准文号和有效期`,
      en: `The form's approval ended on ${approved.validUntil}, before the opening; units may refuse. Have it renewed, then enter the new approval`,
    });
  return found;
}

const fewWorkdays = 5;

async function warned(ctx: Ctx, ask: Ask, { approved, times, period, exempt, reuse }: Plan): Promise<Said[]> {
  const found: Said[] = [];
  const open: string[] = [];
  const calendar = await calendarFor(ctx, ask.owner);
  for (const [at, time] of times.slice(1).entries()) {
    const day = dayInfo(calendar, dayOfDue(time));
    const name = tierNames[at]!;
    if (!day.workday)
      found.push({
        code: "day_off",
        zh: `${name.zh}级期限 ${day.day} 不是工作日（${day.named?.name ?? "周" + "一二三四五六日"[weekdayOf(day.day) - 1]}）`,
        en: `The due day ${day.day} of ${name.en} is not a workday`,
      });
    else if (!day.settled) open.push(day.day);
  }
  const unsettled = [...new Set(open)];
  if (unsettled.length > 0)
    found.push({
      code: "calendar_open",
      zh: `期限 ${unsettled.join("、")} 的放假安排未载入，只按周末计；安排公布后请复核`,
      en: `No notice says yet whether ${unsettled.join(", ")} are worked; only weekends are known. Look again when the notice is out`,
    });
  const opens = dayOfDue(times[0]!);
  if (dayOfDue(times[1]!) < addWorkdays(calendar, opens, fewWorkdays))
    found.push({
      code: "short",
      zh: `从开始到单位期限不足 ${fewWorkdays} 个工作日`,
      en: `Units have fewer than ${fewWorkdays} workdays`,
    });
  if (ask.origin === "report" && times[1]! <= ctx.now)
    found.push({
      code: "past",
      zh: `单位期限 ${dayOfDue(times[1]!)} 已过，开启后各单位即为逾期`,
      en: `Units were due on ${dayOfDue(times[1]!)} already; all of them would be late at once`,
    });
  if (dayOfDue(times[1]!) <= period.endDate)
    found.push({
      code: "before_end",
      zh: `单位期限早于报告期末（${period.endDate}），届时数据还不完整`,
      en: `Units are due before the period ends (${period.endDate}); figures will not be whole`,
    });
  if (
    approved.validUntil !== "" &&
    approved.validUntil >= beijingDay(times[0]!) &&
    approved.validUntil < dayOfDue(times[4]!)
  )
    found.push({
      code: "expires",
      zh: `报表的批准有效期至 ${approved.validUntil}，在本任务结束前到期`,
      en: `The form's approval ends on ${approved.validUntil}, before this collection does`,
    });
  if (exempt.size > 0)
    found.push({
      code: "exempt",
      zh: `${exempt.size} 个单位免报，不计入应报和汇总`,
      en: `${exempt.size} units are exempt and not expected`,
    });
  const twice = reuse.filter(({ where }) => where.some(({ relation }) => relation !== "ledger"));
  if (twice.length > 0)
    found.push({
      code: "reuse",
      zh: `${twice.length} 行在同期或交叉的报告期已有填报，见复用检查`,
      en: `${twice.length} lines are answered for this or an overlapping period; see the reuse check`,
    });
  return found;
}
