import { setTimeout as sleep } from "node:timers/promises";
import { analyst, provinceLeader, type Year } from "./tasks.ts";
import type { World } from "./world.ts";

export const scheme = "DEMO-1";
export type Ranked = {
  regionId: number;
  code: string;
  name: string;
  score: number | null;
  coverage: number | null;
  place: { rank: number; rankTo: number } | null;
  unranked: { zh: string }[];
};
export type Release = {
  id: number;
  evaluationId: number;
  number: number;
  state: string;
  stateName: { zh: string };
  edition: { zh: string };
  title: string;
  stamps: { zh: string }[];
  dataUntil: string;
  items: Ranked[];
};

/** Waits until the platform has summed everything that was sent for the year's periods. */
export async function summed({ call }: World, year: Year): Promise<void> {
  for (const period of new Set(year.tasks.map((task) => task.period.id))) {
    for (let attempt = 0; ; attempt++) {
      const { pending } = await call<{ pending: boolean }>(
        analyst,
        "GET",
        `/roll-ups?period=${period}&region=${year.owner.id}&measure=staff_on_post`,
      );
      if (!pending) break;
      if (attempt === 600)
        throw new Error(
          "两分钟内没有汇总完；请查看平台的工作进程 / The roll-ups did not finish within two minutes; look at the platform's worker",
        );
      await sleep(200);
    }
  }
}

/** Lets the platform recompute every roll-up from the revisions by its second, independent method. */
export async function verifyRollUps({ call, say }: World, year: Year): Promise<{ rows: number; differences: number }> {
  let [rows, differences] = [0, 0];
  for (const task of year.tasks) {
    const answer = await call<{ rows: number; differences: unknown[] }>(
      analyst,
      "POST",
      `/collections/${task.id}/verify`,
      {},
    );
    rows += answer.rows;
    differences += answer.differences.length;
  }
  say(
    `汇总值验算：${rows} 行由各版次数值独立重算，相差 ${differences} 行 / roll-ups recomputed, ${differences} differ`,
  );
  return { rows, differences };
}

const path = (year: Year) => `/releases?owner=${year.owner.id}&period=${year.period.id}&scheme=${scheme}`;

/** The releases that are there, by number. */
export async function releasesOf({ call }: World, year: Year): Promise<Release[]> {
  const { items } = await call<{ items: Release[] }>(analyst, "GET", path(year));
  return items.toSorted((a, b) => a.number - b.number);
}

/** Evaluates, drafts, puts out for consultation, approves and publishes release `number`, from wherever an earlier run stopped. */
export async function publish(world: World, year: Year, number: number): Promise<Release> {
  const { call, say } = world;
  let release = (await releasesOf(world, year)).find((candidate) => candidate.number === number);
  if (release === undefined) {
    const evaluation = await evaluate(world, year);
    const title = "2025年机关运行保障试算评估（演示）";
    release = await call<Release>(analyst, "POST", "/releases", {
      evaluation: evaluation.id,
      title,
      audience: "subtree",
      resultsHash: evaluation.resultsHash,
    });
    say(`${analyst} 起草${release.edition.zh}：${release.stamps.map((stamp) => stamp.zh).join("；")} / drafted`);
  }
  const steps = [
    ["draft", "consulting", analyst, "state", "征求意见 / put out for consultation"],
    ["consulting", "approved", provinceLeader, "decision", "审定 / approved"],
    ["approved", "published", provinceLeader, "decision", "发布 / published"],
  ] as const;
  for (const [from, to, person, verb, words] of steps) {
    if (release.state !== from) continue;
    release = await call<Release>(person, "POST", `/releases/${release.id}/${verb}`, { to });
    say(`${person} ${release.edition.zh}${words}`);
  }
  return call<Release>(analyst, "GET", `/releases/${release.id}`);
}

/**
 * All thirteen counties stand in one peer group: the three districts alone would be fewer than the eight that
 * percentiles among peers need.
 */
async function evaluate({ call, say }: World, year: Year) {
  const regions = year.regions.filter((region) => region.tier === "county").map((region) => region.id);
  const peerGroups = [{ name: "演示省县级地区", regions }];
  const evaluation = await call<{
    id: number;
    resultsHash: string;
    nListed: number;
    nRanked: number;
  }>(analyst, "POST", "/evaluations", {
    owner: year.owner.id,
    catalogue: year.catalogue,
    scheme,
    period: year.period.id,
    tier: "county",
    peerGroups,
  });
  say(
    `${analyst} 按 ${scheme} 评估 ${evaluation.nListed} 个县级地区，${evaluation.nRanked} 个可排名，结果 ${evaluation.resultsHash.slice(0, 12)}… / evaluated`,
  );
  return evaluation;
}

/** Recomputes a release from its pinned revisions and compares every byte. */
export async function verifyRelease({ call, say }: World, release: Release): Promise<boolean> {
  const { ok, checks } = await call<{
    ok: boolean;
    checks: { check: string; ok: boolean; zh: string }[];
  }>(analyst, "POST", `/releases/${release.id}/verify`, {});
  say(
    `${release.edition.zh}复算：${checks.length} 项，${ok ? "全部逐字节一致" : checks.flatMap((check) => (check.ok ? [] : check.zh)).join("；")} / ${ok ? "same bytes" : "DIFFERS"}`,
  );
  return ok;
}
