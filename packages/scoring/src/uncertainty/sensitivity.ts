import { rankerOf } from "../numeric/radix-ranks.ts";
import type { Scheme, SchemeNode } from "../scheme/scheme.ts";
import type { Assumptions, Factor, Model } from "./model.ts";
import { ranksFor } from "./simulation.ts";
import { sobolIndices, type Sobol } from "./sobol.ts";

/** What a sensitivity analysis looks at, from totals and places (0 = not ranked). */
export type Target = (totals: Float64Array, ranks: Uint16Array | Uint32Array) => number;

/** Mean of |place - nominal place| over the regions that are ranked nominally: the target of the JRC's audits. */
export function meanRankShift(model: Model): Target {
  const nominal = nominalRanks(model);
  return (_totals, ranks) => {
    let shift = 0;
    let n = 0;
    for (let i = 0; i < nominal.length; i++) {
      if (nominal[i] === 0 || ranks[i] === 0) continue;
      shift += Math.abs(ranks[i]! - nominal[i]!);
      n++;
    }
    return n === 0 ? NaN : shift / n;
  };
}

/** The place of one region. */
export const placeOf =
  (index: number): Target =>
  (_totals, ranks) =>
    ranks[index]!;

/** How many of the nominal top k are still there. */
export function topKept(model: Model, k: number): Target {
  const top = [...nominalRanks(model).entries()].filter(([, place]) => place > 0 && place <= k).map(([i]) => i);
  return (_totals, ranks) => top.filter((i) => ranks[i]! > 0 && ranks[i]! <= k).length;
}

/** Which uncertain factor moves the target most: Sobol indices over the model's factors (see `sobolIndices`). */
export function sensitivityOf(model: Model, target: Target, options: { n?: number; seed: number }): Sobol {
  const out = new Float64Array(model.size);
  const ranks = ranksFor(model.size, 1);
  const rank = rankerOf(model.size);
  return sobolIndices(
    model.factors.map(({ name }) => name),
    (point) => {
      model.totals(point, out);
      rank(out, ranks);
      return target(out, ranks);
    },
    options,
  );
}

function nominalRanks(model: Model): Uint16Array | Uint32Array {
  const out = new Float64Array(model.size);
  const ranks = ranksFor(model.size, 1);
  model.nominal(out);
  rankerOf(model.size)(out, ranks);
  return ranks;
}

/**
 * The usual robustness run of the JRC's audits (Global Innovation Index, annex on the JRC audit): weights ±25 %, and the
 * top node arithmetic or geometric, equally likely, and, where the scheme fills gaps, imputation on or off. What a geometric node counts
 * at least is the scheme's floor, or 1. To be run with 1,000 draws and read at 90 %.
 */
export function auditFactors(scheme: Scheme): Factor[] {
  const fills = scheme.steps?.some(({ step }) => step === "impute") === true;
  return [...weightsAndAggregation(scheme), ...(fills ? [imputation] : [])];
}

const imputation: Factor = {
  name: "imputation",
  kind: "choice",
  said: { zh: "填补或不填补缺失值", en: "gaps filled or left" },
  options: [
    { label: "filled", change: (own) => own },
    {
      label: "left",
      change: ({ scheme, input }) => ({
        scheme: { ...scheme, steps: scheme.steps!.filter(({ step }) => step !== "impute") },
        input,
      }),
    },
  ],
};

function weightsAndAggregation(scheme: Scheme): Factor[] {
  return [
    {
      name: "weights",
      kind: "weights",
      spread: 0.25,
      said: { zh: "权重浮动±25%", en: "weights moved by ±25 %" },
    },
    {
      name: "aggregation",
      kind: "choice",
      said: { zh: "算术或几何合成", en: "arithmetic or geometric aggregation" },
      options: (["arithmetic", "geometric"] as const).map((method) => ({
        label: method,
        change: ({ scheme: own, input }: Assumptions) => ({
          scheme: { ...own, floor: own.floor ?? scheme.floor ?? 1, root: { ...own.root, method } as SchemeNode },
          input,
        }),
      })),
    },
  ];
}
