import {
  auditOf,
  engineVersion,
  indistinguishableGroups,
  intervalSentence,
  rankIntervals,
  score,
  ScoringError,
  simulateWeights,
  type Audit,
  type ScoreResult,
} from "@duibiao/scoring";
import { canonicalJson } from "@duibiao/indicators";
import { Fault } from "../fault.ts";
import { inputOf, type Data, type Job } from "./job.ts";

/** Everything that a run says, with what it was made from: `verify` needs nothing else. Plain JSON, canonical as text. */
export type ResultFile = {
  format: "duibiao-result/1";
  engine: string;
  job: Job;
  data: Data;
  methods: string[];
  units: UnitResult[];
  nodes: {
    path: string;
    key: string;
    name: { zh: string; en: string };
    leaf: boolean;
    scores: (number | null)[];
    coverage: (number | null)[];
  }[];
  bounds: ScoreResult["bounds"];
  steps: unknown;
  remarks: { code: string; path: string; zh: string; en: string }[];
  audit: Audit;
};

export type UnitResult = {
  id: string;
  name: string;
  group: string;
  score: number | null;
  coverage: number | null;
  rank: number | null;
  unranked: string[];
  /** Places that hold the middle of the draws, and the group that cannot be told apart. */
  interval: { from: number; to: number; median: number; zh: string; en: string } | null;
  indistinguishable: number | null;
};

/** Scores, simulates and audits. The same job and data give the same bytes on every machine. Throws a Fault for what cannot be scored. */
export function resultOf(job: Job, data: Data): ResultFile {
  const result = scored(job, data);
  const { draws = 1000, seed = 1, spread = 0.25, level = 0.9 } = job.simulation ?? {};
  const simulation = simulateWeights(result, { draws, seed, spread });
  const intervals = rankIntervals(simulation, level);
  const groups = indistinguishableGroups(simulation);
  return {
    format: "duibiao-result/1",
    engine: engineVersion,
    job,
    data,
    methods: result.methods,
    units: result.regions.map((own, r) => {
      const interval = intervals[r];
      return {
        id: own.id,
        name: data.names[r]!,
        group: own.peerGroup,
        score: own.score,
        coverage: own.coverage,
        rank: own.place?.rank ?? null,
        unranked: own.unranked.map(({ zh }) => zh),
        interval: interval
          ? { from: interval.from, to: interval.to, median: interval.median, ...intervalSentence(interval, simulation) }
          : null,
        indistinguishable: groups[r] === 0 ? null : groups[r]!,
      };
    }),
    nodes: result.placed.map(({ node, path, children }, i) => ({
      path,
      key: node.key,
      name: node.name,
      leaf: children.length === 0,
      scores: orNull(result.columns[i]!.score),
      coverage: orNull(result.columns[i]!.coverage),
    })),
    bounds: result.bounds,
    steps: result.steps ?? null,
    remarks: result.remarks.map(({ code, path, zh, en }) => ({ code, path, zh, en })),
    audit: plain(auditOf(result, job.selfReported && new Set(job.selfReported))),
  };
}

function scored(job: Job, data: Data): ScoreResult {
  try {
    return score(job.scheme, inputOf(job, data));
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error;
    throw new Fault(error.remarks.map(({ path, zh, en }) => ({ zh: `${path}：${zh}`, en: `${path}: ${en}` })));
  }
}

const orNull = (values: Float64Array): (number | null)[] =>
  Array.from(values, (own) => (Number.isNaN(own) ? null : own));

/** Without NaN, which JSON has no word for. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The text of a result: canonical, so that equal results are equal bytes. */
export const textOf = (result: ResultFile): string => `${canonicalJson(plain(result))}\n`;
