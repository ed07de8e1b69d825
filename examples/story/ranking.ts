import type { Release } from "./evaluate.ts";
import { analyst, type Year } from "./tasks.ts";
import type { World } from "./world.ts";

/** Prints the ranking with its stamps. */
export function showRanking({ say }: World, release: Release): void {
  say(`${release.title} ${release.edition.zh}（${release.stateName.zh}） 数据截至 ${release.dataUntil}`);
  say(`【${release.stamps.map((stamp) => stamp.zh).join("】【")}】`);
  say("位次  得分      覆盖率  地区");
  for (const { name, score, coverage, place, unranked } of release.items) {
    const rank =
      place === null
        ? " —"
        : place.rank === place.rankTo
          ? String(place.rank).padStart(2)
          : `${place.rank}–${place.rankTo}`;
    const why = unranked.length === 0 ? "" : `  未排名：${unranked.map((reason) => reason.zh).join(";")}`;
    say(
      `${rank.padEnd(6)}${(score === null ? "—" : score.toFixed(4)).padEnd(10)}${(coverage === null ? "—" : `${(coverage * 100).toFixed(1)}%`).padEnd(8)}${name}${why}`,
    );
  }
}

export type Row = {
  code: string;
  name: string;
  value: number | null;
  place: { rank: number } | null;
  reason: { zh: string } | null;
};

/** One indicator by itself: who can be computed, and why the others cannot. */
export async function showIndicator({ call, say }: World, year: Year, indicator: string): Promise<Row[]> {
  const query = `catalogue=${year.catalogue}&indicator=${indicator}&period=${year.period.id}&tier=county`;
  const answer = await call<{
    indicator: { name: { zh: string }; uom: string };
    nRanked: number;
    items: Row[];
  }>(analyst, "GET", `/rankings?${query}`);
  say(`单项“${answer.indicator.name.zh}”：${answer.nRanked} 个地区可算 / one indicator by itself`);
  for (const { name, value, place, reason } of answer.items) {
    say(
      place === null
        ? `  — ${name}:${reason?.zh ?? ""}`
        : `  ${String(place.rank).padStart(2)} ${name} ${value!.toFixed(4)} ${answer.indicator.uom}`,
    );
  }
  return answer.items;
}

type OwnResult = {
  score: number | null;
  lostPoints: { indicator: string; pointsLost: number }[];
  indicators: { key: string; name: { zh: string } }[];
};

/** What the first county sees of a release itself: its score, and where it lost the most points. */
export async function showOwnResult({ call, say }: World, year: Year, release: Release): Promise<OwnResult> {
  const county = year.regions.find((region) => region.code === "990101")!;
  const own = await call<OwnResult>("head.990101", "GET", `/releases/${release.id}/results/${county.id}`);
  const nameOf = (key: string) => own.indicators.find((indicator) => indicator.key === key)!.name.zh;
  const most = own.lostPoints
    .slice(0, 3)
    .map(({ indicator, pointsLost }) => `${nameOf(indicator)} ${pointsLost.toFixed(2)}`);
  say(
    `head.990101 查看本县结果：${own.score?.toFixed(4) ?? "无得分"} 分，失分最多 ${most.join("、")} / the county sees where it lost points`,
  );
  return own;
}
