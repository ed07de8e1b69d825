import { expect, test } from "vitest";
import { standing, waitingFor, type Part, type Progress } from "./part.ts";

const part = (consolidation: Partial<NonNullable<Part["consolidation"]>> | null) => ({ consolidation }) as Part;

test("a later change asks for a new consolidation, unless the collection is locked or it was returned anyway", () => {
  expect(standing(part(null), false)).toBe("none");
  expect(standing(part({ state: "accepted", stale: false }), false)).toBe("accepted");
  expect(standing(part({ state: "accepted", stale: true }), false)).toBe("stale");
  expect(standing(part({ state: "accepted", stale: true }), true)).toBe("corrected");
  expect(standing(part({ state: "returned", stale: true }), false)).toBe("returned");
});

test("what waits for the province: of the open form from the open city on, then of the other forms, the latest first", () => {
  const form = (collectionId: number, end: string, lockedAt: string | null = null) => ({
    collectionId,
    formKey: `F${collectionId}`,
    period: { end },
    lockedAt,
  });
  const cell = (cityId: number, collectionId: number, state: string, stale = false) => ({
    cityId,
    collectionId,
    consolidation: { state, stale },
  });
  const progress = {
    collections: [
      form(1, "2026-06-30"),
      form(2, "2026-09-30"),
      form(3, "2026-03-31", "2026-06-01"),
      form(4, "2026-09-30"),
    ],
    cities: [{ cityId: 10 }, { cityId: 20 }, { cityId: 30 }],
    cells: [
      ...[10, 20, 30].map((city) => cell(city, 1, "signed")),
      // Signed, and what is below moved since: the city signs anew first.
      cell(10, 2, "signed", true),
      cell(20, 2, "signed"),
      // Nothing is decided any more of what is locked.
      cell(20, 3, "signed"),
      cell(30, 4, "signed"),
      cell(10, 4, "accepted"),
      cell(20, 4, "returned"),
    ],
  } as unknown as Progress;
  const places = (city?: number, collection?: number) =>
    waitingFor(progress, { city, collection }).map((one) => `${one.collection.collectionId}/${one.city.cityId}`);
  expect(places()).toEqual(["2/20", "4/30", "1/10", "1/20", "1/30"]);
  expect(places(20, 1)).toEqual(["1/30", "1/10", "2/20", "4/30"]);
  expect(places(20, 2)).toEqual(["4/30", "1/10", "1/20", "1/30"]);
});
