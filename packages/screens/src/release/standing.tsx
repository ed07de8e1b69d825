import "./standing.css";
import { useText, type Column } from "@duibiao/ui";
import type { Item, Release } from "./release.ts";
import { bandInWords } from "./release.ts";

type Say = ReturnType<typeof useText>;
type Standing = NonNullable<Item["standing"]>;
type Uncertainty = NonNullable<Release["head"]["uncertainty"]>;

const share = (part: number) => `${Math.round(part * 100)}%`;

/** The places that moved weights give, drawn on the line of all places. What it says stands beside it in words. */
export function IntervalBar({ standing, place, n }: { standing: Standing; place: number; n: number }) {
  const { from, to } = standing;
  if (from === undefined || to === undefined) return null;
  const at = (rank: number) => (n > 1 ? ((rank - 1) / (n - 1)) * 100 : 50);
  return (
    <svg className="interval-bar" aria-hidden="true">
      <line className="interval-axis" x1="0%" x2="100%" y1="6" y2="6" />
      <line className="interval-range" x1={`${at(from)}%`} x2={`${at(to)}%`} y1="6" y2="6" />
      <circle className="interval-own" cx={`${at(place)}%`} cy="6" r="2.5" />
    </svg>
  );
}

/** How likely it is among the first ten; where all would be, nothing. */
export function topText(
  { top }: Standing,
  { uncertainty, nRanked }: Pick<Release["head"], "uncertainty" | "nRanked">,
  t: Say,
): string | null {
  if (top === undefined || uncertainty === undefined || nRanked <= uncertainty.top) return null;
  return t(
    `${uncertainty.draws} 次模拟中，${share(top)} 进入前 ${uncertainty.top} 名`,
    `among the first ${uncertainty.top} in ${share(top)} of ${uncertainty.draws} draws`,
  );
}

/** What was varied and how: stands wherever intervals and bands do. */
export function uncertaintyText(
  { draws, level, certainty, seed, sources }: Uncertainty,
  presentation: Release["presentation"],
  t: (zh: string, en: string) => string,
): string {
  const what = {
    zh: sources.map(({ zh }) => zh).join("、"),
    en: sources.map(({ en }) => en).join(", "),
  };
  if (presentation === "bands")
    return t(
      `档次依据：${what.zh}，模拟 ${draws} 次（种子 ${seed}）；同一档次的地区，模拟中先后不稳定（领先不足 ${share(certainty)}）`,
      `Bands: ${what.en}, ${draws} draws (seed ${seed}); regions of one band change order in the draws (ahead in less than ${share(certainty)})`,
    );
  return t(
    `位次区间：${what.zh}，模拟 ${draws} 次，取中间 ${share(level)}（种子 ${seed}）；同一档次的地区，模拟中先后不稳定（领先不足 ${share(certainty)}）`,
    `Intervals: ${what.en}, ${draws} draws, middle ${share(level)} (seed ${seed}); regions of one band change order in the draws (ahead in less than ${share(certainty)})`,
  );
}

/** Interval and band of a release's table; nothing in releases made before there were any. */
export function standingColumns({ head, presentation, items }: Release, t: Say): Column<Item>[] {
  if (head.uncertainty === undefined) return [];
  const band: Column<Item> = {
    key: "band",
    header: { zh: "档次", en: "Band" },
    value: ({ standing }) => (standing === null ? null : t(bandInWords(standing.band))),
    sortBy: ({ standing }) => standing?.band ?? null,
    width: "s",
  };
  if (presentation === "bands") return [band];
  const all = items.some(({ standing }) => standing !== null) ? head.nRanked : 0;
  return [
    {
      key: "interval",
      header: { zh: "位次区间", en: "Interval" },
      value: ({ standing }) => (standing?.sentence === undefined ? null : t(standing.sentence)),
      sortBy: ({ standing }) => standing?.from ?? null,
      cell: ({ standing, place }) =>
        standing?.sentence === undefined || place === null ? null : (
          <span className="interval" title={`${t(standing.sentence)}`}>
            <IntervalBar standing={standing} place={place.rank} n={all} />
            <span className="num">
              {standing.from}–{standing.to}
            </span>
          </span>
        ),
      width: "m",
    },
    band,
  ];
}
