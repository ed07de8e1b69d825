import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { figure } from "../result/why.ts";

export type Sheet = Answer<typeof api.evaluations.readSheet>;
export type Node = Sheet["tree"];
export type Leaf = Sheet["leaves"][number];
type Points = Pick<Leaf["points"], "norm" | "peers">;

/** How a value becomes points, in words with the bounds that counted. */
export function normWords({ norm, peers }: Points, uom: string, direction: string): Text {
  const shown = (value: number) => `${figure(value, null)} ${uom}`;
  if (norm.method === "goalposts")
    return {
      zh: `固定上下限：${shown(norm.lo)} 得 0 分，${shown(norm.hi)} 得 100 分，中间按比例`,
      en: `Goalposts: ${shown(norm.lo)} earns 0, ${shown(norm.hi)} earns 100, straight between`,
    };
  if (norm.method === "interval")
    return {
      zh: `适度区间：${figure(norm.bestLo, null)} 至 ${shown(norm.bestHi)} 得 100 分，低到 ${shown(norm.zeroLo)} 或高到 ${shown(norm.zeroHi)} 得 0 分`,
      en: `Interval: ${figure(norm.bestLo, null)} to ${shown(norm.bestHi)} earns 100, down to 0 at ${shown(norm.zeroLo)} and ${shown(norm.zeroHi)}`,
    };
  if (norm.method === "peer_percentile") return percentileWords(norm, peers, shown, direction);
  return otherWords(norm, peers, shown, direction);
}

type Shown = (value: number) => string;

function percentileWords(
  norm: Extract<Points["norm"], { method: "peer_percentile" }>,
  peers: Points["peers"],
  shown: Shown,
  direction: string,
): Text {
  const group = { zh: peers?.peerGroup ?? "同组", en: peers?.peerGroup ?? "the peer group" };
  if (peers?.lo == null || peers.hi == null)
    return {
      zh: `同组分位：“${group.zh}”有效数值不足 ${norm.minPeers} 个，不评分`,
      en: `Peer percentile: fewer than ${norm.minPeers} usable values in "${group.en}", no score`,
    };
  const [worst, best] = direction === "lower" ? [peers.hi, peers.lo] : [peers.lo, peers.hi];
  return {
    zh: `同组分位：“${group.zh}”${peers.n} 个有效数值的第 ${norm.loPct} 与第 ${norm.hiPct} 百分位为界，${shown(worst)} 得 0 分，${shown(best)} 得 100 分，中间按比例`,
    en: `Peer percentile: bounds are P${norm.loPct} and P${norm.hiPct} of ${peers.n} values in "${group.en}"; ${shown(worst)} earns 0, ${shown(best)} earns 100, straight between`,
  };
}

type Other = Exclude<Points["norm"], { method: "goalposts" | "interval" | "peer_percentile" }>;

function otherWords(norm: Other, peers: Points["peers"], shown: Shown, direction: string): Text {
  const range = (): Text => {
    if (peers?.lo == null || peers.hi == null) return { zh: "", en: "" };
    const [worst, best] = direction === "lower" ? [peers.hi, peers.lo] : [peers.lo, peers.hi];
    return { zh: `，最差 ${shown(worst)}，最好 ${shown(best)}`, en: `, worst ${shown(worst)}, best ${shown(best)}` };
  };
  const n = peers?.n ?? 0;
  switch (norm.method) {
    case "min_max":
      return { zh: `极差标准化${range().zh}`, en: `Min-max${range().en}` };
    case "z_score": {
      const moments = peers?.mean === undefined || peers.sd === undefined ? null : [shown(peers.mean), shown(peers.sd)];
      return {
        zh: `标准分：${norm.centre ?? 50} 加 ${norm.spread ?? 10} 倍标准差距离${moments ? `，均值 ${moments[0]}，标准差 ${moments[1]}` : ""}`,
        en: `Z-score: ${norm.centre ?? 50} plus ${norm.spread ?? 10} per standard deviation${moments ? `, mean ${moments[0]}, sd ${moments[1]}` : ""}`,
      };
    }
    case "rank_from_worst":
      return { zh: `位次计分：${n} 个中从最差数起`, en: `Place among ${n}, counted from the worst` };
    case "percentile_rank":
      return { zh: `百分等级：胜过 ${n} 个中的比例`, en: `Percentile rank among ${n}` };
    case "borda":
      return { zh: `Borda 计分：${n} 个中胜过的个数`, en: `Borda points: how many of ${n} it beats` };
    case "distance_to_maximum":
      return { zh: `与最优的距离${range().zh}`, en: `Distance to the best${range().en}` };
    case "fraction_of_maximum":
      return { zh: `占最优值的比例${range().zh}`, en: `Share of the best${range().en}` };
    case "distance_to_reference":
      return {
        zh: `与参照值 ${shown(norm.reference)} 的距离${range().zh}`,
        en: `Distance to the reference ${shown(norm.reference)}${range().en}`,
      };
    case "distance_to_target":
      return {
        zh: `与目标值 ${shown(norm.target)} 的距离${range().zh}`,
        en: `Distance to the target ${shown(norm.target)}${range().en}`,
      };
    case "graded": {
      const steps = norm.steps.map(({ from, points }) => ({
        zh: `${shown(from)} 起 ${points} 分`,
        en: `${points} from ${shown(from)}`,
      }));
      return {
        zh: `分档计分：${steps.map((step) => step.zh).join("，")}`,
        en: `Steps: ${steps.map((step) => step.en).join(", ")}`,
      };
    }
    case "efficacy_linear":
    case "efficacy_exponential": {
      const exponential = norm.method === "efficacy_exponential";
      const [from, to] = [shown(norm.unacceptable), shown(norm.satisfactory)];
      return {
        zh: `功效系数${exponential ? "（指数型）" : ""}：不允许值 ${from} 得 60 分，满意值 ${to} 得 100 分`,
        en: `Efficacy${exponential ? " (exponential)" : ""}: ${from} earns 60, ${to} earns 100`,
      };
    }
    case "efficacy_five":
      return {
        zh: `五档功效系数：优秀、良好、平均、较低、较差为 ${norm.standards.map(shown).join("、")}`,
        en: `Five-grade efficacy: standards ${norm.standards.map(shown).join(", ")}`,
      };
    case "ampi":
      return {
        zh: `AMPI：参照值 ${shown(norm.reference)} 为 100，${shown(norm.worst)} 与 ${shown(norm.best)} 相距 60`,
        en: `AMPI: the reference ${shown(norm.reference)} is 100; ${shown(norm.worst)} and ${shown(norm.best)} lie 60 apart`,
      };
  }
}

/** Nodes from the root to a path, for the breadcrumb. */
export function wayTo(root: Node, path: string): Node[] {
  if (root.path === path) return [root];
  for (const child of root.children) {
    if (child.path !== path && !path.startsWith(`${child.path}/`)) continue;
    return [root, ...wayTo(child, path)];
  }
  return [root];
}

/** Every node in tree order with its depth. */
export const inTreeOrder = (node: Node, depth = 0): { node: Node; depth: number }[] => [
  { node, depth },
  ...node.children.flatMap((child) => inTreeOrder(child, depth + 1)),
];
