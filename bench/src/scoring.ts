import {
  benefitOfTheDoubt,
  copeland,
  modelOf,
  rankIntervals,
  removeOne,
  score,
  simulate,
  simulateWeights,
  type Scheme,
  type ScoringInput,
  type SchemeNode,
} from "@duibiao/scoring";
import process from "node:process";
import { median, nearestRank } from "./measure.ts";
import * as plain from "./scoring-loops.ts";
import { milliseconds, printTable, short } from "./table.ts";

const units = 3000;
const leaves = 60;
const draws = 1000;

/**
 * The scoring package alone: 3,000 units x 60 leaves, tree 60 > 12 > 4 > 1, one thread, plain loops beside. Times are of the processor, so
 * that what else the machine does counts less.
 */
export function benchScoring(runs: number): void {
  const columns = Array.from({ length: leaves }, (_, c) => column(c));
  const scheme = treeOf();
  const input = inputOf(columns);
  const result = score(scheme, input);
  const criteria = { columns, weights: columns.map(() => 1), directions: columns.map(() => 1 as const) };
  const outputs = columns.slice(0, 10);
  const model = modelOf(scheme, input, [
    { name: "weights", kind: "weights", spread: 0.25, said: { zh: "权重", en: "weights" } },
    { name: "input", kind: "input", relative: 0.05, said: { zh: "数据误差", en: "input error" } },
  ]);
  const rows: string[][] = [];
  const against = (what: string, bar: string, ours: () => unknown, theirs: (() => unknown) | null) => {
    const [own, other]: number[][] = [[], []];
    ours();
    theirs?.();
    for (let run = 0; run < runs; run++) {
      if (theirs !== null) other!.push(processorTime(theirs));
      own!.push(processorTime(ours));
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
  against(
    "full build",
    "60 ms",
    () => score(scheme, input),
    () => plain.build(columns),
  );
  against(
    `${draws} weight draws with rank intervals`,
    "900, aim 400 ms",
    () => rankIntervals(simulateWeights(result, { seed: 1, draws })),
    () => plain.monteCarlo(columns, draws),
  );
  against("remove one of 60 leaves", "60 ms", () => removeOne(result), null);
  against("20 draws of weights and input error", "500 ms", () => simulate(model, { seed: 1, draws: 20 }), null);
  against(
    "Copeland",
    "2,000 ms",
    () => copeland(criteria),
    () => plain.copeland(columns),
  );
  against("benefit of the doubt, 10 criteria", "10,000 ms", () => benefitOfTheDoubt(outputs), null);
  printTable(
    `${units} units x ${leaves} leaves, ${runs} interleaved runs`,
    ["what", "median", "p95", "plain loops", "ratio", "bar"],
    rows,
  );
}

/** Milliseconds of processor time, all threads together. */
function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Uniform numbers that follow from their place, as in a congruential generator. */
function column(seed: number): Float64Array {
  let state = 12_345 + 7919 * seed;
  return Float64Array.from({ length: units }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (100 * state) / 2_147_483_648;
  });
}

function treeOf(): Scheme {
  const name = { zh: "节点", en: "node" };
  const leaf = (at: number): SchemeNode => ({
    key: `x${at}`,
    name,
    weight: 0.2,
    indicator: `x${at}`,
    norm: { method: "min_max" },
  });
  const group = (at: number): SchemeNode => ({
    key: `g${at}`,
    name,
    weight: 1 / 3,
    children: [0, 1, 2, 3, 4].map((n) => leaf(5 * at + n)),
  });
  const dimension = (at: number): SchemeNode => ({
    key: `d${at}`,
    name,
    weight: 0.25,
    children: [0, 1, 2].map((n) => group(3 * at + n)),
  });
  return {
    key: "bench",
    name,
    minCoverage: 0.7,
    root: { key: "root", name, weight: 1, children: [0, 1, 2, 3].map(dimension) },
  };
}

function inputOf(columns: readonly Float64Array[]): ScoringInput {
  const keys = columns.map((_, c) => `x${c}`);
  return {
    regions: Array.from({ length: units }, (_, r) => ({ id: String(r), peerGroup: "all" })),
    columns: Object.fromEntries(keys.map((key, c) => [key, columns[c]!])),
    directions: Object.fromEntries(keys.map((key) => [key, "higher" as const])),
  };
}
