import { figuresOf } from "./figures.ts";
import { latecomer, slip, unanswered } from "./exceptions.ts";
import { report } from "./report.ts";
import { analyst, type Task, type Unit, type Year } from "./tasks.ts";
import { forEach, type World } from "./world.ts";

export type Assignment = {
  unitId: number;
  submissionId: number | null;
  state: string;
  late: boolean;
};
type Tier = "county" | "city" | "province";

/** Who passes a tier for a unit. Where the unit lacks the tier, a second person of the bureau above does. */
export function reviewerOf(year: Year, unit: Unit, tier: "county" | "city"): string {
  const code = unit.code.slice(1);
  const region = year.regions.find((candidate) => candidate.code === code)!;
  if (tier === "county") return `reviewer.${code}`;
  if (region.tier !== "county") return `reviewer2.${code}`;
  return `reviewer.${year.regions.find((candidate) => candidate.id === region.parentId)!.code}`;
}

export async function assignmentsOf({ call }: World, task: Task): Promise<Assignment[]> {
  return (await call<{ assignments: Assignment[] }>(analyst, "GET", `/collections/${task.id}`)).assignments;
}

const toReport = ["not_started", "draft", "signed", "returned"];

/** Everybody who answers this form in time, except the one report whose way is told by itself. */
export async function reportTask(world: World, year: Year, task: Task, late: boolean): Promise<void> {
  const at = (unit: Unit) => `${unit.code} ${task.form.key} ${task.period.key}`;
  const isLate = (unit: Unit) => task.form.key === latecomer.form && unit.code === latecomer.unit;
  const open = (await assignmentsOf(world, task)).filter((assignment) => toReport.includes(assignment.state));
  const units = year.units.filter(
    (unit) =>
      open.some((assignment) => assignment.unitId === unit.id) &&
      unanswered[at(unit)] === undefined &&
      !isSlip(unit, task) &&
      isLate(unit) === late,
  );
  if (units.length === 0) return;
  if (late) await world.waitUntil(new Date(task.dueUnit.getTime() + 1000));
  let onTime = 0;
  await forEach(units, async (unit) => {
    const submitted = await report(world, unit, task, figuresOf(unit.code, task.form.key, task.period.key));
    if (submitted.onTime === true) onTime += 1;
  });
  const who = units.length === 1 ? units[0]!.name : `${units.length} 个单位`;
  world.say(
    `${task.period.key} ${task.form.name.zh}：${who}填报、签署、报送，其中按时 ${onTime} / reported, ${onTime} of ${units.length} on time`,
  );
}

export const isSlip = (unit: { code: string }, task: Task) =>
  unit.code === slip.unit && task.form.key === slip.form && task.period.key === slip.period;

/** The county's bureau accepts what was reported, then the city's. */
export async function reviewTask(world: World, year: Year, task: Task): Promise<void> {
  let accepted = 0;
  await forEach(await assignmentsOf(world, task), async ({ unitId, submissionId, state }) => {
    const unit = year.units.find((candidate) => candidate.id === unitId)!;
    if (submissionId === null || isSlip(unit, task)) return;
    if (state === "submitted") await accept(world, reviewerOf(year, unit, "county"), submissionId, "county");
    if (state !== "submitted" && state !== "county_accepted") return;
    await accept(world, reviewerOf(year, unit, "city"), submissionId, "city");
    accepted += 1;
  });
  if (accepted > 0)
    world.say(`${task.period.key} ${task.form.name.zh}：县审、市审通过 ${accepted} 份 / accepted by county and city`);
}

/** Accepts the revision that the reviewer has in front of them: its hash goes with the decision. */
export async function accept({ call }: World, reviewer: string, submission: number, tier: Tier): Promise<void> {
  const contentHash = await seenBy(call, reviewer, submission);
  await call(reviewer, "POST", `/submissions/${submission}/accept`, { contentHash, tier });
}

export type Read = {
  id: number;
  state: string;
  lastRev: number;
  contentHash: string;
  submittedRev: number | null;
  countyRev: number | null;
  cityRev: number | null;
  provinceRev: number | null;
  cells: { measure: string; member: string; value: string | null; version: number }[];
  questions: { id: number; measure: string; answer: string | null; text: string }[];
  revisions: { revision: number; hash: string; kind: string }[];
};

export async function seenBy(call: World["call"], reviewer: string, submission: number): Promise<string> {
  const { revisions, submittedRev } = await call<Read>(reviewer, "GET", `/submissions/${submission}`);
  return revisions.find(({ revision }) => revision === submittedRev)!.hash;
}
