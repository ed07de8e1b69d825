import { collections as contract } from "@duibiao/contract";
import { count } from "../collections/count.ts";
import { lock } from "../collections/open.ts";
import { writeSystemRevisions, type SystemCell } from "../collections/write-system.ts";
import { datesAfter, type Asked } from "./calendar.ts";
import { numberOf, type Figures } from "./cell.ts";
import { systemFiguresOf } from "./figures.ts";
import { analyst, openTask, type Period } from "./open.ts";
import { act, idOf, type Stage } from "./stage.ts";
import { rebuildMarked } from "./sums.ts";

/** What signs figures that no module of the platform has counted: they are invented. */
const signer = "演示";

/**
 * Opens, fills in and locks a form that the platform writes, when everything that ended with its period is due. What
 * the collection module counts is truly counted, from the demo's own reports; counters of modules without deeds here,
 * questionnaires and the points of raters are 演示评分.
 */
export async function playCounted(stage: Stage, catalogue: number, asked: Asked, period: Period): Promise<void> {
  const dates = datesAfter(period.end, asked.quarter === 3 ? "year" : "quarter");
  const at = dates.day(dates.province + 1, 9);
  const times = { opensAt: at, dueUnit: at, dueCounty: at, dueCity: at, dueProvince: at };
  const task = await openTask(stage, catalogue, asked, period, times);
  const { id } = task.collection;
  const deed = { operation: contract.countCollection, verb: count };
  const input = { params: { id }, query: {}, body: {} };
  if (asked.form === "F_SYS_Q") await act(stage, analyst, at, deed, input);
  const figures = new Map(
    task.assigned.map(({ unitId, code }) => [unitId, cellsOf(systemFiguresOf(code, asked, task.catalogue.document))]),
  );
  const invent: typeof count = async (ctx) => {
    const revisions = await writeSystemRevisions(ctx, id, signer, figures);
    const done = { units: figures.size, revisions };
    const regionId = idOf(stage.regions, "990000");
    await ctx.audit({ object: `collection/${id}`, regionId, detail: { module: signer, ...done } });
    return done;
  };
  await act(stage, analyst, at, { ...deed, verb: invent }, input);
  const locked = dates.day(dates.province + 2, 10);
  await act(stage, "leader.990000", locked, { operation: contract.lockCollection, verb: lock }, input);
  await rebuildMarked(stage.tx, id);
}

const cellsOf = (figures: Figures): SystemCell[] =>
  Object.entries(figures).map(([measure, figure]) => ({
    measure,
    member: "total",
    value: { state: "number", value: numberOf(figure)! },
  }));
