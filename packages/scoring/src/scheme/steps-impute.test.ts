import { describe, expect, it } from "vitest";
import { explain } from "../explanation/explain.ts";
import type { Cell } from "./columns.ts";
import type { Norm } from "./scheme.ts";
import { score } from "./score.ts";
import type { DataStep } from "./steps.ts";
import { inputOf, leaf, minMax, N, schemeOf } from "./testing.ts";

describe("imputation in a scheme", () => {
  const x = [0, 10, N, 5];
  const y = [0, 1, 0.5, 0.2];

  it("earns points but no coverage, and carries the filled share upward", () => {
    // x of c: mean 5 of 0..10 = 50 points; y of c: 0.5 of 0..1 = 50; weights 0.4 and 0.6. Coverage 0.6.
    const scheme = schemeOf([leaf("x", 0.4), leaf("y", 0.6)], [{ step: "impute", method: "mean" }]);
    const result = score(scheme, inputOf({ x, y }));
    const c = result.regions[2]!;
    expect(c).toMatchObject({ score: 50, coverage: 0.6, filled: 0.4 });
    expect(result.regions[0]).toMatchObject({ coverage: 1, filled: 0 });
    expect(result.steps).toEqual([
      {
        step: "impute",
        method: "impute-mean@1",
        changes: [
          {
            indicator: "x",
            code: "imputed_mean",
            zh: "以全部地区的平均值填补。",
            en: "Filled with everybody's mean.",
            rows: [2],
            before: [null],
            after: [5],
          },
        ],
      },
    ]);
    expect(result.methods).toContain("impute-mean@1");
    expect(explain(result, "c").root.children[0]!.leaf).toMatchObject({ value: null, used: 5, filled: true });
  });

  it("does not rank a region that lives on filled values, unless they are told to count", () => {
    const children = [leaf("x", 0.7), leaf("y", 0.3)];
    const step: DataStep = { step: "impute", method: "mean" };
    const strict = score(schemeOf(children, [step]), inputOf({ x, y })).regions[2]!;
    expect(strict).toMatchObject({ score: null, place: null });
    expect(strict.coverage).toBeCloseTo(0.3, 15);
    const counting = score(schemeOf(children, [{ ...step, counts: true }]), inputOf({ x, y })).regions[2]!;
    expect(counting).toMatchObject({ coverage: 1, filled: 0.7 });
    expect(counting.score).toBeCloseTo(50, 12);
  });

  it("changes nobody else's score, whatever the norm takes from the data", () => {
    const norms: Norm[] = [minMax, { method: "z_score" }, { method: "percentile_rank" }];
    const gap = [0, 10, 4, 5, N, 8];
    for (const norm of norms) {
      const plain = schemeOf([leaf("x", 1, norm)]);
      const step: DataStep = { step: "impute", method: "mean" };
      const filled = score({ ...plain, steps: [step] }, inputOf({ x: gap }));
      expect(filled.columns[1]!.score.filter((_, r) => r !== 4)).toEqual(
        score(plain, inputOf({ x: gap })).columns[1]!.score.filter((_, r) => r !== 4),
      );
      // 5.4 is the mean of the five; among min-max bounds 0..10 it earns 54.
      if (norm === minMax) expect(filled.columns[1]!.score[4]).toBeCloseTo(54, 12);
    }
    // As good as reported: the mean among itself has a z of 0, and the spread shrinks.
    const counting: DataStep = { step: "impute", method: "mean", counts: true };
    const z = score(schemeOf([leaf("x", 1, { method: "z_score" })], [counting]), inputOf({ x: gap })).columns[1]!.score;
    // Σd² = 29.16 + 21.16 + 1.96 + 0.16 + 6.76 = 59.2 over n - 1 = 5.
    expect(z[1]).toBeCloseTo(50 + (10 * 4.6) / Math.sqrt(59.2 / 5), 10);
  });

  it("never fills a cell that does not apply or is not collected", () => {
    const cells: Cell[] = [
      { status: "value", value: 0 },
      { status: "value", value: 10 },
      { status: "not_applicable" },
      { status: "uncollected" },
      { status: "value", value: 7, complete: false },
    ];
    const result = score(
      schemeOf([leaf("x", 1)], [{ step: "impute", method: "median", counts: true }]),
      inputOf({ x: cells }),
    );
    expect(result.steps![0]!.changes[0]!.rows).toEqual([4]);
    expect([...result.data[1]!.values]).toEqual([0, 10, N, N, 5]);
  });

  it("fills from peers, from the row under the same parent, and from other times with their age", () => {
    const flat = [leaf("x", 0.5), leaf("y", 0.5)];
    // Peers of c (even rows): a alone, 0.
    const peers = score(schemeOf(flat, [{ step: "impute", method: "mean", within: "peers" }]), inputOf({ x, y }));
    expect(peers.data[1]!.values[2]).toBe(0);
    // Row of c: y is half way, so x is 5; with y lower is better, the same half.
    const row = score(
      schemeOf(flat, [{ step: "impute", method: "row" }]),
      inputOf({ x: [0, 10, N, 5], y: [0, 1, 0.25, 0.2] }, { y: "lower" }),
    );
    expect(row.data[1]!.values[2]).toBe(7.5);
    const history = {
      at: 2025,
      times: [2022, 2024],
      columns: {
        x: [Float64Array.of(1, 1, 4, 1), Float64Array.of(1, 1, N, 1)],
        y: [Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 1, 1)],
      },
    };
    const carried = score(schemeOf(flat, [{ step: "impute", method: "carried", maxAge: 3 }]), {
      ...inputOf({ x, y }),
      history,
    });
    expect(carried.steps![0]!.changes).toMatchObject([
      { indicator: "x", rows: [2], after: [4], en: "Carried forward, 3 old." },
    ]);
    expect(() => score(schemeOf(flat, [{ step: "impute", method: "linear" }]), inputOf({ x, y }))).toThrow(/history/);
  });

  it("fills by EM over the chosen columns and says how it converged", () => {
    // Closed form (em.test.ts): the gap beside x = 9 is 10.8.
    const own = { x: [1, 2, 3, 4, 9], y: [1, 3, 3, 5, N] };
    const result = score(schemeOf([leaf("x", 0.5), leaf("y", 0.5)], [{ step: "impute", method: "em" }]), inputOf(own));
    expect(result.data[2]!.values[4]).toBeCloseTo(10.8, 8);
    expect(result.steps![0]!.em!.converged).toBe(true);
  });
});
