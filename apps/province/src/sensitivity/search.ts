import { wanted } from "@duibiao/screens/address";
import type { Method } from "./matrix.ts";

/** Methods that a top node can be switched to without further settings. */
export const METHODS = [
  "arithmetic",
  "geometric",
  "harmonic",
  "mazziotta_pareto",
  "minimum",
] as const satisfies Method[];

export const sensitivitySearch = (search: Record<string, unknown>) => ({
  /** Weights that differ from the scheme's: key:weight, separated by commas. */
  w: wanted.text(search["w"]),
  /** Keys of nodes whose weights stay. */
  lock: wanted.text(search["lock"]),
  method: wanted.oneOf(search["method"], METHODS),
  part: wanted.oneOf(search["part"], ["remove", "even"] as const),
  /** Two regions to be compared, and the one whose leaves are looked at. */
  a: wanted.id(search["a"]),
  b: wanted.id(search["b"]),
  region: wanted.id(search["region"]),
  sort: wanted.text(search["sort"]),
});
export type SensitivitySearch = ReturnType<typeof sensitivitySearch>;
