import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, ScoringInput } from "./scheme/columns.ts";
import { cellsOf } from "./scheme/data-column.ts";
import { explain, type ExplainedNode } from "./explanation/explain.ts";
import { placeNodes, type Direction, type Norm, type Scheme, type SchemeNode } from "./scheme/scheme.ts";
import { score } from "./scheme/score.ts";

const name = { zh: "名称", en: "name" };
const METHODS = ["arithmetic", "geometric"] as const;

/** A tree of up to three levels whose leaves are still without key, indicator and direction. */
type Sketch = {
  weight: number;
  method?: "arithmetic" | "geometric";
  children?: Sketch[];
  norm?: number;
};

const weight = fc.integer({ min: 1, max: 20 });
const leafSketch = fc.record({ weight, norm: fc.nat(3) });
const nodeSketch = (child: fc.Arbitrary<Sketch>): fc.Arbitrary<Sketch> =>
  fc.record({
    weight,
    method: fc.constantFrom(...METHODS),
    children: fc.array(child, { minLength: 1, maxLength: 4 }),
  });
const rootSketch = nodeSketch(fc.oneof(leafSketch, nodeSketch(fc.oneof(leafSketch, nodeSketch(leafSketch)))));

const NORMS: { direction: Direction; norm: Norm }[] = [
  { direction: "higher", norm: { method: "goalposts", lo: 10, hi: 80 } },
  { direction: "lower", norm: { method: "goalposts", lo: 90, hi: 5 } },
  { direction: "higher", norm: { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 } },
  {
    direction: "interval",
    norm: { method: "interval", zeroLo: 10, bestLo: 40, bestHi: 60, zeroHi: 90 },
  },
];

function build(sketch: Sketch): { root: SchemeNode; directions: Record<string, Direction> } {
  const directions: Record<string, Direction> = {};
  let next = 0;
  const grow = (s: Sketch, share: number): SchemeNode => {
    const key = `n${next++}`;
    if (s.children === undefined) {
      const { direction, norm } = NORMS[s.norm!]!;
      directions[key] = direction;
      return { key, name, weight: share, indicator: key, norm };
    }
    const total = s.children.reduce((sum, c) => sum + c.weight, 0);
    const children = s.children.map((c) => grow(c, c.weight / total));
    return { key, name, weight: share, method: s.method!, children };
  };
  return { root: grow(sketch, 1), directions };
}

const number = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: -50, max: 150, noNaN: true }));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 8, arbitrary: number.map((value): Cell => ({ status: "value", value })) },
  {
    weight: 1,
    arbitrary: number.map((value): Cell => ({ status: "value", value, complete: false })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("missing", "not_applicable", "uncollected").map((status): Cell => ({ status }) as Cell),
  },
);

/** Scheme and input; up to 24 regions in two peer groups, so that both sides of n = 8 occur. */
const cases: fc.Arbitrary<{ scheme: Scheme; input: ScoringInput }> = fc
  .record({
    sketch: rootSketch,
    minCoverage: fc.constantFrom(0.05, 0.5, 0.7, 1),
    floor: fc.constantFrom(0.5, 1, 10),
    groups: fc.array(fc.constantFrom("plain", "hills"), { minLength: 1, maxLength: 24 }),
  })
  .chain(({ sketch, minCoverage, floor, groups }) => {
    const { root, directions } = build(sketch);
    const column = fc.array(cell, { minLength: groups.length, maxLength: groups.length });
    return fc.record(Object.fromEntries(Object.keys(directions).map((key) => [key, column]))).map((columns) => ({
      scheme: { key: "S", name, minCoverage, floor, root },
      input: {
        regions: groups.map((peerGroup, r) => ({ id: `r${r}`, peerGroup })),
        columns,
        directions,
      },
    }));
  });

const withCell = (input: ScoringInput, key: string, r: number, to: Cell): ScoringInput => ({
  ...input,
  columns: { ...input.columns, [key]: cellsOf(input.columns[key]!).map((c, i) => (i === r ? to : c)) },
});

const pick = fc.nat(1000);
const isGeometric = (scheme: Scheme) => placeNodes(scheme.root).some((p) => p.node.method === "geometric");
/** ln and exp are not exactly monotone in their last bits; sums are. */
const slack = (scheme: Scheme) => (isGeometric(scheme) ? 1e-10 : 0);
const points = (s: number | null) => s ?? -Infinity;

describe("missing never helps", () => {
  it("never raises a total, nor ranks an unranked region, when any cell becomes a gap", () => {
    fc.assert(
      fc.property(cases, pick, pick, pick, ({ scheme, input }, a, b, c) => {
        const keys = Object.keys(input.columns);
        const key = keys[a % keys.length]!;
        const r = b % input.regions.length;
        const old = cellsOf(input.columns[key]!)[r]!;
        const gap: Cell[] = [{ status: "missing" }, { status: "uncollected" }];
        if (old.status === "value") gap.push({ ...old, complete: false });
        const before = score(scheme, input);
        const emptied = withCell(input, key, r, gap[c % gap.length]!);
        for (const bounds of [before.bounds, undefined]) {
          // undefined: bounds drawn anew from the remaining peers; the region itself gains nothing either.
          const after = score(scheme, emptied, bounds);
          expect(points(after.regions[r]!.score)).toBeLessThanOrEqual(points(before.regions[r]!.score) + slack(scheme));
          if (before.regions[r]!.place === null) expect(after.regions[r]!.place).toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("never improves a place under frozen bounds either", () => {
    fc.assert(
      fc.property(cases, pick, pick, ({ scheme, input }, a, b) => {
        fc.pre(!isGeometric(scheme));
        const keys = Object.keys(input.columns);
        const r = b % input.regions.length;
        const before = score(scheme, input);
        const emptied = withCell(input, keys[a % keys.length]!, r, { status: "missing" });
        const after = score(scheme, emptied, before.bounds).regions[r]!;
        const old = before.regions[r]!.place;
        if (old === null || after.place === null) return;
        expect(after.place.rank).toBeGreaterThanOrEqual(old.rank);
      }),
      { numRuns: 500 },
    );
  });
});

describe("order and improvement", () => {
  it("gives every region the same result in whatever order regions and columns come", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), ({ scheme, input }, random) => {
        const order = input.regions.map((_, r) => ({ r, at: random.next().value as number }));
        order.sort((x, y) => x.at - y.at);
        const shuffled: ScoringInput = {
          directions: input.directions,
          regions: order.map(({ r }) => input.regions[r]!),
          columns: Object.fromEntries(
            Object.entries(input.columns)
              .reverse()
              .map(([key, column]) => [key, order.map(({ r }) => cellsOf(column)[r]!)]),
          ),
        };
        const before = score(scheme, input);
        const after = score(scheme, shuffled);
        expect(after.regions).toEqual(order.map(({ r }) => before.regions[r]!));
        expect(after.bounds).toEqual(before.bounds);
      }),
    );
  });

  it("does not depend on the order of siblings", () => {
    const reversed = (n: SchemeNode): SchemeNode =>
      n.children === undefined ? n : { ...n, children: n.children.map(reversed).reverse() };
    fc.assert(
      fc.property(cases, ({ scheme, input }) => {
        const before = score(scheme, input).regions;
        const after = score({ ...scheme, root: reversed(scheme.root) }, input).regions;
        expect(after.map((x) => x.score)).toEqual(before.map((x) => x.score));
        expect(after.map((x) => x.place)).toEqual(before.map((x) => x.place));
      }),
    );
  });

  it("never lowers a total when a good value gets better", () => {
    const better = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(cases, pick, pick, better, ({ scheme, input }, a, b, gain) => {
        const keys = Object.keys(input.columns).filter((k) => input.directions[k] !== "interval");
        fc.pre(keys.length > 0);
        const key = keys[a % keys.length]!;
        const r = b % input.regions.length;
        const old = cellsOf(input.columns[key]!)[r]!;
        fc.pre(old.status === "value");
        if (old.status !== "value") return;
        const sign = input.directions[key] === "higher" ? 1 : -1;
        const raised = withCell(input, key, r, { ...old, value: old.value + sign * gain });
        const before = score(scheme, input);
        const after = score(scheme, raised, before.bounds);
        expect(points(after.regions[r]!.score)).toBeGreaterThanOrEqual(
          points(before.regions[r]!.score) - slack(scheme),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("recomputes to the same bytes from frozen bounds, and changes nothing it was given", () => {
    fc.assert(
      fc.property(cases, ({ scheme, input }) => {
        const given = JSON.stringify({ scheme, input });
        const first = score(scheme, input);
        const stored = JSON.parse(JSON.stringify(first.bounds)) as typeof first.bounds;
        const again = score(scheme, input, stored);
        expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        expect(JSON.stringify({ scheme, input })).toBe(given);
      }),
    );
  });
});

describe("scores and explanations", () => {
  it("stay within 0..100, and a node without a score has NaN and never 0", () => {
    fc.assert(
      fc.property(cases, ({ scheme, input }) => {
        for (const { score: s, status } of score(scheme, input).columns) {
          s.forEach((x, r) => {
            if (status[r] === 0) expect(x >= 0 && x <= 100).toBe(true);
            else expect(x).toBeNaN();
          });
        }
      }),
    );
  });

  it("add up at every node: contributions, points lost and weights", () => {
    fc.assert(
      fc.property(cases, pick, ({ scheme, input }, a) => {
        const result = score(scheme, input);
        const e = explain(result, result.regions[a % result.regions.length]!.id);
        fc.pre(e.score !== null);
        expect(e.root.contribution).toBe(e.score);
        expect(e.root.contribution! + e.root.pointsLost!).toBeCloseTo(100, 9);
        const check = (n: ExplainedNode): void => {
          if (n.children.length === 0 || n.status === "not_applicable") return;
          const sum = (of: (c: ExplainedNode) => number | null) => n.children.reduce((s, c) => s + (of(c) ?? 0), 0);
          expect(sum((c) => c.contribution)).toBeCloseTo(n.contribution!, 9);
          expect(sum((c) => c.pointsLost)).toBeCloseTo(n.pointsLost!, 9);
          expect(sum((c) => c.additiveWeight)).toBeCloseTo(n.additiveWeight, 12);
          expect(sum((c) => c.effectiveWeight)).toBeCloseTo(n.effectiveWeight, 12);
          for (const c of n.children) {
            expect(c.contribution ?? 0).toBeGreaterThanOrEqual(0);
            expect(c.pointsLost ?? 0).toBeGreaterThanOrEqual(-1e-9);
            check(c);
          }
        };
        check(e.root);
        const lost = e.lostPoints.reduce((s, l) => s + l.pointsLost, 0);
        expect(lost).toBeCloseTo(100 - e.score!, 8);
      }),
      { numRuns: 500 },
    );
  });

  it("lets a node with one child score as that child, above the floor", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...METHODS), ({ scheme, input }, method) => {
        const wrapped: SchemeNode = {
          key: "wrap",
          name,
          weight: 1,
          method,
          children: [{ ...scheme.root, weight: 1 }],
        };
        const inner = score(scheme, input).regions;
        const outer = score({ ...scheme, root: wrapped }, input).regions;
        inner.forEach(({ score: s }, r) => {
          const expected = s !== null && method === "geometric" ? Math.max(s, scheme.floor!) : s;
          expect(outer[r]!.score).toBe(expected);
        });
      }),
    );
  });
});
