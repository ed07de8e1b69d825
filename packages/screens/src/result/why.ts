import { api, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { showNumber, showPeriod, type Language } from "@duibiao/ui";
import { bandInWords } from "../release/release.ts";

export type Result = Answer<typeof api.releases.readResult>;
export type Node = Result["tree"];
export type Leaf = Node & { leaf: NonNullable<Node["leaf"]> };
export type Indicator = Result["indicators"][number];

/** Leaves of the scheme in its order, each with the dimension (child of the root) that it stands under. */
export function leavesOf(root: Node): { leaf: Leaf; dimension: Node }[] {
  const below = (node: Node): Leaf[] => (node.leaf === null ? node.children.flatMap(below) : [node as Leaf]);
  return root.children.flatMap((dimension) => below(dimension).map((leaf) => ({ leaf, dimension })));
}

const short = (digits: string) => (digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);

/** A share in percent, for reading. */
export const percent = (share: number): string => `${short(showNumber(share * 100, 1))}%`;

/** A figure in a sentence or beside others: as many decimals as its indicator states, else two, or four below one. */
export const figure = (value: number, decimals: number | null): string => {
  const size = Math.abs(value);
  return short(showNumber(value, decimals ?? (size >= 1000 ? 0 : size >= 1 ? 2 : 4)));
};

const withUom = (value: number, { uom, decimals }: Pick<Indicator, "uom" | "decimals">) =>
  `${figure(value, decimals)}${uom === "%" ? "%" : ` ${uom}`}`;

/** Why a leaf lost its points, or what its points rest on: the rule of scoring in words, with the numbers put in. */
export function whyPoints(leaf: Leaf, indicator: Indicator): Text {
  switch (leaf.status) {
    case "value":
      return scored(leaf, indicator);
    case "missing":
      return missing(indicator);
    case "incomplete": {
      const { matched, expected } = indicator.cell;
      return {
        zh: `${expected} 个应报单位中只有 ${matched} 个报齐，数不完整，不得分。`,
        en: `Only ${matched} of ${expected} units answered everything; an incomplete figure earns nothing.`,
      };
    }
    case "uncollected":
      if (indicator.cell.gap?.code === "module_absent")
        return {
          zh: "统计它的模块还没有启用，各地区都不得分，权重不分给其他指标。",
          en: "The module that counts it is not in use yet: nobody earns its points; its weight is not shared out.",
        };
      return {
        zh: "目前没有报表采集这项指标，各地区都不得分，权重不分给其他指标。",
        en: "No form asks for it yet: nobody earns its points; its weight is not shared out.",
      };
    case "too_few_peers":
      return {
        zh: `同组有完整数值的地区只有 ${leaf.leaf.peers?.n ?? "不足"} 个，够不上同组计分，不得分。`,
        en: `Too few peers have a complete figure (${leaf.leaf.peers?.n ?? "few"}) to be scored against; it earns nothing.`,
      };
    default:
      return { zh: "不适用，权重由同一维度的其他指标分担。", en: "Does not apply; its weight passes to its siblings." };
  }
}

function scored({ leaf, score }: Leaf, indicator: Indicator): Text {
  const show = (value: number) => withUom(value, indicator);
  // Bounds of the scheme are written as they were set, whatever the indicator's decimals.
  const plain = (value: number) => withUom(value, { uom: indicator.uom, decimals: null });
  const own = show(leaf.value!);
  const points = showNumber(score!, 1);
  const { norm, peers } = leaf;
  if (norm.method === "interval")
    return {
      zh: `${plain(norm.bestLo)} 至 ${plain(norm.bestHi)} 得满分，到 ${plain(norm.zeroLo)} 或 ${plain(norm.zeroHi)} 得 0 分；本地区 ${own}，得 ${points} 分。`,
      en: `${plain(norm.bestLo)} to ${plain(norm.bestHi)} earns 100, ${plain(norm.zeroLo)} or ${plain(norm.zeroHi)} earns 0; here ${own}, ${points} points.`,
    };
  if (norm.method === "goalposts")
    return {
      zh: `${plain(norm.hi)} 得满分，${plain(norm.lo)} 得 0 分；本地区 ${own}，得 ${points} 分。`,
      en: `${plain(norm.hi)} earns 100, ${plain(norm.lo)} earns 0; here ${own}, ${points} points.`,
    };
  const lower = leaf.direction === "lower";
  const [best, worst] = lower ? [peers!.lo!, peers!.hi!] : [peers!.hi!, peers!.lo!];
  if (best === worst)
    return {
      zh: `同组 ${peers!.n} 个地区的界值都是 ${show(best)}，没有差别；本地区 ${own}，得 ${points} 分。`,
      en: `Both bounds of the ${peers!.n} peers are ${show(best)}; here ${own}, ${points} points.`,
    };
  return {
    zh: `同组 ${peers!.n} 个地区，${show(best)} 及更好得满分，${show(worst)} 及更差得 0 分；本地区 ${own}，得 ${points} 分。`,
    en: `Of ${peers!.n} peers, ${show(best)} or better earns 100, ${show(worst)} or worse earns 0; here ${own}, ${points} points.`,
  };
}

/** Missing never helps: what was missing is named, and that its points are lost. Figures missing alike are named together. */
function missing({ cell, operands }: Indicator): Text {
  const alike = new Map<string, { names: Text[]; periods: readonly string[]; answers: Answers | undefined }>();
  for (const key of cell.gap?.operands ?? []) {
    const at = operands.findIndex(({ operand }) => operand === key);
    if (at < 0) continue;
    const { name, periods } = operands[at]!;
    const answers = cell.operands[at];
    const found = alike.get(`${answers?.nAnswered}/${answers?.nExpected} ${periods.join()}`);
    if (found) found.names.push(name);
    else
      alike.set(`${answers?.nAnswered}/${answers?.nExpected} ${periods.join()}`, { names: [name], periods, answers });
  }
  const said = [...alike.values()].map(({ names, periods, answers }) => {
    const lacking = answers !== undefined && answers.nAnswered < answers.nExpected;
    const inZh = [span(periods, "zh"), lacking ? `${answers.nExpected} 个应报单位填报 ${answers.nAnswered} 个` : ""];
    const inEn = [span(periods, "en"), lacking ? `${answers.nAnswered} of ${answers.nExpected} units` : ""];
    const brackets = (parts: string[], comma: string) => parts.filter((part) => part !== "").join(comma);
    const [zh, en] = [brackets(inZh, "，"), brackets(inEn, ", ")];
    return {
      zh: `${names.map((name) => name.zh).join("、")}${zh === "" ? "" : `（${zh}）`}`,
      en: `${names.map((name) => name.en).join(", ")}${en === "" ? "" : ` (${en})`}`,
    };
  });
  const [first, second] = reasons[cell.gap?.code ?? "missing"] ?? reasons["missing"]!;
  return {
    zh: `${first}${said.length === 0 ? "" : `：${said.map((one) => one.zh).join("；")}`}。缺数不得分，权重也不分给其他指标。`,
    en: `${second}${said.length === 0 ? "" : `: ${said.map((one) => one.en).join("; ")}`}. It earns nothing; its weight is not shared out.`,
  };
}

type Answers = { nExpected: number; nAnswered: number };

/** Several periods by the first and the last. */
function span(periods: readonly string[], language: Language): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return "";
  const show = (key: string) => showPeriod({ key }, language);
  return first === last ? show(first) : `${show(first)}${language === "zh" ? "至" : " to "}${show(last)}`;
}

const reasons: Record<string, readonly [string, string]> = {
  missing: ["缺数", "Missing"],
  not_applicable: ["部分单位不适用，且没有报齐", "Not applicable to some units, and not all answered"],
  division_by_zero: ["除数为零，且没有报齐", "Division by zero, and not all answered"],
  factor_unknown: ["系数未核定", "A factor is not known"],
  module_absent: ["模块未启用", "Its module is not in use"],
  limit_unknown: ["限额未核定", "A limit is not known"],
  target_unknown: ["目标值未下达", "No target is issued"],
  no_period: ["报告期没有固定长度", "The period has no fixed length"],
  no_history: ["没有以前报告期的数", "No figure of an earlier period"],
  no_common_units: ["没有一个单位同时填报了各项", "No unit answered all of it"],
  not_additive: ["不可汇总，且本级有多个单位填报", "Cannot be summed, and several units answer"],
  not_finite: ["结果超出可表示范围", "The result is out of range"],
};

/** What a leaf costs, or would cost if the region had a total: the order in which leaves are shown. */
export function cost({ status, score, pointsLost, additiveWeight }: Leaf): number {
  if (pointsLost !== null) return pointsLost;
  if (status === "not_applicable") return -1;
  return additiveWeight * (score === null ? 100 : 100 - score);
}

/** How the own value stands to the median of its peers, as a clause; null where nothing can be said. */
export function gapToMedian(value: number | null, median: number, indicator: Indicator): Text | null {
  if (value === null) return null;
  const gap = value - median;
  if (gap === 0) return { zh: "与同组中位数相同", en: "at the median of the peers" };
  const { direction, uom, decimals } = indicator;
  const size = figure(Math.abs(gap), decimals);
  const better = gap > 0 === (direction === "higher");
  const judged = direction !== "higher" && direction !== "lower" ? null : better;
  return {
    zh: `比同组中位数${gap > 0 ? "高" : "低"} ${size}${uom === "%" ? " 个百分点" : ` ${uom}`}${judged === null ? "" : judged ? "（较好）" : "（较差）"}`,
    en: `${size}${uom === "%" ? " pp" : ` ${uom}`} ${gap > 0 ? "above" : "below"} the median of the peers${judged === null ? "" : judged ? " (better)" : " (worse)"}`,
  };
}

/** The place with its tie: 第 3 名; 并列第 3–5 名. */
export function placeInWords({ rank, rankTo }: { rank: number; rankTo: number }): Text {
  return rank === rankTo
    ? { zh: `第 ${rank} 名`, en: `place ${rank}` }
    : { zh: `并列第 ${rank}–${rankTo} 名`, en: `places ${rank}–${rankTo}, tied` };
}

/** The conclusion in one or two sentences, every number of it from the result. */
export function conclusion({
  score,
  place,
  standing,
  head,
  region,
  tree,
  lostPoints,
  unranked,
}: Omit<Result, "release" | "earlier">): Text {
  if (score === null || (place === null && standing === null)) {
    const why = unranked;
    return {
      zh: `${region.name}不参加排名：${why.map((one) => one.zh).join("")}`,
      en: `${region.name} is not ranked: ${why.map((one) => one.en).join(" ")}`,
    };
  }
  const nameOf = new Map(leavesOf(tree).map(({ leaf }) => [leaf.path, leaf.name]));
  const top = lostPoints.slice(0, 3);
  const at = place === null ? bandInWords(standing!.band) : placeInWords(place);
  const within = standing?.from === undefined || place === null ? null : standing;
  const peers = head.nodePeers.find(({ path, peerGroup }) => path === tree.path && peerGroup === region.peerGroup);
  const gap = peers ? score - peers.median : null;
  const lost = top.map(({ path, pointsLost }) => ({ name: nameOf.get(path)!, points: showNumber(pointsLost, 1) }));
  return {
    zh: [
      `${region.name}得 ${showNumber(score, 2)} 分，在 ${head.nRanked} 个参加排名的地区中列${at.zh}${within === null ? "" : `（权重浮动时第 ${within.from}–${within.to} 名）`}`,
      gap === null
        ? ""
        : `，比同组（${region.peerGroup}，${peers!.n} 个）中位数${gap >= 0 ? "高" : "低"} ${showNumber(Math.abs(gap), 1)} 分`,
      lost.length === 0
        ? "，没有失分。"
        : `。失分最多的是${lost.map(({ name, points }) => `${name.zh}（−${points} 分）`).join("、")}。`,
    ].join(""),
    en: [
      `${region.name} scores ${showNumber(score, 2)}, ${at.en} of ${head.nRanked} ranked${within === null ? "" : ` (${within.from} to ${within.to} with weights moved)`}`,
      gap === null
        ? ""
        : `, ${showNumber(Math.abs(gap), 1)} ${gap >= 0 ? "above" : "below"} the median of its ${peers!.n} peers (${region.peerGroup})`,
      lost.length === 0
        ? "; no points lost."
        : `. Most was lost by ${lost.map(({ name, points }) => `${name.en} (−${points})`).join(", ")}.`,
    ].join(""),
  };
}
