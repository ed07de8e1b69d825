import type { Catalogue, Text } from "@duibiao/indicators";
import {
  explainChange,
  explainGap,
  neededFor,
  strengthsOf,
  type ScoreResult,
  type Standing as Strength,
} from "@duibiao/scoring";
import type { explanations as contract, Output } from "@duibiao/contract";
import type { OpenCatalogue } from "../catalogues/open.ts";

export type Explained = Output<typeof contract.explainEvaluation>;
type Gap = NonNullable<Explained["gap"]>;
type Other = Gap["other"];

const aboutOf = ({ compiled }: OpenCatalogue) => {
  return ({ path, indicator: key }: { path: string; indicator: string }) => {
    const { name, uom, decimals } = compiled.indicators.get(key)!;
    return { path, indicator: key, name, uom, decimals: decimals ?? null };
  };
};

/** The value that a leaf was scored by; null where there is none. */
function valueAt({ placed, data }: ScoreResult, path: string, row: number): number | null {
  const value = data[placed.findIndex((own) => own.path === path)]!.values[row]!;
  return Number.isNaN(value) ? null : value;
}

/** Why a's score differs from b's: the leaves' effects add up to the difference. */
export function gapBetween(catalogue: OpenCatalogue, scored: ScoreResult, a: number, b: number, other: Other): Gap {
  const { difference, leaves } = explainGap(scored, a, b);
  const about = aboutOf(catalogue);
  return {
    other,
    difference,
    leaves: leaves.map(({ path, indicator, effect }) => ({
      ...about({ path, indicator }),
      value: valueAt(scored, path, a),
      otherValue: valueAt(scored, path, b),
      effect,
      parts: null,
    })),
  };
}

/** Why a region's score changed between two evaluations whose trees have the same nodes. */
export function changeBetween(
  catalogue: OpenCatalogue,
  before: ScoreResult,
  after: ScoreResult,
  region: string,
  other: Other,
): Gap {
  const { difference, leaves } = explainChange(before, after, region);
  const about = aboutOf(catalogue);
  const [was, is] = [before, after].map(({ regions }) => regions.findIndex(({ id }) => id === region));
  return {
    other,
    difference,
    leaves: leaves.map(({ path, indicator, total, value, bounds, weights, peers }) => ({
      ...about({ path, indicator }),
      value: valueAt(after, path, is!),
      otherValue: valueAt(before, path, was!),
      effect: total,
      parts: { value, bounds, weights, peers },
    })),
  };
}

/** What each leaf alone would have to be for the score to reach another. */
export function reachOf(catalogue: OpenCatalogue, scored: ScoreResult, row: number, score: number) {
  const about = aboutOf(catalogue);
  return {
    score,
    leaves: neededFor(scored, row, score).map(({ path, indicator, value, needed }) => ({
      ...about({ path, indicator }),
      value,
      needed,
    })),
  };
}

/** The least 等次 above the one that score and bonus reach, gates aside; null where there is none. */
export function nextGradeOf(
  catalogue: OpenCatalogue,
  scheme: Catalogue["schemes"][number],
  scored: ScoreResult,
  row: number,
  bonus: number,
): Explained["nextGrade"] {
  const own = scored.regions[row]!.score;
  const above = (scheme.grades ?? []).filter(({ min }) => own !== null && min > own + bonus);
  const next = above.toSorted((a, b) => a.min - b.min)[0];
  if (next === undefined) return null;
  return { grade: next.key, name: next.name, ...reachOf(catalogue, scored, row, next.min - bonus) };
}

/** As many strengths, and as many weaknesses, as a reader takes in. */
const MOST = 5;

/** Strengths and weaknesses among the peers, in the indicators' own uom. */
export function strengthsAmongPeers(catalogue: OpenCatalogue, scored: ScoreResult, row: number) {
  const about = aboutOf(catalogue);
  const paths = new Map(scored.placed.map(({ node, path }) => [node.indicator, path]));
  const shown = (standing: Strength) => ({
    ...about({ path: paths.get(standing.indicator)!, indicator: standing.indicator }),
    ...standing,
  });
  // Who stands at the median is neither strong nor weak, however many share the place.
  const { strengths, weaknesses } = strengthsOf(scored, row, Infinity);
  return {
    strengths: strengths
      .filter(({ ahead }) => ahead > 0)
      .slice(0, MOST)
      .map(shown),
    weaknesses: weaknesses
      .filter(({ ahead }) => ahead < 0)
      .slice(0, MOST)
      .map(shown),
  };
}

export const reasons = {
  noScore: { zh: "本地区没有得分，不能与别的地区比较", en: "This region has no score to compare" },
  nobody: { zh: "没有可比的地区", en: "There is nobody to compare with" },
  itself: { zh: "本地区自己就在这个位置", en: "The region itself stands there" },
  otherScore: { zh: "所选的地区没有得分", en: "The region chosen has no score" },
  choose: { zh: "请选择要比较的地区", en: "Choose a region to compare with" },
  noYear: {
    zh: "没有同一方案、级次、口径的上年评估，或上年没有本地区的得分",
    en: "There is no evaluation of a year before under this scheme, tier and lens that scores this region",
  },
  otherTree: {
    zh: "上年方案的指标与今年不同，变化不能逐项拆分",
    en: "The scheme of a year before had other indicators: the change cannot be split",
  },
  closed: {
    zh: "本版不公开其他地区的结果，不能与其他地区比较",
    en: "This release does not open others' results to you: there is nothing to compare with",
  },
  bands: {
    zh: "本版只公布档次，不公布谁居首、谁居中；可以选一个地区比较",
    en: "This release shows bands only and tells nobody's place; choose a region to compare with",
  },
} satisfies Record<string, Text>;
