import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { showNumber } from "@duibiao/ui";

export type Comparison = Answer<typeof api.comparisons.readComparison>;
export type Pair = NonNullable<Comparison["pair"]>;
export type PairRegion = Pair["regions"][number];
export type Leaf = PairRegion["leaves"][number];

/** Why a leaf counts differently in two schemes. */
export const leafKinds = {
  only: { zh: "仅在一方案", en: "In one scheme only" },
  basis: { zh: "口径不同", en: "Another basis" },
  weight: { zh: "同一指标权重不同", en: "Another weight" },
  same: { zh: "口径相同", en: "Counted alike" },
} as const satisfies Record<Leaf["kind"], Text>;

/** With its sign, so that it reads in both directions: +3.20. */
export const signed = (value: number, decimals = 2): string => {
  const shown = showNumber(Math.abs(value), decimals);
  // What rounds to nothing has no sign.
  if (!/[1-9]/.test(shown)) return shown;
  return `${value > 0 ? "+" : "−"}${shown}`;
};

export const nameOfScheme = ({ schemes }: Pick<Comparison, "schemes">, evaluation: number): Text =>
  schemes.find((scheme) => scheme.evaluation === evaluation)!.name;
