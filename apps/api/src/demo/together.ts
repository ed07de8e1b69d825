import { jointReviews, secondReviews, spotChecks } from "@duibiao/contract";
import { beijingDay } from "../actor.ts";
import { create } from "../joint-reviews/write.ts";
import { sign } from "../joint-reviews/sign.ts";
import { add } from "../second-reviews/duties.ts";
import { give } from "../second-reviews/give.ts";
import { draw } from "../spot-checks/draw.ts";
import { fix } from "../spot-checks/fix.ts";
import { record } from "../spot-checks/record.ts";
import { days, type Calendar } from "./calendar.ts";
import type { Work } from "./current.ts";
import { stepOf } from "./progress.ts";
import { act, idOf, type Stage } from "./stage.ts";
import { hashIn } from "./write.ts";

/** What bureaus do beside passing single reports: a spot check, a joint review, a second reviewer. All of it invented. */
export async function playTogether(stage: Stage, works: ReadonlyMap<string, Work>, { now }: Calendar): Promise<void> {
  const ago = (n: number) => new Date(now.getTime() - days(n));
  await spotCheck(stage, works.get("F_ENE")!, "990400", ago);
  await jointReview(stage, works.get("F_ENE")!, "990900", ago);
  await secondReview(stage, works.get("F_VEH")!, "990700", ago);
}

type Ago = (n: number) => Date;
const nothing = { params: {}, query: {} };

/** Twelve cells of what a city accepted: nine compared with their evidence, one of them differing, one without any. */
async function spotCheck(stage: Stage, { task }: Work, city: string, ago: Ago): Promise<void> {
  const owner = idOf(stage.regions, city);
  const body = { owner, collection: task.collection.id, title: "能耗凭证抽查（演示）", basis: "", size: 12 };
  const who = `reviewer.${city}`;
  const { id } = await act(
    stage,
    who,
    ago(1.5),
    { operation: spotChecks.fixSpotCheck, verb: fix },
    { ...nothing, body },
  );
  const deed = { operation: spotChecks.drawSpotCheck, verb: draw };
  const { cells } = await act(stage, who, ago(1.4), deed, { params: { id }, query: {}, body: {} });
  const differing = cells.findIndex(({ value }) => Number(value) >= 100);
  for (const [at, { submissionId: submission, measure, member, value }] of cells.slice(0, 9).entries()) {
    const verdict = at === differing ? ("differs" as const) : at === 8 ? ("unsupported" as const) : ("agrees" as const);
    const found = verdict === "differs" ? { found: String(Math.round(Number(value) * 0.96)) } : {};
    const evidence = verdict === "unsupported" ? "" : "缴费账单复印件（演示）";
    const note = verdict === "agrees" ? "" : "已电话告知填报单位（演示）";
    const result = { submission, measure, member, verdict, ...found, evidence, note };
    const input = { params: { id }, query: {}, body: result };
    await act(stage, who, ago(1), { operation: spotChecks.recordSpotResult, verb: record }, input);
  }
}

/** Minutes of a meeting that let one report pass, asked about another and noted a third; signed by the leader. */
async function jointReview(stage: Stage, { submissions }: Work, city: string, ago: Ago): Promise<void> {
  const of = (n: string) => idOf(submissions, `${city.slice(0, 4)}${n}`);
  const whole = { measure: null, member: null };
  const body = {
    owner: idOf(stage.regions, city),
    title: "季度能耗数据会审（演示）",
    heldOn: beijingDay(ago(1)),
    place: "市局二楼会议室（演示）",
    attendees: ["leader", "reviewer", "reviewer2"].map((role) => ({
      name: stage.people.get(`${role}.${city}`)!.name,
      unit: "",
      duty: "",
    })),
    items: [
      { submission: of("01"), ...whole, decision: "pass" as const, text: "变动有说明，凭证齐全，同意通过（演示）" },
      {
        submission: of("02"),
        measure: "elec_kwh",
        member: "total",
        decision: "question" as const,
        text: "请说明本季用电量变动的原因，并附电费账单（演示）",
      },
      { submission: of("04"), ...whole, decision: "note" as const, text: "下季起逐月建立台账（演示）" },
    ],
  };
  const deed = { operation: jointReviews.createJointReview, verb: create };
  const { id, hash } = await act(stage, `reviewer.${city}`, ago(0.9), deed, { ...nothing, body });
  const input = { params: { id }, query: {}, body: { hash } };
  await act(stage, `leader.${city}`, ago(0.8), { operation: jointReviews.signJointReview, verb: sign }, input);
}

/** A city that wants vehicles looked at twice: one report has had its second look, the others wait for it. */
async function secondReview(stage: Stage, work: Work, city: string, ago: Ago): Promise<void> {
  const body = {
    owner: idOf(stage.regions, city),
    kind: "form" as const,
    key: "F_VEH",
    reviewers: [stage.people.get(`reviewer2.${city}`)!.id],
    reason: "公务用车数据由车辆科复核后再审（演示）",
  };
  await act(stage, `leader.${city}`, ago(2), { operation: secondReviews.addDuty, verb: add }, { ...nothing, body });
  const [code, report] = [...work.reports].find(
    ([own]) => own.startsWith(city.slice(0, 4)) && !own.endsWith("00") && stepOf("F_VEH", own) === "c",
  )!;
  const given = {
    contentHash: hashIn(work.task, report.assigned.unitId, report.versions.at(-1)!),
    note: "里程与定位平台一致（演示）",
  };
  const input = { params: { id: idOf(work.submissions, code) }, query: {}, body: given };
  const deed = { operation: secondReviews.giveSecondReview, verb: give };
  await act(stage, `reviewer2.${city}`, ago(0.6), deed, input);
}
