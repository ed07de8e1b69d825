import { describe, expect, it } from "vitest";
import type { PeriodKind } from "./catalogue.ts";
import { readPeriod } from "./read-period.ts";

describe("a period", () => {
  // Dates from the calendar: 2024 is a leap year; a quarter has three months, a half six.
  it.each<[PeriodKind, string, string, string]>([
    ["month", "2024-02", "2024-02-01", "2024-02-29"],
    ["month", "2026-12", "2026-12-01", "2026-12-31"],
    ["quarter", "2026Q1", "2026-01-01", "2026-03-31"],
    ["quarter", "2026Q4", "2026-10-01", "2026-12-31"],
    ["half", "2026H1", "2026-01-01", "2026-06-30"],
    ["half", "2026H2", "2026-07-01", "2026-12-31"],
    ["year", "2026", "2026-01-01", "2026-12-31"],
    ["instant", "2026-01-01", "2026-01-01", "2026-01-01"],
    ["custom", "2024-02-01/2025-01-31", "2024-02-01", "2025-01-31"],
  ])("%s %s runs from %s to %s and keeps its name as key", (kind, text, start, end) => {
    expect(readPeriod(kind, text)).toEqual({ key: text, kind, start, end });
  });

  // As ISO 8601-1:2019 defines start/duration; the last day is the one before the duration has passed.
  it.each([
    ["2024-02-01/P1Y", "2024-02-01/2025-01-31"],
    ["2022-04-01/P1Y", "2022-04-01/2023-03-31"],
    ["2024-02-29/P1Y", "2024-02-29/2025-02-27"],
    ["2024-01-31/P1M", "2024-01-31/2024-02-28"],
    ["2024-01-01/P2W", "2024-01-01/2024-01-14"],
    ["2024-01-01/P1Y6M1D", "2024-01-01/2025-07-01"],
    ["2024-05-15/P1D", "2024-05-15/2024-05-15"],
  ])("the ISO duration %s is the custom period %s", (text, key) => {
    expect(readPeriod("custom", text)?.key).toBe(key);
  });

  it.each<[PeriodKind, string]>([
    ["month", "2026-13"],
    ["month", "2026-3"],
    ["quarter", "2026Q5"],
    ["half", "2026H3"],
    ["year", "26"],
    ["instant", "2026-02-29"],
    ["instant", "0000-00-00"],
    ["custom", "2025-01-31/2024-02-01"],
    ["custom", "2024-02-01/P"],
    ["custom", "2024-02-01/P0D"],
    ["custom", "2024-02-01/P999Y9999M"],
    ["custom", "2024-02-01/PT1H"],
    ["custom", "2024-02-01"],
    ["year", "2026-03"],
  ])("%s %s is refused", (kind, text) => {
    expect(readPeriod(kind, text)).toBeNull();
  });
});
