import { sql } from "drizzle-orm";
import { collections, consolidations, submissions as contract } from "@duibiao/contract";
import { changeAssignment } from "../collections/assign.ts";
import { accept as acceptConsolidation } from "../consolidations/decide.ts";
import { preview } from "../consolidations/read.ts";
import { sign as signConsolidation } from "../consolidations/sign.ts";
import { accept } from "../submissions/accept.ts";
import { answer, question } from "../submissions/question.ts";
import { returnSubmission } from "../submissions/return.ts";
import { save } from "../submissions/save.ts";
import { sign } from "../submissions/sign.ts";
import { submit } from "../submissions/submit.ts";
import { days, type Calendar } from "./calendar.ts";
import { timesAround, type Work } from "./current.ts";
import { stepOf } from "./progress.ts";
import { provePower } from "./evidence.ts";
import { reviewerOf } from "./review.ts";
import { shareClerks } from "./several.ts";
import { act, idOf, type Stage } from "./stage.ts";
import { hashIn } from "./write.ts";

/** What people did by hand in the quarter in work: returns, questions, consolidations, and one report that came again. */
export async function playDeeds(stage: Stage, works: ReadonlyMap<string, Work>, { now }: Calendar): Promise<void> {
  const ago = (n: number) => new Date(now.getTime() - days(n));
  for (const [form, work] of works) {
    for (const [code] of work.reports)
      if (stepOf(form, code) === "r") await sendBack(stage, work, code, ago(1), firstMeasure[form]!);
    for (const city of ["9902", "9903", "9904"]) await consolidate(stage, work, `${city}00`, ago(3));
    await takeOver(stage, work, "990400", ago(2));
    await comeAgain(stage, work, "990302", firstMeasure[form]!, ago);
  }
  await shareClerks(stage);
  const energy = works.get("F_ENE")!;
  const vehicles = works.get("F_VEH")!;
  const week = new Date(now.getTime() + days(3)).toISOString();
  await ask(
    stage,
    energy,
    "990103",
    ago(1),
    "water_m3",
    "用水量约为上年同期的十倍，请核对水表读数与账单（演示）",
    week,
  );
  await ask(stage, energy, "990601", ago(0.9), "gas_m3", "天然气用量约为上年同期的十倍，是否多录一位？（演示）", week);
  await ask(stage, energy, "990605", ago(0.8), "elec_kwh", "请说明机房扩容对用电量的影响（演示）", week);
  await provePower(stage, "990605", submissionOf(energy, "990605"), ago(0.5));
  await ask(stage, vehicles, "990102", ago(0.7), "veh_km", "行驶里程明显偏高，请与定位平台里程核对（演示）", week);
  const id = await ask(stage, energy, "990606", ago(1.5), "water_m3", "本季用水量较上季上升，原因？（演示）", week);
  await act(
    stage,
    "clerk.990606",
    ago(1.2),
    { operation: contract.answerQuestion, verb: answer },
    { params: { id }, query: {}, body: { text: "七月管道渗漏，已于八月修复，水务公司证明附后（演示）" } },
  );
  await assignment(stage, energy, "991209", { exemptReason: "办公楼整体搬迁，本季免报（演示）" }, ago(2));
  const dueUntil = timesAround(now).dueCounty.toISOString();
  await assignment(stage, energy, "991107", { dueUntil, dueReason: "水淹档案室，账单补办中（演示）" }, ago(2));
}

const firstMeasure: Record<string, string> = { F_ENE: "elec_kwh", F_VEH: "veh_km" };

const submissionOf = ({ submissions }: Work, code: string) => idOf(submissions, code);

/** The content hash of a report's newest revision, as a reviewer sees it. */
function seen({ task, reports }: Work, code: string): string {
  const { assigned, versions } = reports.get(code)!;
  return hashIn(task, assigned.unitId, versions.at(-1)!);
}

async function sendBack(stage: Stage, work: Work, code: string, at: Date, measure: string): Promise<void> {
  const cells = [{ measure, member: "total", reason: "与台账合计不符，请按账单逐月核对（演示）" }];
  await act(
    stage,
    reviewerOf(code, "city"),
    at,
    { operation: contract.returnSubmission, verb: returnSubmission },
    {
      params: { id: submissionOf(work, code) },
      query: {},
      body: { contentHash: seen(work, code), reason: "请核对后重报（演示）", cells },
    },
  );
}

async function ask(stage: Stage, work: Work, code: string, at: Date, measure: string, text: string, dueAt: string) {
  const asked = await act(
    stage,
    reviewerOf(code, "city"),
    at,
    { operation: contract.askQuestion, verb: question },
    { params: { id: submissionOf(work, code) }, query: {}, body: { measure, member: "total", text, dueAt } },
  );
  return asked.id;
}

/** The city's leader signs, with a word on every figure that is off from the period before. */
async function consolidate(stage: Stage, { task }: Work, city: string, at: Date): Promise<void> {
  const leader = `leader.${city}`;
  const query = { collection: task.collection.id, city: idOf(stage.regions, city) };
  const seen = { operation: consolidations.previewConsolidation, verb: preview };
  const { differences: found } = await act(stage, leader, at, seen, { params: {}, query, body: undefined });
  const differences = found.map(({ own: _own, parts: _parts, ...one }) => ({
    ...one,
    reason: "与上年同期相比变动属实，已逐县核对（演示）",
  }));
  await act(
    stage,
    leader,
    at,
    { operation: consolidations.signConsolidation, verb: signConsolidation },
    { params: {}, query: {}, body: { ...query, missing: [], differences } },
  );
}

/** The province accepts what a city has signed. */
async function takeOver(stage: Stage, { task }: Work, city: string, at: Date): Promise<void> {
  const found = await stage.tx.execute<{ id: number; hash: string }>(sql`
    select id::int as id, hash from consolidations where collection_id = ${task.collection.id} and city_id = ${idOf(stage.regions, city)}`);
  const { id, hash } = found.rows[0]!;
  await act(
    stage,
    "reviewer.990000",
    at,
    { operation: consolidations.acceptConsolidation, verb: acceptConsolidation },
    { params: { id }, query: {}, body: { hash } },
  );
}

/** A report that the city took back after it had signed: it comes again with one figure mended, and the city must consolidate again. */
async function comeAgain(
  stage: Stage,
  work: Work,
  code: string,
  measure: string,
  ago: (n: number) => Date,
): Promise<void> {
  await sendBack(stage, work, code, ago(2), measure);
  const params = { id: submissionOf(work, code) };
  const cell = work.reports.get(code)!.draft.cells.find((c) => c.measure === measure && c.member === "total")!;
  const value = { state: "number" as const, value: String(Math.round(Number(cell.value) * 1.04)) };
  const saved = await act(
    stage,
    `clerk.${code}`,
    ago(1.5),
    { operation: contract.saveSubmission, verb: save },
    {
      params,
      query: {},
      body: { cells: [{ measure, member: "total", value, version: cell.version }], explanations: [] },
    },
  );
  const body = { contentHash: saved.contentHash };
  for (const [person, n] of [
    [`clerk.${code}`, 1.4],
    [`head.${code}`, 1.3],
  ] as const)
    await act(stage, person, ago(n), { operation: contract.signSubmission, verb: sign }, { params, query: {}, body });
  await act(
    stage,
    `clerk.${code}`,
    ago(1.2),
    { operation: contract.submitSubmission, verb: submit },
    { params, query: {}, body },
  );
  for (const [tier, n] of [
    ["county", 0.9],
    ["city", 0.5],
  ] as const)
    await act(
      stage,
      reviewerOf(code, tier),
      ago(n),
      { operation: contract.acceptSubmission, verb: accept },
      { params, query: {}, body: { ...body, tier } },
    );
}

async function assignment(
  stage: Stage,
  { task }: Work,
  code: string,
  body: { exemptReason: string } | { dueUntil: string; dueReason: string },
  at: Date,
): Promise<void> {
  await act(
    stage,
    "analyst.990000",
    at,
    { operation: collections.changeAssignment, verb: changeAssignment },
    { params: { id: task.collection.id, unit: idOf(stage.units, `U${code}`) }, query: {}, body },
  );
}
