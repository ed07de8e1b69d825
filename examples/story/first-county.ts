import { figuresOf } from "./figures.ts";
import { slip } from "./exceptions.ts";
import { numberOf } from "./cell.ts";
import { clerkOf, report, signAndSubmit } from "./report.ts";
import { accept, assignmentsOf, isSlip, reviewerOf, seenBy, type Read } from "./review.ts";
import type { Task, Unit, Year } from "./tasks.ts";
import type { World } from "./world.ts";

/**
 * The way of one report: the clerk types a digit too many, the county does not notice, the city asks, the county
 * answers, the city returns, the county corrects and submits again. Told from whatever state it is in.
 */
export async function questioned(world: World, year: Year): Promise<number> {
  const { call, say } = world;
  const unit = year.units.find((candidate) => candidate.code === slip.unit)!;
  const task = year.tasks.find((candidate) => isSlip(unit, candidate))!;
  const clerk = clerkOf(unit);
  const [county, city] = [reviewerOf(year, unit, "county"), reviewerOf(year, unit, "city")];
  const known = (await assignmentsOf(world, task)).find((assignment) => assignment.unitId === unit.id)!.submissionId;
  const id = known ?? (await reportWrongly(world, unit, task));
  for (;;) {
    const now = await call<Read>(clerk, "GET", `/submissions/${id}`);
    if (now.lastRev === 0) await reportWrongly(world, unit, task);
    else if (now.state === "submitted") {
      await accept(world, county, id, "county");
      say(`${county} 县审通过第 ${now.lastRev} 版次 / accepted by the county`);
    } else if (now.state === "county_accepted" && now.lastRev === 1) await askAndReturn(world, city, clerk, now);
    else if (["returned", "draft", "signed"].includes(now.state)) await correctSlip(world, unit, now);
    else if (now.state === "county_accepted") {
      await accept(world, city, id, "city");
      say(`${city} 市审通过第 ${now.lastRev} 版次 / accepted by the city`);
    } else return id;
  }
}

async function reportWrongly(world: World, unit: Unit, task: Task): Promise<number> {
  const figures = {
    ...figuresOf(unit.code, task.form.key, task.period.key),
    [slip.measure]: slip.wrong,
  };
  const submitted = await report(world, unit, task, figures);
  world.say(
    `${clerkOf(unit)} 报送 ${task.period.key} ${task.form.name.zh}：行驶里程误填为 ${slip.wrong} km，第 1 版次 ${submitted.contentHash.slice(0, 12)}… / reported with one digit too many`,
  );
  return submitted.id;
}

async function askAndReturn({ call, say }: World, city: string, clerk: string, now: Read): Promise<void> {
  let [asked] = now.questions;
  if (asked === undefined) {
    const text = "四季度每车平均行驶三万余公里，约为前三季度的十倍，请核对里程（演示）";
    await call(city, "POST", `/submissions/${now.id}/questions`, { measure: slip.measure, text });
    say(`${city} 就行驶里程发出核实单：${text} / the city asks about a cell`);
    [asked] = (await call<Read>(clerk, "GET", `/submissions/${now.id}`)).questions;
  }
  if (asked!.answer === null) {
    const text = "多录了一个 0，定位平台里程为 396000 公里（演示）";
    await call(clerk, "POST", `/questions/${asked!.id}/answer`, { text });
    say(`${clerk} 答复：${text} / the county answers`);
  }
  const contentHash = await seenBy(call, city, now.id);
  const reason = "四季度行驶里程多录一位，请更正后重报（演示）";
  await call(city, "POST", `/submissions/${now.id}/return`, {
    contentHash,
    reason,
    cells: [{ measure: slip.measure, reason: "应为 396000" }],
  });
  say(`${city} 退回，上级不改下级数 / the city returns it and changes nothing itself`);
}

async function correctSlip(world: World, unit: Unit, now: Read): Promise<void> {
  const { version } = now.cells.find((cell) => cell.measure === slip.measure && cell.member === "total")!;
  const value = numberOf(figuresOf(unit.code, slip.form, slip.period)[slip.measure])!;
  const cells = [{ measure: slip.measure, value: { state: "number", value }, version }];
  const { contentHash } = await world.call<{ contentHash: string }>(
    clerkOf(unit),
    "PUT",
    `/submissions/${now.id}/cells`,
    { cells },
  );
  const submitted = await signAndSubmit(world, unit, now.id, contentHash);
  world.say(
    `${clerkOf(unit)} 更正为 ${value} km，重新签署、报送，第 ${submitted.revision} 版次 / corrected and submitted again`,
  );
}
