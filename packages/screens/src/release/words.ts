import type { Language } from "@duibiao/ui";
import { lenses, nameOf, showMoment, showNumber, showPeriod, tiers } from "@duibiao/ui";
import { median, type Cause } from "./causes.ts";
import { isRanked, type Release, type Scores } from "./release.ts";
import { uncertaintyText } from "./standing.tsx";

type Say = (zh: string, en: string) => string;

/** What stands below a chart of the release and in each of its files. */
export function notesOf({ edition, stateName, dataUntil, head, id, presentation }: Release, t: Say): string[] {
  const tier = nameOf(tiers, head.tier);
  const lens = nameOf(lenses, head.lens);
  return [
    t(`${edition.zh}（${stateName.zh}）`, `${edition.en} (${stateName.en})`),
    t(`数据截至 ${showMoment(dataUntil, "zh")}`, `figures as of ${showMoment(dataUntil, "en")}`),
    t(`方案：${head.scheme.name.zh}`, `scheme: ${head.scheme.name.en}`),
    t(`口径：${lens.zh}`, `lens: ${lens.en}`),
    presentation === "bands"
      ? t(
          `${tier.zh}级列入 ${head.nListed} 个，评定档次 ${head.nRanked} 个，不分名次`,
          `${tier.en} tier: ${head.nListed} listed, ${head.nRanked} in bands, nobody's place`,
        )
      : t(
          `${tier.zh}级列入 ${head.nListed} 个，参加排名 ${head.nRanked} 个，一起排位次`,
          `${tier.en} tier: ${head.nListed} listed, ${head.nRanked} ranked together`,
        ),
    t(`区划截至 ${head.treeDate}`, `regions as of ${head.treeDate}`),
    ...(head.uncertainty === undefined ? [] : [uncertaintyText(head.uncertainty, presentation, t)]),
    t(`结果哈希 ${head.resultsHash}`, `results hash ${head.resultsHash}`),
    `${location.origin}/province/releases/${id}`,
  ];
}

/** The release in one paragraph: whom it ranks, who leads by how much, how far apart the quarters are. */
export function conclusionOf({ head, items, presentation }: Release, language: Language): string {
  const ranked = items.filter(isRanked);
  const bands = presentation === "bands";
  const first = ranked.filter(({ place, standing }) => (bands ? standing!.band : place!.rank) === 1);
  const last = ranked.at(-1);
  const shown = (score: number) => showNumber(score, 2);
  const period = showPeriod(head.period, language);
  const tier = nameOf(tiers, head.tier);
  const without = items.length - ranked.length;
  if (first.length === 0)
    return language === "zh"
      ? `${period}，列入的 ${items.length} 个地区都没有得分，不排名。`
      : `${period}: none of the ${items.length} regions listed has a score; nobody is ranked.`;
  const names = first.map(({ name }) => name);
  if (bands)
    return bandsIn(ranked, items.length, `${period}${tier.zh}级`, `${period}, ${tier.en.toLowerCase()} tier`)[language];
  const cuts = head.quartileCuts;
  const spread = cuts === null ? null : cuts.p75 - cuts.p25;
  const step = stepOf(ranked.map(({ score }) => score!));
  if (language === "en")
    return (
      `${period}, ${tier.en.toLowerCase()} tier: ${items.length} regions listed, ${ranked.length} ranked` +
      (without > 0 ? `, ${without} not ranked because too little is covered. ` : ". ") +
      `${names.slice(0, 3).join(", ")} lead with ${shown(first[0]!.score!)} points; the last, ${last!.name}, has ${shown(last!.score!)}. ` +
      (cuts === null ? "" : `Median ${shown(cuts.p50)}; the middle half spans ${shown(spread!)} points.`) +
      (step === null
        ? ""
        : ` Half of all neighbours in the ranking are less than ${shown(step)} points apart: read the distance, not the place alone.`)
    );
  return (
    `${period}${tier.zh}级列入 ${items.length} 个地区，${ranked.length} 个参加排名` +
    (without > 0 ? `，${without} 个因覆盖率不足等原因不排名。` : "。") +
    `${names.slice(0, 3).join("、")}${names.length > 3 ? `等 ${names.length} 个地区` : ""}以 ${shown(first[0]!.score!)} 分居首，末位${last!.name} ${shown(last!.score!)} 分，相差 ${shown(first[0]!.score! - last!.score!)} 分。` +
    (cuts === null ? "" : `得分中位数 ${shown(cuts.p50)}，中间一半的地区相差 ${shown(spread!)} 分以内。`) +
    (step === null ? "" : `相邻两位的分差，有一半小于 ${shown(step)} 分：看分差，不只看位次。`)
  );
}

/** How many regions stand in each band; whoever stands in one cannot be told apart. */
function bandsIn(ranked: Release["items"], n: number, zh: string, en: string): Record<Language, string> {
  const counts = new Map<number, number>();
  for (const { standing } of ranked) counts.set(standing!.band, 1 + (counts.get(standing!.band) ?? 0));
  const sizes = [...counts].toSorted(([a], [b]) => a - b);
  // A sentence holds a few bands; the table holds all of them.
  const shown = sizes.length > 8 ? sizes.slice(0, 5) : sizes;
  const rest = sizes.length > shown.length;
  return {
    zh:
      `${zh}列入 ${n} 个地区，${ranked.length} 个评定档次，分为 ${sizes.length} 档：` +
      `${shown.map(([band, size]) => `第 ${band} 档 ${size} 个`).join("，")}${rest ? "，其余见下表" : ""}。同一档次的地区先后不稳定，按代码排列，不分名次。`,
    en:
      `${en}: ${n} regions listed, ${ranked.length} in ${sizes.length} bands: ` +
      `${shown.map(([band, size]) => `${size} in band ${band}`).join(", ")}${rest ? ", the others below" : ""}. Regions of one band cannot be told apart; they stand in order of code.`,
  };
}

/** The median distance between neighbours of a ranking; null where it says nothing: too few, or most of them tied. */
export function stepOf(falling: readonly number[]): number | null {
  const steps = falling.slice(1).map((score, at) => falling[at]! - score);
  const step = steps.length < 4 ? null : median(steps);
  return step === null || step < 0.005 ? null : step;
}

/** A cause in a sentence, in points and in the indicator's own uom. */
export function causeOf(cause: Cause, scores: Scores, { head }: Release, language: Language): string {
  const node = scores.nodes.find(({ path }) => path === cause.path)!;
  const indicator = head.indicators.find(({ key }) => key === node.indicator);
  const shown = (value: number) => `${showNumber(value, indicator?.decimals)} ${indicator?.uom ?? ""}`.trim();
  const share = (part: number) => `${showNumber(part * 100, 0)}%`;
  const values = cause.topValue !== null && cause.restValue !== null;
  // Medians that read alike explain nothing; then most have all points, and how many tells.
  const alike = values && shown(cause.topValue!) === shown(cause.restValue!);
  const difference = cause.top - cause.rest;
  if (language === "en")
    return (
      `${node.name.en}: the top quarter earns ${showNumber(cause.top, 2)} points on average, the others ${showNumber(cause.rest, 2)}, a difference of ${showNumber(difference, 2)}` +
      (alike
        ? ` (all points go to ${share(cause.topFull)} and ${share(cause.restFull)} of them).`
        : values
          ? ` (medians ${shown(cause.topValue!)} and ${shown(cause.restValue!)}).`
          : ".")
    );
  return (
    `${node.name.zh}：前四分之一平均得 ${showNumber(cause.top, 2)} 分，其余平均 ${showNumber(cause.rest, 2)} 分，相差 ${showNumber(difference, 2)} 分` +
    (alike
      ? `（得满分的分别占 ${share(cause.topFull)}、${share(cause.restFull)}）。`
      : values
        ? `（指标值中位数分别为 ${shown(cause.topValue!)}、${shown(cause.restValue!)}）。`
        : "。")
  );
}
