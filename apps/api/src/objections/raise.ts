import { and, eq, inArray, sql } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import type { Input, objections as contract, Output, releases } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { addMatter } from "../matters/add.ts";
import { dueIn, workdays } from "../matters/due.ts";
import { numberOf, type ObjectionSubject } from "../matters/open.ts";
import { fullMatter } from "../matters/read.ts";
import { tellTurn } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import { loadRelease, stateNames, statesOf, type ReleaseRow } from "../releases/states.ts";
import type { Ctx } from "../serve.ts";

type Asked = Input<typeof contract.raiseObjection>["body"];
type Line = Pick<Output<typeof releases.readResult>, "region" | "score" | "conclusion"> & {
  cells: Record<string, { value: number | null }>;
};
type Head = Output<typeof releases.readRelease>["head"];

/** 异议: a region objects to a number, its peer group or a rule, while the release is out for comment or in the days after publication. */
export async function raise(ctx: Ctx, { params, body }: Input<typeof contract.raiseObjection>) {
  const release = await loadRelease(ctx, params.id);
  const unitId = await unitFor(ctx, body.region);
  ctx.must("objection.raise", { regionId: body.region, unitId });
  await mustBeInTime(ctx, release);
  const r = tables.releaseResults;
  const [row] = await ctx.tx
    .select({ cityId: r.cityId, result: r.result })
    .from(r)
    .where(and(eq(r.releaseId, release.id), eq(r.regionId, body.region)));
  if (row === undefined) throw problems.notFound(`region ${body.region} in release ${release.id}`);
  const subject = subjectOf(release, row.result as Line, body);
  await mustBeNew(ctx, release, body.region, subject);
  const owner = release.ownerRegionId;
  const matter = await addMatter(ctx, {
    kind: "objection",
    ownerRegionId: owner,
    unitId,
    regionId: body.region,
    cityId: row.cityId,
    submissionId: null,
    releaseId: release.id,
    subject,
    reason: body.reason,
    evidence: body.evidence,
    turn: "province",
    dueAt: await dueIn(ctx, owner, workdays.reply),
  });
  await tellTurn(ctx, matter);
  await ctx.audit({
    object: `matter/${matter.id}`,
    regionId: body.region,
    detail: { number: numberOf(matter), release: release.id, ...body },
  });
  return fullMatter(ctx, matter);
}

/** The unit of the region that the actor heads; null where a bureau objects for its region. */
async function unitFor(ctx: Ctx, region: number): Promise<number | null> {
  if (servesBureau(ctx.actor, "objection.raise", region)) return null;
  const heads = ctx.actor.posts.flatMap((post) => (post.role === "head" ? (post.unitId ?? []) : []));
  const found = await ctx.tx.execute<{ unit: number }>(sql`
    select unit_id as unit from unit_versions
    where unit_id = any(${`{${heads.join(",")}}`}::int[]) and region_id = ${region} and covers = 'whole'
      and ${ctx.actor.today}::date >= valid_from and (valid_to is null or ${ctx.actor.today}::date < valid_to)
    order by unit_id limit 1`);
  return found.rows[0]?.unit ?? null;
}

async function mustBeInTime(ctx: Ctx, release: ReleaseRow): Promise<void> {
  const last = (await statesOf(ctx, release.id)).at(-1)!;
  if (last.state === "consulting") return;
  if (last.state !== "published")
    throw problems.conflict(
      `评估结果现为「${stateNames[last.state].zh}」，只有征求意见期间和发布后 ${workdays.objection} 个工作日内可以提出异议`,
      `The release is ${stateNames[last.state].en}: objections are raised while it is out for comment and for ${workdays.objection} workdays after publication`,
      { state: last.state },
    );
  const until = await dueIn(ctx, release.ownerRegionId, workdays.objection, last.at);
  if (ctx.now >= until)
    throw problems.conflict(
      `发布后 ${workdays.objection} 个工作日内可以提出异议，期限已过；数有误的，可在任务中申请锁定后更正`,
      `Objections are raised within ${workdays.objection} workdays of publication, which have passed; a wrong figure can still be corrected on its task`,
      { until },
    );
}

function subjectOf(release: ReleaseRow, line: Line, asked: Asked): ObjectionSubject {
  const head = release.head as Head;
  const about = {
    target: asked.target,
    title: release.title,
    edition: { zh: `评估结果第${release.number}版`, en: `Evaluation results, release ${release.number}` },
  };
  const none = { indicator: null, rule: null, value: null, group: null };
  if (asked.target === "peer_group") return { ...about, ...none, ...groupOf(head, line, asked) };
  if (asked.target === "rule") return { ...about, ...none, ...ruleOf(head, line, asked) };
  if (asked.indicator === undefined) {
    // Nothing that somebody named is passed over in silence.
    if (asked.value !== undefined)
      throw problems.rule(
        "总分由各指标算出，不能直接写明应为多少：请写明是哪个指标的数，或不写应为多少",
        "A total score is computed from indicators: name the indicator whose number it is, or leave out what it should be",
      );
    const name = { zh: "总分", en: "total score" };
    return { ...about, ...none, name, stands: figure(line.score, ""), wanted: null };
  }
  const { key, name, uom } = indicatorOf(head, asked.indicator);
  return {
    ...about,
    ...none,
    indicator: key,
    name,
    stands: figure(line.cells[key]!.value, uom),
    wanted: asked.value === undefined ? null : figure(asked.value, uom),
    value: asked.value ?? null,
  };
}

function groupOf(head: Head, { region }: Line, { group }: Asked) {
  const known = head.peerGroups.map(({ name }) => name);
  if (group === undefined || group === region.peerGroup || !known.includes(group))
    throw problems.rule(
      `请写明应归入的对标组，可选：${known.filter((name) => name !== region.peerGroup).join("、")}`,
      `Name the peer group that it should be: ${known.filter((name) => name !== region.peerGroup).join(", ")}`,
      { groups: known },
    );
  return {
    name: { zh: "对标组", en: "peer group" },
    stands: { zh: region.peerGroup, en: region.peerGroup },
    wanted: { zh: group, en: group },
    group,
  };
}

function ruleOf(head: Head, { conclusion }: Line, { gate, indicator, wanted }: Asked) {
  const words = wanted.trim() === "" ? null : { zh: wanted.trim(), en: wanted.trim() };
  const found = head.conclusions?.gates.find(({ key }) => key === gate);
  if (found !== undefined) {
    const state = conclusion?.gates.find(({ key }) => key === gate)?.state ?? "undecided";
    return { rule: found.key, name: found.name, stands: gateStates[state], wanted: words };
  }
  if (indicator === undefined || gate !== undefined)
    throw problems.rule(
      "请写明对哪条规则有异议：一票否决项，或某个指标的计分",
      "Name the rule: a gate, or the indicator whose scoring it is",
    );
  const { key, name, formula } = indicatorOf(head, indicator);
  return { indicator: key, rule: key, name, stands: { zh: formula.zh, en: formula.en }, wanted: words };
}

const gateStates = {
  struck: { zh: "触发", en: "strikes" },
  clear: { zh: "未触发", en: "does not strike" },
  undecided: { zh: "无法判定", en: "undecided" },
};

function indicatorOf(head: Head, key: string) {
  const found = head.indicators.find((indicator) => indicator.key === key);
  if (found === undefined)
    throw problems.rule("这一版没有这个指标", "This release has no such indicator", { indicator: key });
  return found;
}

/** In words, to six digits; the value itself stands in the release. */
function figure(value: number | string | null, uom: string): Text {
  if (value === null) return { zh: "无数值", en: "no value" };
  const text = `${typeof value === "number" ? Number(value.toPrecision(6)) : value} ${uom}`.trim();
  return { zh: text, en: text };
}

/** One open objection of a region to the same thing: a second one is told the number of the first. */
async function mustBeNew(ctx: Ctx, release: ReleaseRow, region: number, subject: ObjectionSubject): Promise<void> {
  const m = tables.matters;
  const rows = await ctx.tx
    .select()
    .from(m)
    .where(and(eq(m.releaseId, release.id), eq(m.regionId, region), inArray(m.state, ["open", "returned"])));
  const same = rows.find((row) => {
    const other = row.subject as ObjectionSubject;
    return other.target === subject.target && other.indicator === subject.indicator && other.rule === subject.rule;
  });
  if (same === undefined) return;
  const number = numberOf(same);
  throw problems.conflict(
    `对此已有办理中的异议 ${number}，请在该件中补充附件，或撤回后另提`,
    `There is the open objection ${number} to this already: add to that one, or withdraw it first`,
    { matter: same.id, number },
  );
}
