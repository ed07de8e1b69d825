import { beforeAll, expect, test } from "vitest";
import { numberOf } from "../../../examples/story/cell.ts";
import { correction } from "../../../examples/story/correct.ts";
import type { Release } from "../../../examples/story/evaluate.ts";
import { sheetOf, type Sheet } from "../../../examples/story/open-number.ts";
import { arithmetic, pointsFor, quantile, sheetLookup, totalOf, typedCell, typedLookup } from "./story-arithmetic.ts";
import { countyUnits, regionId, type Stage } from "./story-stage.ts";

/**
 * Tests of one release, every number of it: cells as typed, operands and values by pencil and paper, points, totals
 * and ranks. To be called inside a `describe`.
 */
export function checkRelease(stageOf: () => Stage, which: "first" | "second"): void {
  let release: Release;
  const standing = which === "second" ? correction : undefined;
  const sheets = new Map<string, Sheet[]>();
  /** By county and indicator, from what was typed. */
  const byHand = new Map<string, Record<string, number>>();

  beforeAll(async () => {
    const stage = stageOf();
    release = stage.played.releases[which];
    for (const code of countyUnits(stage)) {
      const region = regionId(stage, code.slice(1));
      const read = [];
      for (const indicator of Object.keys(arithmetic))
        read.push(await sheetOf(stage.world, release, region, indicator));
      sheets.set(code, read);
      const typed = typedLookup(code, standing);
      byHand.set(
        code,
        Object.fromEntries(Object.entries(arithmetic).map(([indicator, compute]) => [indicator, compute(typed)])),
      );
    }
  }, 300_000);

  test("shows in every cell what the county typed, signed by its clerk and head", () => {
    for (const [code, read] of sheets) {
      for (const { leaves } of read) {
        for (const cell of leaves[0]!.units.flatMap((unit) => unit.cells)) {
          const typed = typedCell(code, cell.operand, cell.period, standing);
          const number = numberOf(typed);
          expect([code, cell.operand, cell.period, cell.value === null ? null : Number(cell.value)]).toEqual([
            code,
            cell.operand,
            cell.period,
            number === null ? null : Number(number),
          ]);
          expect(cell.state).toBe(
            typed === undefined ? "absent" : number !== null ? "number" : "na" in (typed as object) ? "na" : "missing",
          );
          if (cell.state === "absent" || cell.period.startsWith("2024")) continue;
          // A correction is a revision of the whole form, signed by the head alone.
          const corrected = standing?.unit === code && /^(off|rooms)_/.test(cell.measure);
          expect(cell.signers.map((signer) => signer.as)).toEqual(corrected ? ["head"] : ["clerk", "head"]);
        }
      }
    }
  });

  test("sums its cells to its operands and its operands to its values, as pencil and paper do", () => {
    let computed = 0;
    for (const [code, read] of sheets) {
      for (const { leaves } of read) {
        const leaf = leaves[0]!;
        for (const operand of leaf.operands) {
          const cells = leaf.units.flatMap((unit) => unit.cells).filter((cell) => cell.operand === operand.operand);
          if (operand.sum !== null && cells.every((cell) => cell.state === "number"))
            expect(Number(operand.sum)).toBeCloseTo(
              cells.reduce((sum, cell) => sum + Number(cell.value), 0),
              6,
            );
        }
        const wanted = byHand.get(code)![leaf.indicator]!;
        if (leaf.value === null) {
          expect([code, leaf.indicator, wanted]).toEqual([code, leaf.indicator, NaN]);
          continue;
        }
        computed += 1;
        expect(Math.abs(leaf.value - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
        expect(Math.abs(leaf.value - arithmetic[leaf.indicator]!(sheetLookup(leaf)))).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(wanted)),
        );
      }
    }
    // 13 x 20, less: food waste of 白桥县, four of the cost of 茶垭县, no new vehicle in 半坡县.
    expect(computed).toBe(13 * 20 - 1 - 4 - 1);
  });

  test("turns values into points, points into dimensions and totals, totals into ranks", () => {
    const values = (indicator: string) =>
      [...byHand.values()].map((row) => row[indicator]!).filter((value) => !Number.isNaN(value));
    const totals: [string, number][] = [];
    for (const [code, read] of sheets) {
      const points = new Map<string, number>();
      for (const { leaves } of read) {
        const leaf = leaves[0]!;
        const { peers, score } = leaf.points;
        if (peers !== null) {
          const all = values(leaf.indicator);
          expect(peers.n).toBe(all.length);
          expect(peers.lo).toBeCloseTo(quantile(all, 0.05), 9);
          expect(peers.hi).toBeCloseTo(quantile(all, 0.95), 9);
        }
        if (score === null) continue;
        const wanted = pointsFor(leaf, leaf.value!, values(leaf.indicator));
        expect(score).toBeCloseTo(wanted, 7);
        points.set(leaf.indicator, wanted);
      }
      const item = release.items.find((candidate) => `U${candidate.code}` === code)!;
      if (item.score === null) continue;
      const total = totalOf(read[0]!.tree, points);
      expect(item.score).toBeCloseTo(total, 7);
      totals.push([item.code, total]);
    }
    totals.sort(([, a], [, b]) => b - a);
    expect(release.items.filter((item) => item.place !== null).map((item) => [item.code, item.place!.rank])).toEqual(
      totals.map(([code], at) => [code, at + 1]),
    );
  });
}
