import { describe, expect, it } from "vitest";
import type { Form, Vocabulary } from "@duibiao/indicators";
import {
  changesSince,
  isOff,
  linesOf,
  type Consolidation,
  type Figure,
  type Preview,
  type Reconciled,
} from "./standing.ts";

const included = (unit: number, revision: number) => ({ submission: unit, unit, region: unit, revision, hash: "" });
const edition = {
  document: {
    included: [included(1, 1), included(2, 1), included(3, 1)],
    missing: [{ unit: 4, region: 4, state: "draft", reason: "" }],
  },
} as unknown as Consolidation;

it("says what moved below a signed edition: revised, dropped, added, newly missing", () => {
  const now: Preview = {
    included: [included(1, 1), included(2, 2), included(4, 1)],
    missing: [
      { unit: 3, region: 3, state: "returned" },
      { unit: 5, region: 5, state: "not_started" },
    ],
    expected: 5,
    differences: [],
    hash: "",
  };
  expect(changesSince(edition, now)).toEqual([
    { unit: 2, kind: "revised", from: 1, to: 2, state: "" },
    { unit: 4, kind: "added", from: null, to: 1, state: "" },
    { unit: 3, kind: "dropped", from: 1, to: null, state: "returned" },
    { unit: 5, kind: "missing", from: null, to: null, state: "not_started" },
  ]);
});

describe("the lines of a reconciliation", () => {
  const vocabulary = {
    measures: new Map([["elec", { key: "elec", name: { zh: "用电量", en: "electricity" }, uom: "千瓦时" }]]),
    breakdowns: new Map(),
  } as unknown as Vocabulary;
  const form = { sections: [{ lines: [{ row: "01", measure: "elec" }] }] } as unknown as Form;
  const figure = (regionId: number, regionName: string, nExpected: number, nAnswered: number, sum: string | null) =>
    ({
      regionId,
      regionName,
      measure: "elec",
      member: "total",
      nExpected,
      nAnswered,
      sum,
      estimatedSum: null,
      reason: null,
    }) as unknown as Figure;
  const below = [figure(2, "望湖县", 1, 1, "10"), figure(3, "临渚县", 1, 0, null)];

  it("names the regions that lack an answer, and the own level where it is the city's units that do", () => {
    const [line] = linesOf(vocabulary, form, 1, [figure(1, "青湖市", 3, 1, "10")], below, [], "本级");
    expect(line).toMatchObject({ own: null, parts: "10", difference: null, missing: ["本级", "临渚县"] });
    expect(isOff(line!)).toBe(false);
  });

  it("sets an own total against its parts and never fills a missing one with zero", () => {
    const reconciled = [
      { regionId: 1, measure: "elec", member: "total", whole: "15", parts: "10", difference: "5", reason: null },
    ] as unknown as Reconciled[];
    const [line] = linesOf(vocabulary, form, 1, [figure(1, "青湖市", 2, 1, "10")], below, reconciled, "本级");
    expect(line).toMatchObject({ own: "15", parts: "10", difference: "5", missing: ["临渚县"] });
    expect(isOff(line!)).toBe(true);
    const [empty] = linesOf(vocabulary, form, 1, [], [], [], "本级");
    expect(empty).toMatchObject({ own: null, parts: null, difference: null });
  });
});
