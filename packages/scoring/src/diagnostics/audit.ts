import { STATUS } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";
import type { Remark } from "../scheme/remark.ts";
import { correlationPairs } from "./correlations.ts";
import { factorabilityOf, principalComponents } from "./factors.ts";
import { importanceOf, shareOfWeight, type Importance } from "./importance.ts";
import { reliabilityOf, type Reliability } from "./reliability.ts";

/** What an audit of coherence holds for one inner node: how its children go together. */
export type NodeCoherence = {
  path: string;
  children: string[];
  correlations: { a: string; b: string; r: number; n: number; adjusted: number }[];
  reliability: Reliability;
  kmo: number;
  /** Share of the variance in the first principal component. */
  firstComponent: number;
};

export type Audit = {
  nodes: NodeCoherence[];
  importance: Importance[];
  selfReported: number | null;
  findings: Remark[];
};

/** Lines of the JRC's audits and of the OECD Handbook 2008, to be read as questions and not as errors. */
export const AUDIT_LINES = {
  /** Weaker inside a node: the children measure different things. Stronger: they measure the same twice. */
  weak: 0.3,
  strong: 0.92,
  alpha: 0.7,
  kmo: 0.6,
  availability: 0.65,
  /** An indicator with this share at one end of its scale tells nobody apart. */
  ceiling: 0.8,
  /** Effective importance beyond twice the nominal, or below half of it. */
  imbalance: 2,
} as const;

/**
 * One-call coherence audit of a scored scheme: for every inner node the correlations of its children, reliability, KMO and
 * first component; for every leaf nominal against effective importance and whether it tells units apart; the share of
 * weight that is self-reported; and what is out of line (`AUDIT_LINES`) as findings with path, in both languages.
 *
 * `selfReported`: indicators whose figures are the reporter's own word; left out, the share is null. Children without a
 * score for a unit are left out pair by pair. Correlations among at least 3 units.
 */
export function auditOf(result: ScoreResult, selfReported?: ReadonlySet<string>): Audit {
  const nodes = result.placed.flatMap((_, i) => coherenceOf(result, i) ?? []);
  const importance = importanceOf(result);
  return {
    nodes,
    importance,
    selfReported: selfReported === undefined ? null : shareOfWeight(result, selfReported),
    findings: [...nodes.flatMap(nodeFindings), ...importance.flatMap(leafFindings), ...availability(result)],
  };
}

function coherenceOf({ placed, columns }: ScoreResult, i: number): NodeCoherence | null {
  const { children, path } = placed[i]!;
  if (children.length < 2) return null;
  const scores = children.map((c) => columns[c]!.score);
  const keys = children.map((c) => placed[c]!.node.key);
  return {
    path,
    children: keys,
    correlations: correlationPairs(scores).map(({ a, b, r, n, adjusted }) => ({
      a: keys[a]!,
      b: keys[b]!,
      r,
      n,
      adjusted,
    })),
    reliability: reliabilityOf(scores),
    kmo: factorabilityOf(scores).kmo,
    firstComponent: principalComponents(scores).explained[0] ?? NaN,
  };
}

function nodeFindings({ path, children, correlations, reliability, kmo }: NodeCoherence): Remark[] {
  const findings: Remark[] = [];
  for (const { a, b, r } of correlations) {
    const value = r.toFixed(2);
    if (r < 0)
      findings.push(
        remark(
          "negative_correlation",
          path,
          `${a} 与 ${b} 负相关（${value}），此消彼长。`,
          `${a} and ${b} are negatively correlated (${value}): one pays for the other.`,
        ),
      );
    else if (r < AUDIT_LINES.weak)
      findings.push(
        remark(
          "weak_correlation",
          path,
          `${a} 与 ${b} 相关很弱（${value}）。`,
          `${a} and ${b} hardly go together (${value}).`,
        ),
      );
    else if (r > AUDIT_LINES.strong)
      findings.push(
        remark(
          "strong_correlation",
          path,
          `${a} 与 ${b} 几乎重复（${value}），等于加倍计权。`,
          `${a} and ${b} nearly repeat each other (${value}), which doubles their weight.`,
        ),
      );
  }
  if (reliability.alpha < AUDIT_LINES.alpha)
    findings.push(
      remark(
        "low_alpha",
        path,
        `内部一致性偏低（alpha ${reliability.alpha.toFixed(2)}）。`,
        `Internal consistency is low (alpha ${reliability.alpha.toFixed(2)}).`,
      ),
    );
  // Of two children it is always a half.
  if (children.length > 2 && kmo < AUDIT_LINES.kmo)
    findings.push(
      remark(
        "low_kmo",
        path,
        `抽样适当性偏低（KMO ${kmo.toFixed(2)}）。`,
        `Sampling adequacy is low (KMO ${kmo.toFixed(2)}).`,
      ),
    );
  return findings;
}

function leafFindings({ path, nominal, effective, atBest, atWorst }: Importance): Remark[] {
  const findings: Remark[] = [];
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const end = Math.max(atBest, atWorst);
  if (end >= AUDIT_LINES.ceiling)
    findings.push(
      remark(
        "no_discrimination",
        path,
        `${percent(end)} 的地区同得${atBest >= atWorst ? "满分" : "零分"}，区分不出优劣。`,
        `${percent(end)} of the units have ${atBest >= atWorst ? "full" : "no"} points; it tells nobody apart.`,
      ),
    );
  if (effective > AUDIT_LINES.imbalance * nominal || effective < nominal / AUDIT_LINES.imbalance)
    findings.push(
      remark(
        "importance_imbalance",
        path,
        `名义权重 ${percent(nominal)}，实际影响 ${percent(effective)}。`,
        `Its weight is ${percent(nominal)}, its influence ${percent(effective)}.`,
      ),
    );
  return findings;
}

function availability({ placed, columns, regions }: ScoreResult): Remark[] {
  return placed.flatMap(({ children, path }, i) => {
    if (children.length > 0) return [];
    const { status } = columns[i]!;
    const applies = status.filter((own) => own !== STATUS.not_applicable).length;
    const share = applies === 0 ? NaN : status.filter((own) => own === STATUS.value).length / applies;
    if (!(share < AUDIT_LINES.availability) || regions.length === 0) return [];
    const percent = `${(100 * share).toFixed(0)} %`;
    return [
      remark("low_availability", path, `只有 ${percent} 的地区有数值。`, `Only ${percent} of the units have a value.`),
    ];
  });
}

function remark(code: string, path: string, zh: string, en: string): Remark {
  return { code, severity: "warning", path, zh, en };
}
