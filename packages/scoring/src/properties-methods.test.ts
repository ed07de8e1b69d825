import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { score, type Direction, type Norm, type Scheme, type SchemeNode, type ScoringInput } from "./index.ts";

const name = { zh: "名称", en: "name" };

/** Every norm, in both directions where it follows the indicator; values in the tests are 1..100. */
const NORMS: [Norm, Direction][] = [
  [{ method: "goalposts", lo: 0, hi: 100 }, "higher"],
  [{ method: "goalposts", lo: 90, hi: 5, clamp: false }, "lower"],
  [{ method: "interval", zeroLo: 0, bestLo: 40, bestHi: 60, zeroHi: 101 }, "interval"],
  [{ method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 }, "lower"],
  [{ method: "min_max" }, "higher"],
  [{ method: "min_max", lo: 1, hi: 10, within: "peers" }, "lower"],
  [{ method: "z_score" }, "higher"],
  [{ method: "z_score", centre: 100, spread: 15, ddof: 0, within: "peers" }, "lower"],
  [{ method: "rank_from_worst" }, "higher"],
  [{ method: "rank_from_worst", ties: "mean", within: "peers" }, "lower"],
  [{ method: "percentile_rank" }, "lower"],
  [{ method: "borda", ties: "mean" }, "higher"],
  [{ method: "distance_to_maximum" }, "lower"],
  [{ method: "fraction_of_maximum" }, "higher"],
  [{ method: "fraction_of_maximum", within: "peers" }, "lower"],
  [{ method: "distance_to_reference", reference: 101 }, "higher"],
  [{ method: "distance_to_target", target: 0.5, cap: true }, "lower"],
  [{ method: "graded", steps: [1, 30, 60, 90].map((from, at) => ({ from, points: 25 * (at + 1) })) }, "higher"],
  [{ method: "efficacy_linear", unacceptable: 0, satisfactory: 80 }, "higher"],
  [{ method: "efficacy_exponential", unacceptable: 90, satisfactory: 10 }, "lower"],
  [{ method: "efficacy_five", standards: [90, 70, 50, 30, 10] }, "higher"],
  [{ method: "ampi", reference: 50, worst: 0, best: 100 }, "higher"],
];
const METHODS: Partial<SchemeNode>[] = [
  { method: "arithmetic" },
  { method: "geometric" },
  { method: "harmonic" },
  { method: "power", exponent: 2 },
  { method: "power", exponent: -0.5 },
  { method: "mazziotta_pareto" },
  { method: "mazziotta_pareto", penalty: "positive" },
  { method: "minimum" },
  { method: "capped" },
];

const value = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.double({ min: 1, max: 100, noNaN: true }),
  fc.constant(NaN),
);
/** Columns of two norms and one node method over up to 20 regions in two groups; some values absent. */
const cases = fc.integer({ min: 1, max: 20 }).chain((n) => {
  const column = fc.array(value, { minLength: n, maxLength: n });
  return fc.record({
    columns: fc.tuple(column, column),
    groups: fc.array(fc.constantFrom("p", "q"), { minLength: n, maxLength: n }),
    norms: fc.tuple(fc.constantFrom(...NORMS), fc.constantFrom(...NORMS)),
    method: fc.constantFrom(...METHODS),
  });
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const leaf = (key: string, weight: number, norm: Norm): SchemeNode => ({ key, name, weight, indicator: key, norm });
const schemeOf = ({ norms, method }: Case): Scheme => ({
  key: "S",
  name,
  minCoverage: 0.3,
  floor: 0.5,
  root: {
    key: "root",
    name,
    weight: 1,
    ...method,
    children: [leaf("a", 0.375, norms[0][0]), leaf("b", 0.625, norms[1][0])],
  },
});
const inputOf = ({ columns, groups, norms }: Case): ScoringInput => ({
  regions: groups.map((peerGroup, r) => ({ id: `r${r}`, peerGroup })),
  columns: { a: Float64Array.from(columns[0]), b: Float64Array.from(columns[1]) },
  directions: { a: norms[0][1], b: norms[1][1] },
});
const leafScores = (norm: Norm, direction: Direction, values: readonly number[]) =>
  score(
    { key: "S", name, minCoverage: 1, root: { key: "root", name, weight: 1, children: [leaf("a", 1, norm)] } },
    {
      regions: values.map((_, r) => ({ id: `r${r}`, peerGroup: "p" })),
      columns: { a: Float64Array.from(values) },
      directions: { a: direction },
    },
  );

describe("every norm and node method", () => {
  it("gives each region the same bits in whatever order they come", () => {
    fc.assert(
      fc.property(cases, (own) => {
        const before = score(schemeOf(own), inputOf(own));
        const turned = { ...own, columns: own.columns.map((x) => x.toReversed()), groups: own.groups.toReversed() };
        const after = score(schemeOf(own), inputOf(turned as Case));
        expect(after.regions.map((r) => [r.score, r.place, r.coverage]).reverse()).toEqual(
          before.regions.map((r) => [r.score, r.place, r.coverage]),
        );
      }),
      { numRuns: 600 },
    );
  });

  it("does not depend on the order of the indicators, but where the first is the cause of the others", () => {
    fc.assert(
      fc.property(cases, (own) => {
        fc.pre(own.method.method !== "capped");
        const scheme = schemeOf(own);
        const turned = { ...scheme, root: { ...scheme.root, children: scheme.root.children!.toReversed() } };
        const totals = (s: Scheme) => score(s, inputOf(own)).regions.map((r) => r.score);
        expect(totals(turned)).toEqual(totals(scheme));
      }),
      { numRuns: 400 },
    );
  });

  it("recomputes to the same bytes from bounds that went through JSON, and from those that did not", () => {
    fc.assert(
      fc.property(cases, (own) => {
        const first = score(schemeOf(own), inputOf(own));
        const stored = JSON.parse(JSON.stringify(first.bounds)) as typeof first.bounds;
        expect(stored).toEqual(first.bounds);
        for (const bounds of [stored, first.bounds]) {
          const again = score(schemeOf(own), inputOf(own), bounds);
          expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        }
        const shown = { regions: first.regions, remarks: first.remarks, methods: first.methods };
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
      }),
      { numRuns: 600 },
    );
  });

  it("keeps NaN where there is no value, in every leaf, and never 0", () => {
    fc.assert(
      fc.property(cases, (own) => {
        const { columns, placed } = score(schemeOf(own), inputOf(own));
        placed.forEach(({ node }, i) => {
          if (node.indicator === undefined) return;
          const given = own.columns[node.indicator === "a" ? 0 : 1];
          given.forEach((x, r) => {
            if (Number.isNaN(x)) expect(columns[i]!.score[r]).toBeNaN();
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it("lets another region inside the bounds change nothing where bounds are fixed or frozen", () => {
    fc.assert(
      fc.property(cases, (own) => {
        const before = score(schemeOf(own), inputOf(own));
        const more: Case = {
          ...own,
          columns: [
            [...own.columns[0], 50],
            [...own.columns[1], 50],
          ],
          groups: [...own.groups, own.groups[0]!],
        };
        const after = score(schemeOf(own), inputOf(more), before.bounds);
        expect(after.regions.slice(0, -1).map((r) => r.score)).toEqual(before.regions.map((r) => r.score));
      }),
      { numRuns: 400 },
    );
  });
});

describe("a change of the unit of measure", () => {
  const values = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 8, maxLength: 16 });
  it.each(
    NORMS.filter(([{ method }]) => /min_max|z_score|rank|borda|distance_to_maximum|peer_percentile/.test(method)),
  )("leaves the points of %o as they are", (norm, direction) => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -500, max: 500 }), (x, by, plus) => {
        const [before, after] = [x, x.map((v) => (v * by) / 8 + plus)].map((own) =>
          leafScores(norm, direction, own).regions.map((r) => r.score!),
        );
        before!.forEach((points, r) => expect(after![r]).toBeCloseTo(points, 8));
      }),
      { numRuns: 40 },
    );
  });
});
