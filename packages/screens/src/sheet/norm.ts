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
  const group = { zh: peers?.peerGroup ?? "同组", en: peers?.peerGroup ?? "the peer group" };
  if (peers === null || peers.lo === null || peers.hi === null)
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
