import { collections as contract } from "@duibiao/contract";
import { importObservations } from "../collections/import.ts";
import { lock } from "../collections/open.ts";
import type { StoredCell } from "../submissions/content.ts";
import { datesAfter, days, type Asked, type Calendar } from "./calendar.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { numberOf } from "./cell.ts";
import { between, chance } from "./chance.ts";
import { consolidateAll } from "./consolidate.ts";
import { figuresOf, slipped } from "./figures.ts";
import { incidentOf } from "./incidents.ts";
import { analyst, openTask, periodOf } from "./open.ts";
import { contentOf, versionOf, type Assigned, type Report, type Task, type Version } from "./report.ts";
import { accepted, returned } from "./review.ts";
import { act, type Stage } from "./stage.ts";
import { rebuildMarked } from "./sums.ts";
import { writeReports } from "./write.ts";

/** What every unit last answered, by unit, form and period: the history that rules look at. */
export type Memory = Map<string, StoredCell[]>;
export const memoryKey = (code: string, form: string, period: string): string => `${code} ${form} ${period}`;

/** The same period one year earlier. */
export const yearBefore = (period: string): string => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

export const historyOf = (memory: Memory, code: string, { form, period }: Asked): StoredCell[] =>
  memory.get(memoryKey(code, form, yearBefore(period))) ?? [];

/** What the year before the first cost is not reported any more but imported: the first year's growth needs it. */
export async function importPast(stage: Stage, catalogue: number, { past, now }: Calendar): Promise<void> {
  for (const asked of past) await importTable(stage, catalogue, asked, now);
}

async function importTable(stage: Stage, catalogue: number, asked: Asked, now: Date): Promise<void> {
  const period = await periodOf(stage, asked.kind, asked.period, now);
  const end = new Date(`${period.end}T15:59:59Z`);
  const times = { opensAt: end, dueUnit: end, dueCounty: end, dueCity: end, dueProvince: end };
  const task = await openTask(stage, catalogue, asked, period, times, "history");
  const rows = task.assigned.flatMap(({ code }) =>
    Object.entries(figuresOf(code, asked)).map(
      ([measure, figure]) => `U${code},${measure},total,number,${numberOf(figure)},演示数据`,
    ),
  );
  await act(
    stage,
    analyst,
    new Date(end.getTime() + days(60)),
    { operation: contract.importObservations, verb: importObservations },
    {
      params: { id: task.collection.id },
      query: { dryRun: false, partial: false },
      body: ["unit_code,measure,member,state,value,note", ...rows].join("\r\n"),
    },
  );
}

/** Opens, answers, reviews, consolidates and locks everything that is over. */
export async function playHistory(stage: Stage, catalogue: number, calendar: Calendar): Promise<Memory> {
  const memory: Memory = new Map();
  // The database writes one collection down while the next one is made up.
  let behind: Promise<void> = Promise.resolve();
  for (const asked of calendar.closed) {
    const period = await periodOf(stage, asked.kind, asked.period, calendar.now);
    const dates = datesAfter(period.end, asked.kind);
    const task = await openTask(stage, catalogue, asked, period, dates);
    const reports: Report[] = [];
    for (const assigned of task.assigned) {
      reports.push(pastReport(task, assigned, dates, memory));
      await nextTurn();
    }
    await behind;
    behind = close(stage, task, reports, dates);
    // Whoever waits for it meets the fault; until then it is nobody's.
    behind.catch(() => {});
  }
  await behind;
  return memory;
}

type Dates = ReturnType<typeof datesAfter>;

/** Writes down, consolidates, locks and sums up what was reported. */
async function close(stage: Stage, task: Task, reports: readonly Report[], dates: Dates): Promise<void> {
  const ids = await writeReports(stage, task, reports);
  await consolidateAll(stage, task, reports, ids, dates);
  await act(
    stage,
    "leader.990000",
    dates.day(dates.province + 2, 10),
    { operation: contract.lockCollection, verb: lock },
    { params: { id: task.collection.id }, query: {}, body: {} },
  );
  await rebuildMarked(stage.tx, task.collection.id);
}

/** One unit's report, from the first revision to the province's acceptance. */
function pastReport(task: Task, assigned: Assigned, dates: Dates, memory: Memory): Report {
  const { asked } = task;
  const { code } = assigned;
  const generated = figuresOf(code, asked);
  const incident = incidentOf(code, asked, generated);
  const figures = { ...generated, ...incident.figures };
  const on = (from: number, to: number, what: string) =>
    dates.day(
      Math.floor(between(from, to, code, asked.form, asked.period, what)),
      9 + Math.floor(8 * chance(code, asked.period, what)),
    );
  const sent = incident.late ? on(dates.unit + 1, dates.unit + 4, "late") : on(3, dates.unit, "sent");
  if (incident.unanswered !== null) return unanswered(assigned, contentOf(task, {}, false), sent);
  const history = historyOf(memory, code, asked);
  const onTime = sent <= dates.dueUnit;
  const content = contentOf(task, figures, true);
  const versions: Version[] = [];
  const decisions: Report["decisions"] = [];
  if (incident.slip !== null) {
    const wrong = contentOf(task, slipped(figures, incident.slip.measure, 10), true);
    versions.push(versionOf(task, assigned, wrong, history, { at: sent, onTime }));
    decisions.push(
      accepted(code, "county", 1, on(dates.unit + 1, dates.unit + 2, "county at first")),
      returned(code, 1, on(dates.unit + 2, dates.unit + 4, "back"), incident.slip.measure, incident.slip.reason),
    );
  }
  const again = versions.length === 0 ? sent : on(dates.unit + 4, dates.unit + 5, "again");
  versions.push(versionOf(task, assigned, content, history, { at: again, onTime }));
  const last = versions.length;
  decisions.push(
    accepted(code, "county", last, on(dates.unit + 5, dates.county + 1, "county")),
    accepted(code, "city", last, on(dates.county + 1, dates.city, "city")),
  );
  memory.set(memoryKey(code, asked.form, asked.period), content.cells);
  return {
    assigned,
    state: "province_accepted",
    versions,
    draft: { ...content, at: again },
    signedAs: [],
    decisions,
    pointers: { submitted: last, county: last, city: last, province: last },
  };
}

const unanswered = (assigned: Assigned, content: Report["draft"] | ReturnType<typeof contentOf>, at: Date): Report => ({
  assigned,
  state: "draft",
  versions: [],
  draft: { ...content, at },
  signedAs: [],
  decisions: [],
  pointers: { submitted: null, county: null, city: null, province: null },
});
