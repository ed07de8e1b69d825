import { collections as contract } from "@duibiao/contract";
import { importObservations } from "../collections/import.ts";
import { lock } from "../collections/open.ts";
import { datesAfter, days, isCounted, type Asked, type Calendar } from "./calendar.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { numberOf } from "./cell.ts";
import { between, chance } from "./chance.ts";
import { consolidateAll } from "./consolidate.ts";
import { playCounted } from "./counted.ts";
import { figuresOf, slipped } from "./figures.ts";
import { incidentOf } from "./incidents.ts";
import { contextOf, remember, type Memory } from "./memory.ts";
import { analyst, openTask, periodOf } from "./open.ts";
import { contentOf, versionOf, type Assigned, type Report, type Task, type Version } from "./report.ts";
import { accepted, returned } from "./review.ts";
import { act, type Stage } from "./stage.ts";
import { rebuildMarked } from "./sums.ts";
import { writeReports } from "./write.ts";

/** What the year before the first cost is not reported any more but imported: the first year's growth needs it. */
export async function importPast(
  stage: Stage,
  catalogue: number,
  { past, now }: Calendar,
  memory: Memory,
): Promise<void> {
  for (const asked of past) await importTable(stage, catalogue, asked, now, memory);
}

async function importTable(stage: Stage, catalogue: number, asked: Asked, now: Date, memory: Memory): Promise<void> {
  const period = await periodOf(stage, asked.kind, asked.period, now);
  const end = new Date(`${period.end}T15:59:59Z`);
  const times = { opensAt: end, dueUnit: end, dueCounty: end, dueCity: end, dueProvince: end };
  const task = await openTask(stage, catalogue, asked, period, times, { origin: "history" });
  const rows = task.assigned.flatMap(({ code }) => {
    const figures = figuresOf(code, asked);
    remember(memory, asked, code, contentOf(task, figures, false).cells);
    return Object.entries(figures).map(
      ([measure, figure]) => `U${code},${measure},total,number,${numberOf(figure)},演示数据`,
    );
  });
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
export async function playHistory(stage: Stage, catalogue: number, calendar: Calendar, memory: Memory): Promise<void> {
  // The database writes one collection down while the next one is made up.
  let behind: Promise<void> = Promise.resolve();
  for (const asked of calendar.closed) {
    const period = await periodOf(stage, asked.kind, asked.period, calendar.now);
    if (isCounted(asked)) {
      behind = behind.then(() => playCounted(stage, catalogue, asked, period));
      behind.catch(() => {});
      continue;
    }
    const dates = datesAfter(period.end, asked.kind === "year" ? "year" : "quarter");
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
  const context = contextOf(memory, task, code);
  const onTime = sent <= dates.dueUnit;
  const content = contentOf(task, figures, true);
  const versions: Version[] = [];
  const decisions: Report["decisions"] = [];
  if (incident.slip !== null) {
    const wrong = contentOf(task, slipped(figures, incident.slip.measure, 10), true);
    versions.push(versionOf(task, assigned, wrong, context, { at: sent, onTime }));
    decisions.push(
      accepted(code, "county", 1, on(dates.unit + 1, dates.unit + 2, "county at first")),
      returned(code, 1, on(dates.unit + 2, dates.unit + 4, "back"), incident.slip.measure, incident.slip.reason),
    );
  }
  const again = versions.length === 0 ? sent : on(dates.unit + 4, dates.unit + 5, "again");
  versions.push(versionOf(task, assigned, content, context, { at: again, onTime }));
  const last = versions.length;
  decisions.push(
    accepted(code, "county", last, on(dates.unit + 5, dates.county + 1, "county")),
    accepted(code, "city", last, on(dates.county + 1, dates.city, "city")),
  );
  remember(memory, asked, code, content.cells);
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
