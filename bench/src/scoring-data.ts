import {
  componentWeights,
  criticWeights,
  describeColumn,
  entropySumWeights,
  estimateByEm,
  randomOf,
  score,
  treatColumn,
  type Scheme,
  type SchemeNode,
  type ScoringInput,
} from "@duibiao/scoring";
import { median, nearestRank, timed } from "./measure.ts";
import { build } from "./scoring-loops.ts";
import { milliseconds, printTable, short } from "./table.ts";

const units = 3000;
const leaves = 60;

/** Data steps and objective weights: 3,000 units x 60 columns, half of them with heavy tails, one thread, plain loops beside. */
export async function benchScoringData(runs: number): Promise<void> {
  const columns = Array.from({ length: leaves }, (_, c) => column(c));
  const scheme = treeOf();
  const { steps: _, ...untreated } = scheme;
  const input = inputOf(columns);
  const positive = columns.map((own) => own.map((x) => Math.abs(x) + 1));
  const gaps = columns.slice(2, 12).map((own, c) => own.map((x, r) => ((r * 7 + c * 13) % 20 === 0 ? NaN : x)));
  const rows: string[][] = [];
  const against = async (what: string, bar: string, ours: () => unknown, theirs: (() => unknown) | null) => {
    const [own, other]: number[][] = [[], []];
    ours();
    theirs?.();
    for (let run = 0; run < runs; run++) {
      if (theirs !== null) other!.push((await timed(theirs)).milliseconds);
      own!.push((await timed(ours)).milliseconds);
    }
    rows.push([
      what,
      milliseconds(median(own!)),
      milliseconds(nearestRank(own!, 0.95)),
      theirs === null ? "-" : milliseconds(median(other!)),
      theirs === null ? "-" : `${short(median(own!) / median(other!))}x`,
      bar,
    ]);
  };
  await against(
    "full build with treatment",
    "60 ms",
    () => score(scheme, input),
    () => build(columns.map(plainTreat)),
  );
  await against(
    "the same without treatment",
    "-",
    () => score(untreated, input),
    () => build(columns),
  );
  await against(
    "treatment alone",
    "-",
    () => columns.map((own) => treatColumn(own, { method: "winsorise_log" })),
    () => columns.map(plainTreat),
  );
  await against("description", "-", () => columns.map((own) => describeColumn(own)), null);
  await against("EM, 10 columns, 5 % gaps", "-", () => estimateByEm(gaps, { tolerance: 1e-8 }), null);
  await against("entropy weights", "-", () => entropySumWeights(positive), null);
  await against("CRITIC weights", "-", () => criticWeights(columns), null);
  await against("first component", "-", () => componentWeights(columns), null);
  printTable(
    `Data steps and weights, ${units} units x ${leaves} columns, ${runs} interleaved runs`,
    ["what", "median", "p95", "plain loops", "ratio", "bar"],
    rows,
  );
}

/** Normal numbers, every fourth column to the fourth power and every other fourth squared, so that treatment has something to do. */
function column(c: number): Float64Array {
  const random = randomOf(c + 1);
  return Float64Array.from({ length: units }, () => {
    const z = random.normal();
    return c % 4 === 0 ? z * z * z * z : c % 4 === 1 ? z * z : z;
  });
}

/** Winsorise up to five points, else log: what a careful programmer would write, without checks or records. */
function plainTreat(x: Float64Array): Float64Array {
  if (isOrdinary(x)) return x;
  const treated = x.slice();
  const sorted = x.slice().sort();
  for (let n = 1; n <= 5; n++) {
    const next = sorted[sorted.length - 1 - n]!;
    for (let r = 0; r < treated.length; r++) if (treated[r]! > next) treated[r] = next;
    if (isOrdinary(treated)) return treated;
  }
  const least = sorted[0]!;
  const shift = 0.01 * (sorted[sorted.length - 1]! - least);
  return x.map((v) => Math.log(v - least + shift));
}

function isOrdinary(x: Float64Array): boolean {
  const n = x.length;
  let mean = 0;
  for (const v of x) mean += v;
  mean /= n;
  let [m2, m3, m4] = [0, 0, 0];
  for (const v of x) {
    const d = v - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  const skewness = ((Math.sqrt(n) * m3) / (m2 * Math.sqrt(m2))) * (Math.sqrt(n * (n - 1)) / (n - 2));
  const kurtosis = (((n + 1) * ((n * m4) / (m2 * m2) - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
  return Math.abs(skewness) < 2 || kurtosis < 3.5;
}

function treeOf(): Scheme {
  const name = { zh: "节点", en: "node" };
  const level = (nodes: SchemeNode[], size: number, prefix: string): SchemeNode[] =>
    Array.from({ length: nodes.length / size }, (_, g) => ({
      key: `${prefix}${g}`,
      name,
      weight: 1,
      children: nodes.slice(g * size, (g + 1) * size).map((own) => ({ ...own, weight: 1 / size })),
    }));
  const own = Array.from({ length: leaves }, (_, c): SchemeNode => ({
    key: `x${c}`,
    name,
    weight: 1,
    indicator: `x${c}`,
    norm: { method: "min_max" },
  }));
  const [root] = level(level(level(own, 5, "g"), 3, "d"), 4, "root");
  return {
    key: "data",
    name,
    minCoverage: 0.7,
    root: root!,
    steps: [{ step: "treat", treatment: { method: "winsorise_log" } }],
  };
}

function inputOf(columns: readonly Float64Array[]): ScoringInput {
  return {
    regions: Array.from({ length: units }, (_, r) => ({ id: String(r), peerGroup: "all" })),
    columns: Object.fromEntries(columns.map((own, c) => [`x${c}`, own])),
    directions: Object.fromEntries(
      columns.map((_, c) => [`x${c}`, c % 3 === 0 ? ("lower" as const) : ("higher" as const)]),
    ),
  };
}
