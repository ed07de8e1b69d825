import { sql } from "drizzle-orm";
import { corrections, evaluations, releases } from "@duibiao/contract";
import { openCatalogue } from "../catalogues/open.ts";
import { schemeOf } from "../catalogues/read.ts";
import { ask } from "../corrections/ask.ts";
import { decide as decideCorrection } from "../corrections/decide.ts";
import { run } from "../evaluations/run.ts";
import { decide, move } from "../releases/move.ts";
import { prepare } from "../releases/prepare.ts";
import { days, type Calendar } from "./calendar.ts";
import { analyst, periodOf } from "./open.ts";
import { reviewerOf } from "./review.ts";
import { act, idOf, type Stage } from "./stage.ts";
import { rebuildMarked } from "./sums.ts";

const scheme = "DEMO-1";
/** What else the last year is scored by: the schemes over all forms, counters, questionnaires and rubrics. */
const further = ["ZJI", "SZ", "ZJA", "AH"];
type Tier = "county" | "city";
type Edition = {
  scheme: string;
  title: string;
  year: number;
  tier: Tier;
  at: Date;
  upTo: "draft" | "consulting" | "published";
};

/** Evaluations and releases of the three years; the last year's counties twice, the second time after a correction. */
export async function playResults(stage: Stage, catalogue: number, { now, years }: Calendar): Promise<void> {
  const last = years.at(-1)!;
  const publish = (edition: Omit<Edition, "scheme" | "title">) => {
    const tier = edition.tier === "county" ? "县级" : "市级";
    const title = `${edition.year}年${tier}机关运行保障试算评估(演示数据)`;
    return playEdition(stage, catalogue, { scheme, title, ...edition });
  };
  for (const year of years) {
    const at = inSpring(year, now);
    await publish({ year, tier: "county", at, upTo: "published" });
    await publish({ year, tier: "city", at, upTo: year === last ? "consulting" : "published" });
  }
  const since = now.getTime() - inSpring(last, now).getTime();
  const later = (share: number) => new Date(inSpring(last, now).getTime() + since * share);
  await correctAfterLock(stage, last, later(0.6), later(0.7));
  await rebuildMarked(stage.tx);
  await publish({ year: last, tier: "county", at: later(0.8), upTo: "published" });
  const { document } = await openCatalogue(stage.tx, catalogue);
  for (const key of further) {
    const { name } = schemeOf(document, key);
    const title = `${name.zh} ${last}年县级试算评估(演示数据,含演示评分)`;
    await playEdition(stage, catalogue, {
      scheme: key,
      title,
      year: last,
      tier: "county",
      at: later(0.9),
      upTo: "draft",
    });
  }
}

/** The twentieth of March after a year, or lately where that has not come yet. */
const inSpring = (year: number, now: Date) =>
  new Date(Math.min(Date.parse(`${year + 1}-03-20T02:00:00Z`), now.getTime() - days(10)));

async function playEdition(stage: Stage, catalogue: number, edition: Edition): Promise<void> {
  const { scheme, title, year, tier, at, upTo } = edition;
  const period = await periodOf(stage, "year", String(year), at);
  const evaluation = await act(
    stage,
    analyst,
    at,
    { operation: evaluations.runEvaluation, verb: run },
    {
      params: {},
      query: {},
      body: { owner: idOf(stage.regions, "990000"), catalogue, scheme, period: period.id, tier, lens: "province" },
    },
  );
  const draft = await act(
    stage,
    analyst,
    at,
    { operation: releases.prepareRelease, verb: prepare },
    {
      params: {},
      query: {},
      body: {
        evaluation: evaluation.id,
        title,
        audience: "subtree",
        presentation: "places",
        resultsHash: evaluation.resultsHash,
      },
    },
  );
  if (upTo === "draft") return;
  const params = { id: draft.id };
  const step = { query: {}, params };
  await act(
    stage,
    analyst,
    at,
    { operation: releases.moveRelease, verb: move },
    { ...step, body: { to: "consulting", reason: "" } },
  );
  if (upTo === "consulting") return;
  for (const to of ["approved", "published"] as const)
    await act(
      stage,
      "leader.990000",
      new Date(at.getTime() + days(to === "approved" ? 0.5 : 0.9)),
      { operation: releases.decideRelease, verb: decide },
      { ...step, body: { to, reason: "", overrule: "" } },
    );
}

/** A county finds rooms with a complete file that were not counted; county, city and province approve the request in turn. */
async function correctAfterLock(stage: Stage, year: number, from: Date, to: Date): Promise<void> {
  const code = "990101";
  const found = await stage.tx.execute<{ id: number; archived: string; rooms: string }>(sql`
    select s.id::int as id,
           max(o.value) filter (where m.key = 'rooms_archived')::text as archived, max(o.value) filter (where m.key = 'rooms_total')::text as rooms
    from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
    join observations o on o.submission_id = s.id and o.revision = s.province_rev join measures m on m.id = o.measure_id
    where c.form_key = 'F_OFF' and p.key = ${String(year)} and s.unit_id = ${idOf(stage.units, `U${code}`)}
    group by s.id`);
  const { id, archived, rooms } = found.rows[0]!;
  const params = { id };
  // Half of what was not counted is found again.
  const value = String(Number(archived) + Math.ceil((Number(rooms) - Number(archived)) / 2));
  const asked = await act(
    stage,
    `head.${code}`,
    from,
    { operation: corrections.askCorrection, verb: ask },
    {
      params,
      query: {},
      body: {
        reason: "漏计三号楼已建档办公室(演示)",
        evidence: "三号楼房产档案目录,演示附件第1号",
        cells: [{ measure: "rooms_archived", member: "total", value: { state: "number", value } }],
      },
    },
  );
  const tiers = [
    ["county", `leader.${code}`],
    ["city", reviewerOf(code, "city")],
    ["province", "reviewer.990000"],
  ] as const;
  for (const [tier, reviewer] of tiers)
    await act(
      stage,
      reviewer,
      to,
      { operation: corrections.decideCorrection, verb: decideCorrection },
      {
        params: { id: asked.id },
        query: {},
        body: { tier, decision: "approve", reason: "已核对档案目录(演示)", hash: asked.hash },
      },
    );
}
