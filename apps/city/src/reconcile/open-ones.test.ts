import { expect, test } from "vitest";
import type { ListedCollection } from "../board/collections.ts";
import { openOnes, waitOf } from "./open-ones.ts";

type Given = Parameters<typeof openOnes>;
type Cell = Given[1]["cells"][number];

const leader = { role: "leader", tier: "city", regionId: 10 } as Given[2][number];
const province = { role: "reviewer", tier: "province", regionId: 1 } as Given[2][number];

const cell = (cityId: number, collectionId: number, city: number, state: string | null, stale = false) =>
  ({ cityId, collectionId, reached: { city }, consolidation: state === null ? null : { state, stale } }) as Cell;

test("a city's consolidation is its own bureau's until it is signed as it stands, and then the province's", () => {
  const turns: [Cell, ReturnType<typeof waitOf>, ReturnType<typeof waitOf>][] = [
    // Nothing is accepted yet: there is nothing to stand for.
    [cell(10, 1, 0, null), null, null],
    [cell(10, 1, 3, null), "consolidate", null],
    [cell(10, 1, 3, "signed"), null, "accept"],
    [cell(10, 1, 3, "signed", true), "consolidate", null],
    [cell(10, 1, 3, "returned"), "consolidate", null],
    [cell(10, 1, 3, "accepted"), null, null],
    [cell(10, 1, 3, "accepted", true), "consolidate", null],
    // Another city's is not this leader's.
    [cell(20, 1, 3, null), null, null],
  ];
  for (const [one, ofCity, ofProvince] of turns) {
    expect(waitOf(one, [leader])).toBe(ofCity);
    expect(waitOf(one, [province])).toBe(ofProvince);
  }
  expect(waitOf(cell(10, 1, 3, null), [{ ...leader, role: "analyst" }])).toBeNull();
});

test("on from the shown one in the order of the list, then from its start; what is locked is not open", () => {
  const listed = [1, 2, 3, 4].map((id) => ({ id, lockedAt: id === 3 ? "2026-06-01" : null }) as ListedCollection);
  const cities = [{ cityId: 10 }, { cityId: 20 }] as Given[1]["cities"];
  const cells = listed.flatMap(({ id }) => cities.map(({ cityId }) => cell(cityId, id, 3, "signed")));
  const found = (shown: Given[3]) =>
    openOnes(listed, { cities, cells } as Given[1], [province], shown).map(
      ({ collection, city }) => `${collection.id}/${city.cityId}`,
    );
  expect(found({ collection: 2, city: 10 })).toEqual(["2/20", "4/10", "4/20", "1/10", "1/20"]);
  expect(found({ collection: 2, city: undefined })).toEqual(["2/10", "2/20", "4/10", "4/20", "1/10", "1/20"]);
  expect(found({ collection: 4, city: 20 })).toEqual(["1/10", "1/20", "2/10", "2/20", "4/10"]);
});
