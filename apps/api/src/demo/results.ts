import { evaluations, releases } from "@duibiao/contract";
import { openCatalogue } from "../catalogues/open.ts";
import { schemeOf } from "../catalogues/read.ts";
import { run } from "../evaluations/run.ts";
import { decide, move } from "../releases/move.ts";
import { prepare } from "../releases/prepare.ts";
import { days, type Calendar } from "./calendar.ts";
import { correctAfterLock, objectInConsultation } from "./matters.ts";
import { analyst, periodOf } from "./open.ts";
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
    const title = `${edition.year}年${tier}机关运行保障试算评估（演示数据）`;
    return playEdition(stage, catalogue, { scheme, title, ...edition });
  };
  let consulted = 0;
  for (const year of years) {
    const at = inSpring(year, now);
    await publish({ year, tier: "county", at, upTo: "published" });
    consulted = await publish({ year, tier: "city", at, upTo: year === last ? "consulting" : "published" });
  }
  const since = now.getTime() - inSpring(last, now).getTime();
  const later = (share: number) => new Date(inSpring(last, now).getTime() + since * share);
  await correctAfterLock(stage, last, later(0.6), later(0.7));
  await rebuildMarked(stage.tx);
  await publish({ year: last, tier: "county", at: later(0.8), upTo: "published" });
  const { document } = await openCatalogue(stage.tx, catalogue);
  for (const key of further) {
    const { name } = schemeOf(document, key);
    const title = `${name.zh} ${last}年县级试算评估（演示数据，含演示评分）`;
    await playEdition(stage, catalogue, {
      scheme: key,
      title,
      year: last,
      tier: "county",
      at: later(0.9),
      upTo: "draft",
    });
  }
  await objectInConsultation(stage, consulted, later(0.98));
}

/** The twentieth of March after a year, or lately where that has not come yet. */
const inSpring = (year: number, now: Date) =>
  new Date(Math.min(Date.parse(`${year + 1}-03-20T02:00:00Z`), now.getTime() - days(10)));

async function playEdition(stage: Stage, catalogue: number, edition: Edition): Promise<number> {
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
  if (upTo === "draft") return draft.id;
  const params = { id: draft.id };
  const step = { query: {}, params };
  await act(
    stage,
    analyst,
    at,
    { operation: releases.moveRelease, verb: move },
    { ...step, body: { to: "consulting", reason: "" } },
  );
  if (upTo === "consulting") return draft.id;
  for (const to of ["approved", "published"] as const)
    await act(
      stage,
      "leader.990000",
      new Date(at.getTime() + days(to === "approved" ? 0.5 : 0.9)),
      { operation: releases.decideRelease, verb: decide },
      { ...step, body: { to, reason: "", overrule: "" } },
    );
  return draft.id;
}
