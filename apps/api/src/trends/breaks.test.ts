import { expect, test } from "vitest";
import type { Ctx } from "../serve.ts";
import type { RegionVersion } from "../tree.ts";
import { boundaryBreak } from "./breaks.ts";

const region = (regionId: number, name: string, validFrom: string, validTo: string | null, parentId: number | null) =>
  [regionId, [{ regionId, name, validFrom, validTo, parentId, tier: "county", code: "", kind: "县" }]] as [
    number,
    RegionVersion[],
  ];
// 甲县 and 乙县 of one city become 丙县 at the turn of the year.
const versions = new Map([
  region(1, "市", "2020-01-01", null, null),
  region(2, "甲县", "2020-01-01", "2025-01-01", 1),
  region(3, "乙县", "2020-01-01", "2025-01-01", 1),
  region(4, "丙县", "2025-01-01", null, 1),
  region(5, "丁县", "2025-01-01", null, 1),
]);
const ctx = { actor: { tree: { stamp: "", versions, successors: new Map() } } } as unknown as Ctx;
const moved = [2, 3].map((from) => ({ from, to: 4, effective: "2025-01-01" }));
const at = (id: number, from = "2024-12-31", to = "2025-03-31") => boundaryBreak(ctx, moved, id, from, to)?.zh ?? null;

test("a merged county's series begins with a break that names where its earlier figures stand", () => {
  expect(at(4)).toBe("2025-01-01 由甲县、乙县而来，此前的数据见原地区");
  expect(at(4, "2025-03-31", "2025-06-30")).toBeNull();
});

test("none where the county is gone, where it came from nobody, and for the city around them", () => {
  expect([at(2), at(5), at(1)]).toEqual([null, null, null]);
});
