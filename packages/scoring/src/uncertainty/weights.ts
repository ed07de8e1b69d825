import type { Random } from "../numeric/random.ts";
import type { TreeWeights } from "./prepared.ts";

/**
 * Weights moved at random: each child's by a factor uniform in 1 - spread..1 + spread, then scaled to a sum of 1 inside its
 * parent. Source: the perturbation of the JRC's audits (Saisana, Saltelli and Tarantola 2005, J. R. Statist. Soc. A 168),
 * where `spread` is 0.25. The draws run in tree order. A weight of 0 stays 0; an only child keeps 1.
 */
export function perturbed(weights: TreeWeights, spread: number, random: Random): TreeWeights {
  return weights.map((own) => {
    const moved = own.map((w) => w * (1 + spread * (2 * random.uniform() - 1)));
    let sum = 0;
    for (const w of moved) sum += w;
    return sum > 0 ? moved.map((w) => w / sum) : moved;
  });
}
