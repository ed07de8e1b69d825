import type { CheckContext } from "@duibiao/indicators";
import { beijingDay } from "../actor.ts";
import { calendarOf, dueOn, shippedYears } from "../calendar/workdays.ts";
import type { StoredCell } from "../submissions/content.ts";
import { openFindings } from "../submissions/findings.ts";
import { days, type Asked, type Calendar } from "./calendar.ts";
import { between } from "./chance.ts";
import type { Figures } from "./cell.ts";
import { figuresOf, inYuan, slipped } from "./figures.ts";
import { contextOf, type Memory } from "./memory.ts";
import { openTask, periodOf } from "./open.ts";
import { stepOf, type Step } from "./progress.ts";
import { contentOf, explained, versionOf, type Assigned, type Report, type Task } from "./report.ts";
import { accepted } from "./review.ts";
import type { Stage } from "./stage.ts";
import { writeReports } from "./write.ts";

/** The quarter in work: one collection with the ids of the submissions by the code of their region. */
export type Work = { task: Task; submissions: ReadonlyMap<string, number>; reports: ReadonlyMap<string, Report> };

/** Opens the two forms of the quarter in work and brings every unit as far as it is. */
export async function playCurrent(
  stage: Stage,
  catalogue: number,
  calendar: Calendar,
  memory: Memory,
): Promise<Map<string, Work>> {
  const works = new Map<string, Work>();
  for (const asked of calendar.current) {
    const period = await periodOf(stage, "quarter", asked.period, calendar.now);
    const task = await openTask(stage, catalogue, asked, period, timesAround(calendar.now));
    const reports = task.assigned.flatMap((assigned) => presentReport(task, assigned, calendar.now, memory) ?? []);
    const ids = await writeReports(stage, task, reports);
    works.set(asked.form, {
      task,
      submissions: new Map(reports.map(({ assigned }) => [assigned.code, ids.get(assigned.unitId)!])),
      reports: new Map(reports.map((report) => [report.assigned.code, report])),
    });
  }
  return works;
}

/** Opened some days ago, due some days ahead as every collection is: at 24:00 of a workday. */
export function timesAround(now: Date) {
  const workdays = calendarOf(shippedYears);
  const due = (n: number) => dueOn(workdays, beijingDay(new Date(now.getTime() + days(n)))).at;
  return {
    opensAt: new Date(`${beijingDay(new Date(now.getTime() - days(18)))}T09:00:00+08:00`),
    dueUnit: due(5),
    dueCounty: due(9),
    dueCity: due(14),
    dueProvince: due(21),
  };
}

const half = [
  "elec_kwh",
  "dc_elec_kwh",
  "gas_m3",
  "coal_t",
  "water_m3",
  "veh_quota",
  "veh_actual",
  "veh_over8y",
  "veh_km",
];

/** The part of a form that is typed first. */
const begun = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).filter(([address]) => half.some((measure) => address.startsWith(measure))),
  );

/** Figures of the quarter in work with what is wrong in them. By form and code of the region. */
function presentFigures(asked: Asked, code: string, step: Step, calendarFigures: Figures): Figures {
  const tales: Record<string, (figures: Figures) => Figures> = {
    // Costs typed in yuan where ten thousand yuan are asked; the rest not yet begun.
    "F_ENE 990101": (f) => {
      const costs = Object.entries(inYuan(f)).filter(([address]) => address.startsWith("energy_cost"));
      return { ...begun(f), ...Object.fromEntries(costs) };
    },
    "F_ENE 990102": (f) => slipped(slipped(f, "dc_elec_kwh", 100), "energy_cost/energy_type:water", 10),
    "F_ENE 990103": (f) => slipped(f, "water_m3", 10),
    "F_ENE 990601": (f) => slipped(f, "gas_m3", 10),
    "F_ENE 990602": (f) => ({
      ...f,
      lpg_kg: { missing: "换瓶记录在前任手中，正在交接（演示）" },
      food_waste_kg: { missing: "清运公司尚未出具当季台账（演示）" },
    }),
    // Nothing is typed anew: the whole form is the quarter before.
    "F_ENE 990703": () => figuresOf(code, before(asked)),
    "F_ENE 990801": (f) => slipped(f, "elec_kwh", 10),
    "F_ENE 990808": (f) => ({ ...f, elec_kwh: { estimated: f["elec_kwh"] as string } }),
    "F_ENE 991010": (f) => slipped(f, "elec_kwh", 0.1),
    "F_ENE 991106": (f) => slipped(f, "energy_cost/energy_type:electricity", 10_000),
    "F_VEH 990102": (f) => slipped(f, "veh_km", 10),
  };
  const tale = tales[`${asked.form} ${code}`];
  if (tale !== undefined) return tale(calendarFigures);
  return step === "d" ? begun(calendarFigures) : calendarFigures;
}

const before = (asked: Asked): Asked =>
  asked.quarter === 0 ? { ...asked, year: asked.year - 1, quarter: 3 } : { ...asked, quarter: asked.quarter - 1 };

function presentReport(task: Task, assigned: Assigned, now: Date, memory: Memory): Report | null {
  const { asked } = task;
  const { code } = assigned;
  const step = stepOf(asked.form, code);
  if (step === "-") return null;
  const ago = (from: number, to: number, what: string) =>
    new Date(Math.round(now.getTime() - days(between(from, to, code, asked.form, what))));
  const context = contextOf(memory, task, code);
  const figures = presentFigures(asked, code, step, figuresOf(code, asked));
  const content = contentOf(task, figures, step !== "d" && step !== "b" && step !== "x");
  const nothing = { submitted: null, county: null, city: null, province: null };
  const unsent = { assigned, versions: [], decisions: [], pointers: nothing };
  if (step === "d" || step === "b" || step === "x") {
    mustBeAsTold(task, content.cells, context, step);
    return { ...unsent, state: "draft", draft: { ...content, at: ago(0.1, 3, "typed") }, signedAs: [] };
  }
  const settled = step === "a";
  const sent = settled ? ago(8, 10, "sent") : ago(2.2, 6, "sent");
  const version = versionOf(task, assigned, content, context, { at: sent, onTime: true });
  if (step === "g") return { ...unsent, state: "signed", draft: { ...content, at: sent }, signedAs: ["clerk", "head"] };
  const decisions = [
    ...(step === "s" ? [] : [accepted(code, "county", 1, settled ? ago(6.5, 7.5, "county") : ago(1.4, 2, "county"))]),
    ...(step === "a" ? [accepted(code, "city", 1, ago(4.5, 6, "city"))] : []),
  ];
  return {
    assigned,
    // What is to be returned is so far accepted by the county; the city returns it by its own deed.
    state: step === "s" ? "submitted" : step === "a" ? "city_accepted" : "county_accepted",
    versions: [version],
    draft: { ...content, at: sent },
    signedAs: [],
    decisions,
    pointers: { submitted: 1, county: step === "s" ? null : 1, city: step === "a" ? 1 : null, province: null },
  };
}

/** @throws where a draft that is told to be broken, or unexplained, would pass. */
function mustBeAsTold(task: Task, cells: StoredCell[], context: CheckContext, step: Step): void {
  if (step === "d") return;
  const wanted = step === "b" ? "block" : "explain";
  const code = { unitId: 0, regionId: 0, cityId: 0, code: "" };
  const found = explained(task, code, cells, context);
  const shows =
    wanted === "block"
      ? openFindings(found).some((finding) => finding.severity === "block")
      : found.some((finding) => finding.severity === "explain" && finding.explanation !== "");
  if (!shows)
    throw new Error(
      `${task.asked.form}：演示草稿本应有${wanted}类核验结果 / a demo draft should show a ${wanted} finding`,
    );
}
