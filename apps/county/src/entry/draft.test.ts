import { expect, it } from "vitest";
import { cellKey } from "@duibiao/indicators";
import { storage } from "@duibiao/screens/testing";
import { draftPlace, emptyDraft, unsentCells } from "./draft.ts";

const cell = (measure: string) => ({
  measure,
  member: "total",
  value: { state: "number" as const, value: "1" },
  note: "",
  version: 0,
});

it("counts what an account left by submission, and nothing of another account", () => {
  const here = storage();
  const batch = { key: "k", cells: [cell("a"), cell("b")], explanations: {}, zeroSections: null };
  draftPlace(here, 7, 40, "p1").keep(
    { ...emptyDraft(), outbox: [batch], cells: { [cellKey("a", "total")]: cell("a") } },
    1000,
  );
  draftPlace(here, 7, 41, "p1").keep({ ...emptyDraft(), cells: { c: cell("c") } }, 2000);
  draftPlace(here, 70, 40, "p1").keep({ ...emptyDraft(), cells: { d: cell("d") } }, 3000);
  expect(unsentCells(here, 7).map(({ submissionId, cells, at }) => [submissionId, cells, at])).toEqual([
    [40, 2, 1000],
    [41, 1, 2000],
  ]);
  expect(unsentCells(here, 8)).toEqual([]);
});

it("shows what cannot be sent any more without taking it away; only the person's own word clears it", () => {
  const here = storage();
  draftPlace(here, 7, 40, "p1").keep({ ...emptyDraft(), cells: { a: cell("a") } }, 1000, true);
  draftPlace(here, 7, 40, "p2").keep({ ...emptyDraft(), cells: { b: cell("b") } }, 2000, true);
  const place = draftPlace(here, 7, 40, "p3");
  const left = place.leftBehind();
  expect([Object.keys(left!.draft.cells), left!.at]).toEqual([["a", "b"], 2000]);
  expect(place.leftBehind()).toEqual(left);
  place.discard();
  expect(place.leftBehind()).toBeNull();
});

it("keeps a half-typed cell for the next page, counts it, and never takes it from a page that stands open in it", () => {
  const here = storage();
  const begun = { power: { of: "value" as const, text: "12" } };
  draftPlace(here, 7, 40, "p1").keep({ ...emptyDraft(), begun }, 1000);
  expect(unsentCells(here, 7)).toEqual([{ submissionId: 40, cells: 1, at: 1000 }]);
  // An hour of thought is no crash.
  expect(draftPlace(here, 7, 40, "p2").takeOver(3_600_000)).toEqual(emptyDraft());
  draftPlace(here, 7, 40, "p1").keep({ ...emptyDraft(), begun }, 1000, true);
  expect(draftPlace(here, 7, 40, "p3").takeOver(3_600_000)).toEqual({ ...emptyDraft(), begun });
  draftPlace(here, 7, 40, "p3").keep({ ...emptyDraft(), begun: {} }, 3_600_001);
  expect(here.length).toBe(0);
});
