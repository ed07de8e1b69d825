import { expect, it } from "vitest";
import { periodName } from "./period-name.ts";

it.each([
  ["2026Q3", "2026年第三季度"],
  ["2026H2", "2026年下半年"],
  ["2026-09", "2026年9月"],
  ["2025", "2025年"],
  ["2026-autumn", "2026-autumn"],
])("says %s as %s", (key, words) => expect(periodName(key)).toBe(words));
