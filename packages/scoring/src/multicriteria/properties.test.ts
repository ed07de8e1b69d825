import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benefitOfTheDoubt } from "./benefit-of-the-doubt.ts";
import { copeland } from "./copeland.ts";
import type { Criteria } from "./matrix.ts";
import { topsis } from "./topsis.ts";
import { vikor } from "./vikor.ts";

const METHODS: Record<string, (criteria: Criteria) => ArrayLike<number>> = {
  "topsis, vector": (own) => topsis(own, "vector"),
  "topsis, min-max": (own) => topsis(own, "min_max"),
  "topsis, sum": (own) => topsis(own, "sum"),
  vikor: (own) => vikor(own).q,
  copeland,
  "benefit of the doubt": ({ columns }) => benefitOfTheDoubt(columns).scores,
};

/** Three criteria over 2 to 12 units; whole numbers and zeros, so that ties and columns without spread occur. */
const matrices: fc.Arbitrary<Criteria> = fc.integer({ min: 2, max: 12 }).chain((n) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }), { minLength: 3, maxLength: 3 })
    .chain((columns) =>
      fc.record({
        columns: fc.constant(columns.map((own) => Float64Array.from(own))),
        weights: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 8 }))),
        directions: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom<(1 | -1)[]>(1, -1))),
      }),
    ),
);
const TURN = [2, 0, 1];

describe.each(Object.entries(METHODS))("%s", (name, of) => {
  const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).forEach((own, i) => expect(b[i]).toBeCloseTo(own, 9));

  it("does not depend on the order of the units, nor on that of the criteria, nor on the scale of the weights", () => {
    fc.assert(
      fc.property(matrices, (own) => {
        const before = of(own);
        const turned = of({ ...own, columns: own.columns.map((x) => x.toReversed()) });
        expect(
          Array.from(turned)
            .reverse()
            .map((x) => x.toFixed(12)),
        ).toEqual(Array.from(before).map((x) => x.toFixed(12)));
        same(
          before,
          of({
            columns: TURN.map((c) => own.columns[c]!),
            weights: TURN.map((c) => own.weights[c]!),
            directions: TURN.map((c) => own.directions[c]!),
          }),
        );
        same(before, of({ ...own, weights: own.weights.map((w) => w * 0.3) }));
      }),
      { numRuns: 200 },
    );
  });

  it("never prefers a unit that is worse in everything, and treats equal units alike", () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 5 }), (own, by) => {
        const directions = name === "benefit of the doubt" ? ([1, 1, 1] as const) : own.directions;
        // Appended: a copy of the first unit, and one that is worse than it in every criterion.
        const columns = own.columns.map((x, c) =>
          Float64Array.from([...x, x[0]!, Math.max(0, x[0]! - directions[c]! * by)]),
        );
        const scores = of({ ...own, directions, columns });
        const sign = name === "vikor" ? -1 : 1;
        const [first, copy, worse] = [scores[0]!, scores[columns[0]!.length - 2]!, scores[columns[0]!.length - 1]!];
        expect(copy).toBeCloseTo(first, 12);
        expect(sign * worse).toBeLessThanOrEqual(sign * first + 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it("gives nothing for no unit, a number for one, and refuses columns of unlike length", () => {
    const rows = (n: number): Criteria => ({
      columns: [0, 1].map(() => new Float64Array(n).fill(3)),
      weights: [1, 1],
      directions: [1, -1],
    });
    expect(of(rows(0))).toHaveLength(0);
    expect(Number.isFinite(of(rows(1))[0])).toBe(true);
    expect(() => of({ ...rows(2), columns: [new Float64Array(2), new Float64Array(3)] })).toThrow("same length");
  });

  it("gives a number to every unit, also where nothing varies", () => {
    const flat: Criteria = {
      columns: [0, 5, 0].map((x) => Float64Array.of(x, x, x)),
      weights: [1, 1, 1],
      directions: [1, -1, 1],
    };
    const scores = Array.from(of(flat));
    expect(scores.every((own) => Number.isFinite(own) && own === scores[0])).toBe(true);
  });
});
