import { describe, expect, test } from "vitest";
import {
  ancestorsOn,
  cityOf,
  keeperToday,
  ownerToday,
  regionOn,
  subtreeOn,
  type RegionVersion,
  type Tree,
} from "./tree.ts";

const version = (
  regionId: number,
  tier: RegionVersion["tier"],
  parentId: number | null,
  validFrom = "2000-01-01",
  validTo: string | null = null,
): RegionVersion => ({
  regionId,
  tier,
  parentId,
  validFrom,
  validTo,
  code: `c${regionId}`,
  name: `n${regionId}`,
  kind: "",
});

/** 1 province; 2, 3 cities; 4 county of 2 that moves to 3; 5 county taken over by 4; 6 county that ended, nobody knows into what. */
const tree: Tree = {
  stamp: "t",
  versions: new Map([
    [1, [version(1, "province", null)]],
    [2, [version(2, "city", 1)]],
    [3, [version(3, "city", 1)]],
    [4, [version(4, "county", 2, "2000-01-01", "2020-01-01"), version(4, "county", 3, "2020-01-01")]],
    [5, [version(5, "county", 2, "2000-01-01", "2010-01-01")]],
    [6, [version(6, "county", 2, "2000-01-01", "2010-01-01")]],
  ]),
  successors: new Map([[5, [4]]]),
};

describe("the dated tree", () => {
  test("a region stands under the parent of the day; the day it ends it is gone", () => {
    expect(regionOn(tree, 4, "2019-12-31")?.parentId).toBe(2);
    expect(regionOn(tree, 4, "2020-01-01")?.parentId).toBe(3);
    expect(regionOn(tree, 5, "2010-01-01")).toBeUndefined();
    expect(subtreeOn(tree, 2, "2009-12-31").sort()).toEqual([2, 4, 5, 6]);
    expect(subtreeOn(tree, 2, "2020-01-01")).toEqual([2]);
    expect(ancestorsOn(tree, 4, "2020-01-01")).toEqual([3, 1]);
  });

  test("a closed region's rows lie with its successor, or, without one, with what it hung under; a post never rises so", () => {
    expect(ownerToday(tree, 5, "2021-01-01")).toBe(4);
    expect(ownerToday(tree, 4, "2021-01-01")).toBe(4);
    expect(ownerToday(tree, 6, "2021-01-01")).toBe(6);
    expect(keeperToday(tree, 6, "2021-01-01")).toBe(2);
    expect(keeperToday(tree, 5, "2021-01-01")).toBe(4);
  });

  test("a county's rows are kept under its parent, all others under themselves", () => {
    expect(cityOf(tree.versions.get(4)![0]!)).toBe(2);
    expect(cityOf(tree.versions.get(2)![0]!)).toBe(2);
    expect(cityOf(version(7, "county", null))).toBe(7);
  });
});
