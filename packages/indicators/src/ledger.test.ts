import { describe, expect, it } from "vitest";
import type { Catalogue, Measure } from "./catalogue.ts";
import { compile } from "./compile.ts";
import { ledgerTotals } from "./ledger.ts";
import { edited } from "./test-catalogue.ts";
import type { CellValue } from "./value.ts";

const name = { zh: "名", en: "name" };
const measure = (key: string, aggTime: Measure["aggTime"]): Measure => ({
  key,
  name,
  uom: "kWh",
  type: "decimal",
  aggRegion: "sum",
  aggTime,
});
const lines = (...measures: string[]) => [
  { key: "s", name, lines: measures.map((key, at) => ({ row: `${at}`, measure: key })) },
];
const catalogue: Catalogue = edited((draft) => {
  draft.measures.push(measure("l_power", "sum"), measure("l_area", "last"), measure("l_rate", "none"));
  draft.measures.push(measure("l_cost", "sum"));
  draft.forms.push({ key: "F_Q", name, period: "quarter", sections: lines("l_area", "l_power", "l_rate", "l_cost") });
  draft.forms.push({
    key: "F_M",
    name,
    period: "month",
    ledgerOf: "F_Q",
    sections: lines("l_power", "l_area", "l_rate"),
  });
});
const compiled = compile(catalogue);

const number = (value: string, estimated = false): CellValue => ({ state: "number", value, estimated });
/** A quarter of months by measure; undefined: nothing kept. */
const totals = (of: Record<string, (CellValue | undefined)[]>) =>
  ledgerTotals(
    compiled,
    "F_Q",
    "F_M",
    ["2026-01", "2026-02", "2026-03"].map((period, at) => ({
      period,
      cells: Object.entries(of).flatMap(([key, values]) =>
        values[at] === undefined ? [] : [{ measure: key, member: "total", value: values[at] }],
      ),
    })),
  );

describe("ledgerTotals", () => {
  it("adds flows up and takes the last month of stocks, exactly, by hand", () => {
    // 0.1 + 0.2 + 1000 = 1000.3; the area is that of March.
    expect(
      totals({
        l_power: [number("0.1"), number("0.2"), number("1000")],
        l_area: [number("800"), number("800"), number("950")],
      }),
    ).toEqual([
      { measure: "l_area", member: "total", value: number("950"), missing: [] },
      { measure: "l_power", member: "total", value: number("1000.3"), missing: [] },
    ]);
  });

  it("carries an estimated month into a sum, and of a stock only the last month's", () => {
    const [area, power] = totals({
      l_power: [number("1"), number("2", true), number("3")],
      l_area: [number("5", true), number("5"), number("5")],
    });
    expect([area!.value, power!.value]).toEqual([number("5"), number("6", true)]);
  });

  it("leaves a cell open while a month is missing or 暂缺, and names the months", () => {
    const [area, power] = totals({
      l_power: [number("1"), undefined, { state: "missing", reason: "抄表未回" }],
      l_area: [undefined, undefined, number("5")],
    });
    expect(power).toEqual({ measure: "l_power", member: "total", value: null, missing: ["2026-02", "2026-03"] });
    expect(area).toMatchObject({ value: null, missing: ["2026-01", "2026-02"] });
  });

  it("skips 不适用 in a sum, gives 不适用 where no month has a number, and zero is a number", () => {
    const na: CellValue = { state: "na", reason: "无此项" };
    const power = (...months: CellValue[]) => totals({ l_power: months })[1]!.value;
    expect(power(na, number("2"), na)).toEqual(number("2"));
    expect(power(na, na, na)).toEqual(na);
    expect(power(number("0"), number("0"), number("0"))).toEqual(number("0"));
  });

  it("computes nothing that the ledger does not ask, nor what has no use beyond its own period", () => {
    expect(totals({ l_rate: [number("1"), number("1"), number("1")] }).map(({ measure: key }) => key)).toEqual([
      "l_area",
      "l_power",
    ]);
  });

  it("is open where there are no periods at all", () => {
    expect(ledgerTotals(compiled, "F_Q", "F_M", []).every(({ value }) => value === null)).toBe(true);
  });
});
