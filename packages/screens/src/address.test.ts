import { expect, test } from "vitest";
import { wanted } from "./address.ts";

test("an address is read as far as it makes sense, the rest is left out", () => {
  expect([wanted.id(7), wanted.id("7"), wanted.id("7a"), wanted.id(-1), wanted.id(1.5), wanted.id(undefined)]).toEqual([
    7,
    7,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([wanted.text("县"), wanted.text(2025), wanted.text(""), wanted.text({})]).toEqual([
    "县",
    "2025",
    undefined,
    undefined,
  ]);
  expect([wanted.oneOf("city", ["county", "city"]), wanted.oneOf("nation", ["county", "city"])]).toEqual([
    "city",
    undefined,
  ]);
  expect([wanted.day("2026-11-26"), wanted.day("2026-13-40"), wanted.day("today")]).toEqual([
    "2026-11-26",
    undefined,
    undefined,
  ]);
  expect([wanted.flag(true), wanted.flag("true"), wanted.flag("no")]).toEqual([true, true, undefined]);
});
