import { describe, expect, it } from "vitest";
import { absentCells, cellsOf, importTable } from "./figures.ts";
import type { Figure } from "./source.ts";

const figure = (code: string, value: string, status = "", lower = "", upper = ""): Figure => ({
  dataset: "d",
  indicator: "i",
  code,
  period: "2023-01-01/P1Y",
  value,
  lower,
  upper,
  status,
});

describe("the cells of published rows", () => {
  it("keeps a figure as it is written, with the ends of its interval", () => {
    const cells = cellsOf([figure("A", "75.70", "", "75.4", "76.0")], "rate", {
      lower: "rate_lower",
      upper: "rate_upper",
    });
    expect(cells.map(({ measure, state, value }) => [measure, state, value])).toEqual([
      ["rate", "number", "75.70"],
      ["rate_lower", "number", "75.4"],
      ["rate_upper", "number", "76.0"],
    ]);
  });

  it.each([
    ["x", "missing", "unavailable"],
    ["u", "missing", "low reliability"],
    ["c", "missing", "confidential"],
    ["z", "na", "not applicable"],
    ["", "missing", "neither figure nor status"],
  ])("turns status %s into %s with its reason", (status, state, reason) => {
    const [cell] = cellsOf([figure("A", "", status)], "rate");
    expect(cell).toMatchObject({ state, value: "" });
    expect(cell!.reason).toContain(reason);
  });

  it("keeps zero a number", () => {
    expect(cellsOf([figure("A", "0")], "rate")[0]).toMatchObject({ state: "number", value: "0" });
  });

  it("says missing for every area that is asked and has no row", () => {
    expect(
      absentCells(["A", "B"], [figure("A", "1")], "rate").map(({ unit_code, state }) => [unit_code, state]),
    ).toEqual([["B", "missing"]]);
  });

  it("writes the table that the platform imports", () => {
    expect(importTable(cellsOf([figure("A", "1.5")], "rate"))).toBe(
      "unit_code,measure,state,value,reason\r\nA,rate,number,1.5,\r\n",
    );
  });
});
