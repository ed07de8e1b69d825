import { describe, expect, it } from "vitest";
import { choosePeriods, yearBefore } from "./native-periods.ts";
import type { Period as Span } from "./outside.ts";

const quarter = (n: 1 | 2 | 3 | 4, year = 2025): Span => {
  const dates = {
    1: ["01-01", "03-31"],
    2: ["04-01", "06-30"],
    3: ["07-01", "09-30"],
    4: ["10-01", "12-31"],
  }[n];
  return { kind: "quarter", start: `${year}-${dates[0]}`, end: `${year}-${dates[1]}` };
};
const year = (y: number): Span => ({ kind: "year", start: `${y}-01-01`, end: `${y}-12-31` });
const half1: Span = { kind: "half", start: "2025-01-01", end: "2025-06-30" };

describe("native periods of a measure", () => {
  it("take a period with the same dates, of the same kind where there is one", () => {
    const custom: Span = { kind: "custom", start: "2025-01-01", end: "2025-12-31" };
    expect(choosePeriods(year(2025), "sum", [custom])).toEqual({ exactly: [custom] });
    expect(choosePeriods(year(2025), "sum", [custom, year(2025)])).toEqual({
      exactly: [year(2025)],
    });
    expect(choosePeriods({ ...custom, kind: "instant" }, "none", [custom])).toEqual({
      exactly: [custom],
    });
  });

  it("sum a flow over every quarter of the year, and give nothing when one is absent", () => {
    const all = [quarter(3), quarter(1), quarter(4), quarter(2)];
    expect(choosePeriods(year(2025), "sum", all)).toEqual({
      exactly: [quarter(1), quarter(2), quarter(3), quarter(4)],
    });
    expect(choosePeriods(year(2025), "sum", all.slice(1))).toEqual({ exactly: [] });
  });

  it("tile with longer periods where they fit, and fall back to shorter ones where they do not", () => {
    expect(choosePeriods(year(2025), "sum", [half1, quarter(1), quarter(2), quarter(3), quarter(4)])).toEqual({
      exactly: [half1, quarter(3), quarter(4)],
    });
    const odd: Span = { kind: "custom", start: "2025-01-01", end: "2025-05-15" };
    expect(choosePeriods(half1, "sum", [odd, quarter(1), quarter(2)])).toEqual({
      exactly: [quarter(1), quarter(2)],
    });
  });

  it("take the last stock inside the period", () => {
    expect(choosePeriods(year(2025), "last", [quarter(1), quarter(3), quarter(2)])).toEqual({
      exactly: [quarter(3)],
    });
  });

  it("offer earlier, longer stocks newest first where none lies inside", () => {
    expect(choosePeriods(quarter(1, 2026), "last", [year(2024), year(2025), year(2026)])).toEqual({
      latestOf: [year(2025), year(2024)],
    });
  });

  it("never take a longer flow, nor an earlier figure of what is not carried over time", () => {
    expect(choosePeriods(quarter(1), "sum", [year(2025)])).toEqual({ exactly: [] });
    expect(choosePeriods(quarter(2), "none", [quarter(1)])).toEqual({ exactly: [] });
  });
});

describe("the same period one year earlier", () => {
  it("keeps months whole over leap years", () => {
    // 2024 is a leap year, 2023 and 2025 are not.
    expect(yearBefore({ kind: "month", start: "2024-02-01", end: "2024-02-29" })).toEqual({
      kind: "month",
      start: "2023-02-01",
      end: "2023-02-28",
    });
    expect(yearBefore({ kind: "month", start: "2025-02-01", end: "2025-02-28" })).toEqual({
      kind: "month",
      start: "2024-02-01",
      end: "2024-02-29",
    });
    expect(yearBefore(year(2025))).toEqual(year(2024));
    expect(yearBefore({ kind: "instant", start: "2024-02-29", end: "2024-02-29" })).toEqual({
      kind: "instant",
      start: "2023-02-28",
      end: "2023-02-28",
    });
  });
});
