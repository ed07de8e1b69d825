import { describe, expect, it } from "vitest";
import type { Scheme } from "./catalogue.ts";
import { leaf, problems, scheme } from "./test-catalogue.ts";

const NAME = { zh: "名", en: "name" };

const GOOD_SCHEME = scheme([leaf("energy_per_area", 0.6), leaf("cost_share", 0.4)]);

describe("lint of schemes", () => {
  it("accepts a good scheme", () => {
    expect(problems((draft) => draft.schemes.push(GOOD_SCHEME))).toEqual([]);
  });

  it.each<[string, Scheme, string, string]>([
    [
      "weights that do not add up to one (VR60)",
      scheme([leaf("energy_per_area", 0.6), leaf("cost_share", 0.3)]),
      "weights_sum",
      "schemes[0].root.children",
    ],
    [
      "a negative weight",
      scheme([leaf("energy_per_area", 1.5), leaf("cost_share", -0.5)]),
      "bad_weight",
      "schemes[0].root.children[1].weight",
    ],
    [
      "an indicator twice in a scheme (VR62)",
      scheme([leaf("cost_share", 0.5), { ...leaf("cost_share", 0.5), key: "L2" }]),
      "repeated_indicator",
      "schemes[0].root.children[1].indicator",
    ],
    [
      "an unknown indicator",
      scheme([leaf("happiness", 1)]),
      "unknown_indicator",
      "schemes[0].root.children[0].indicator",
    ],
    [
      "a node key used twice",
      scheme([leaf("cost_share", 0.5), { ...leaf("energy_per_area", 0.5), key: "L_cost_share" }]),
      "duplicate_key",
      "schemes[0].root.children[1].key",
    ],
    [
      "a node with neither children nor indicator",
      scheme([{ key: "X", name: NAME, weight: 1 }]),
      "bad_node",
      "schemes[0].root.children[0]",
    ],
    [
      "a geometric node without a floor",
      scheme([leaf("cost_share", 1)], {}, { method: "geometric" }),
      "no_floor",
      "schemes[0].root.method",
    ],
    [
      "a geometric node with a floor of zero",
      scheme([leaf("cost_share", 1)], { floor: 0 }, { method: "geometric" }),
      "floor_zero",
      "schemes[0].root.method",
    ],
    [
      "a lowest coverage of zero",
      scheme([leaf("cost_share", 1)], { minCoverage: 0 }),
      "bad_min_coverage",
      "schemes[0].minCoverage",
    ],
    [
      "a lowest coverage above one",
      scheme([leaf("cost_share", 1)], { minCoverage: 70 }),
      "bad_min_coverage",
      "schemes[0].minCoverage",
    ],
  ])("reports %s", (_title, given, code, path) => {
    expect(problems((draft) => draft.schemes.push(given))).toEqual([["error", code, path]]);
  });

  it("accepts weights of four decimals whose binary sum is not exactly one", () => {
    // 0.6 + 0.3 is 0.8999999999999999 in binary64 (IEEE 754).
    const weights: [string, number][] = [
      ["energy_per_area", 0.6],
      ["cost_share", 0.3],
      ["op_cost_growth", 0.1],
    ];
    expect(0.6 + 0.3 + 0.1).not.toBe(1);
    expect(problems((draft) => draft.schemes.push(scheme(weights.map(([key, weight]) => leaf(key, weight)))))).toEqual(
      [],
    );
  });
});
