import {
  auditOf,
  benefitOfTheDoubt,
  copeland,
  exp,
  explain,
  explainGap,
  log,
  randomOf,
  rankIntervals,
  score,
  simulateWeights,
  theil,
  topsis,
  type Scheme,
  type SchemeNode,
} from "@duibiao/scoring";

const units = 40;
const keys = ["a", "b", "c", "d", "e", "f"];

/** A little of everything that computes with logarithms, roots, random numbers or eigenvectors, as one text of exact digits. */
export function bits(): string {
  const random = randomOf(2026);
  const columns = Object.fromEntries(
    keys.map((key) => [key, Float64Array.from({ length: units }, () => exp(random.normal()) * 50 * random.uniform())]),
  );
  const scheme: Scheme = {
    key: "bits",
    name,
    minCoverage: 0.5,
    floor: 1,
    root: {
      key: "root",
      name,
      weight: 1,
      method: "geometric",
      children: [
        branch("x", 0.5, "mazziotta_pareto", ["a", "b"]),
        branch("y", 0.3, "harmonic", ["c", "d"]),
        { ...branch("z", 0.2, "power", ["e", "f"]), exponent: 0.7 },
      ],
    },
    steps: [{ step: "treat", treatment: { method: "winsorise_log", maxPoints: 2 } }],
  };
  const result = score(scheme, {
    regions: Array.from({ length: units }, (_, r) => ({ id: `r${r}`, peerGroup: r % 2 === 0 ? "p" : "q" })),
    columns,
    directions: Object.fromEntries(keys.map((key) => [key, "higher" as const])),
  });
  const list = Object.values(columns);
  const criteria = { columns: list, weights: keys.map((_, n) => n + 1), directions: keys.map(() => 1 as const) };
  return JSON.stringify({
    totals: [...result.columns[0]!.score],
    bounds: result.bounds,
    explained: explain(result, "r3").root,
    gap: explainGap(result, 0, 1),
    intervals: rankIntervals(simulateWeights(result, { draws: 200, seed: 7 })),
    audit: auditOf(result),
    topsis: [...topsis(criteria, "vector")],
    copeland: [...copeland(criteria)],
    doubt: [...benefitOfTheDoubt(list.slice(0, 3)).scores],
    theil: theil(list[0]!),
    logs: list[1]!.reduce((sum, x) => sum + log(x + 1), 0),
  });
}

const name = { zh: "节点", en: "node" };

function branch(key: string, weight: number, method: SchemeNode["method"], leaves: string[]): SchemeNode {
  const children = leaves.map((indicator): SchemeNode => ({
    key: indicator,
    name,
    weight: 1 / leaves.length,
    indicator,
    norm: { method: "min_max", lo: 1, hi: 100 },
  }));
  return { key, name, weight, method: method!, children };
}
