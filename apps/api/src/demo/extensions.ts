import { extensions as contract } from "@duibiao/contract";
import { addWorkdays, calendarOf, dayOfDue, shippedYears } from "../calendar/workdays.ts";
import { ask } from "../extensions/ask.ts";
import { decide } from "../extensions/decide.ts";
import { days, type Calendar } from "./calendar.ts";
import { timesAround, type Work } from "./current.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** Counties whose vehicle form is half filled. */
const drafting = ["990707", "991201"];

/** Two counties that are not done ask for more time: one is given it by its city, the other waits. */
export async function playExtensions(stage: Stage, works: ReadonlyMap<string, Work>, { now }: Calendar): Promise<void> {
  const { task } = works.get("F_VEH")!;
  const until = addWorkdays(calendarOf(shippedYears), dayOfDue(timesAround(now).dueUnit), 1);
  const asked: number[] = [];
  for (const [at, code] of drafting.entries()) {
    const body = {
      collection: task.collection.id,
      unit: idOf(stage.units, `U${code}`),
      until,
      reason: ["车辆定位平台停机检修，里程导不出来（演示）", "经办人住院，正在移交（演示）"][at]!,
    };
    const deed = { operation: contract.askExtension, verb: ask };
    const when = new Date(now.getTime() - days(1 - at * 0.5));
    asked.push((await act(stage, `clerk.${code}`, when, deed, { params: {}, query: {}, body })).id);
  }
  await act(
    stage,
    "leader.990700",
    new Date(now.getTime() - days(0.3)),
    { operation: contract.decideExtension, verb: decide },
    { params: { id: asked[0]! }, query: {}, body: { grant: true, reason: "检修通知已附，同意（演示）" } },
  );
}
