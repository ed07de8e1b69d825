import { describe, expect, it } from "vitest";
import { readSource } from "./source.ts";
import { cellRows, cityCode, plainFigure, regionRows, unitRows } from "./tables.ts";

const buildings = readSource(`${import.meta.dirname}/fixture`);

describe("municipal buildings as institutions", () => {
  it("makes one owner and the municipalities that the buildings name", () => {
    expect(regionRows(buildings).map((row) => [row.code, row.tier, row.parent_code])).toEqual([
      ["TORONTO", "province", ""],
      ["TORONTO-CONCORD", "city", "TORONTO"],
      ["TORONTO-EAST-YORK", "city", "TORONTO"],
      ["TORONTO-ETOBICOKE", "city", "TORONTO"],
      ["TORONTO-TORONTO", "city", "TORONTO"],
    ]);
    expect(cityCode("Richmond Hill")).toBe("TORONTO-RICHMOND-HILL");
  });

  it("makes each building an institution of its municipality, of the kind that is its type", () => {
    expect(unitRows(buildings).find((row) => row.name === "Davenport Library")).toMatchObject({
      region_code: "TORONTO-TORONTO",
      covers: "own",
      kind: "Library",
    });
  });

  it("writes a binary fraction shortest and keeps every other figure as it is", () => {
    // 5.0999999999999996 and 5.1 are the same binary number; 0.1 m² and 1234567890.5 are left alone.
    expect(["5.0999999999999996", "134.69999999999999", "0.1", "1234567890.5", "0"].map(plainFigure)).toEqual([
      "5.1",
      "134.7",
      "0.1",
      "1234567890.5",
      "0",
    ]);
    expect(Number("5.0999999999999996")).toBe(5.1);
  });

  it("makes Not Available and Unable to Check missing, in the source's words, and never zero", () => {
    const rows = cellRows(buildings.filter((building) => building.name === "College Park"));
    expect(rows.find((row) => row.measure === "tor_gas_gj")).toMatchObject({
      state: "missing",
      value: "",
      reason: "来源 / source: Not Available",
    });
    expect(rows.find((row) => row.measure === "tor_alert_overlap")).toMatchObject({
      state: "missing",
      reason: "来源 / source: Unable to Check (not enough data)",
    });
    expect(plainFigure("Not Available")).toBeUndefined();
  });
});
