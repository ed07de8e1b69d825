import { describe, expect, it } from "vitest";
import type { Catalogue, Rule } from "./catalogue.ts";
import { check, type Cell } from "./check.ts";
import type { CheckContext } from "./check-context.ts";
import { compile } from "./compile.ts";

const name = { zh: "名", en: "name" };
const flow = (key: string) => ({
  key,
  name: { zh: key, en: key },
  uom: "个",
  type: "decimal" as const,
  aggRegion: "sum" as const,
  aggTime: "sum" as const,
});
const FLOWS = ["a", "b", "c", "d", "e"];
const rule = (key: string, expr: string, extra: Partial<Rule> = {}): Rule => ({
  key,
  name: { zh: key, en: key },
  severity: "explain",
  expr,
  advice: name,
  ...extra,
});

const CATALOGUE: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "test",
  version: "1",
  name,
  breakdowns: [],
  measures: [...FLOWS.map(flow), { ...flow("stock"), aggTime: "last" }, flow("budget")],
  derived: [],
  factorSets: [],
  indicators: [],
  schemes: [],
  registry: [{ key: "heat_meter", name, type: "flag" }],
  forms: [
    {
      key: "Q",
      name,
      period: "quarter",
      sections: [
        {
          key: "s",
          name,
          lines: [...FLOWS, "stock"].map((measure, at) => ({ row: String(at), measure, required: false })),
        },
      ],
    },
    {
      key: "Y",
      name: { zh: "年报", en: "yearly" },
      period: "year",
      sections: [{ key: "s", name, lines: [{ row: "1", measure: "budget" }] }],
    },
  ],
  rules: [
    rule("YTD", "year_to_date(a) <= budget", { form: "Q" }),
    rule("PREV", "b <= 2 * prev_period(b)"),
    rule("YEAR", "b <= prev_year(b)"),
    rule("MEAN", "stock <= moving_mean(stock, 3)"),
    rule("STOCK", "year_to_date(stock) == stock"),
    rule("HEAT", "c == 0 or registry(heat_meter) == 1"),
    rule("COPY", "copied_share() < 0.8"),
    rule("TIE", "d == e", { tolerance: "0.5" }),
    rule("OLD", "d == 0", { validTo: "2024-12-31" }),
  ],
};

const cells = (values: Record<string, string | null>): Cell[] =>
  Object.entries(values).map(([measure, value]) => ({
    measure,
    member: "total",
    value: value === null ? { state: "na" } : { state: "number", value },
  }));

const NOW = { a: "10", b: "20", c: "3", d: "4", e: "4.5", stock: "7" };
const Q2: CheckContext = { period: { kind: "quarter", start: "2025-04-01", end: "2025-06-30" } };

function verdicts(context: CheckContext, now: Record<string, string | null> = NOW, day = "2025-06-30") {
  const { findings } = check(compile(CATALOGUE, day), "Q", cells(now), { ...Q2, ...context });
  return Object.fromEntries(findings.map(({ rule: key, verdict }) => [key, verdict]));
}

describe("check with what is known around a form", () => {
  it("adds the year up from the periods before and compares it with another form's figure", () => {
    // Second quarter: 10 now + 15 in the first = 25.
    const earlier = [cells({ ...NOW, a: "15" })];
    expect(verdicts({ earlier, related: cells({ budget: "25" }) })["YTD"]).toBeUndefined();
    expect(verdicts({ earlier, related: cells({ budget: "24.99" }) })["YTD"]).toBe("false");
    expect(verdicts({ earlier })["YTD"]).toBe("undecided");
    expect(verdicts({ related: cells({ budget: "25" }) })["YTD"]).toBe("undecided");
    // In the first quarter the year to date is the quarter.
    const q1: CheckContext = { period: { kind: "quarter", start: "2025-01-01", end: "2025-03-31" } };
    expect(verdicts({ ...q1, related: cells({ budget: "9" }) })["YTD"]).toBe("false");
    expect(verdicts({ ...q1, related: cells({ budget: "10" }) })["YTD"]).toBeUndefined();
  });

  it("sends a clerk to the form that asks for what is missing, and not where it is this one's", () => {
    const advice = (context: CheckContext) =>
      check(compile(CATALOGUE), "Q", cells(NOW), { ...Q2, ...context }).findings.find(({ rule }) => rule === "YTD")!
        .advice.zh;
    expect(advice({ earlier: [cells({ ...NOW, a: "15" })] })).toContain("《年报》");
    expect(advice({ related: cells({ budget: "25" }) })).toMatch(/^所缺的补齐后自动核验/);
  });

  it("names the cell in which a window ends, so that it can be explained there", () => {
    const { findings } = check(compile(CATALOGUE), "Q", cells(NOW), {
      ...Q2,
      earlier: [cells({ ...NOW, stock: "8" }), cells({ ...NOW, stock: "3" })],
      related: cells({ budget: "1" }),
    });
    const about = (key: string) => findings.find(({ rule: found }) => found === key)?.cells;
    expect(about("YTD")).toEqual([{ measure: "a", member: "total" }]);
    // stock 7 against (3 + 8 + 7) / 3 = 6: both sides are of one cell.
    expect(about("MEAN")).toEqual([{ measure: "stock", member: "total" }]);
    // b 20 against twice its 20 of before holds; against last year there is nothing: the cell of now alone is named.
    expect(about("YEAR")).toEqual([{ measure: "b", member: "total" }]);
  });

  it("takes the period before and the same period of last year", () => {
    const earlier = [cells({ b: "10" }), null, null, cells({ b: "19" })];
    expect(verdicts({ earlier })).toMatchObject({ YEAR: "false" });
    expect(verdicts({ earlier })["PREV"]).toBeUndefined();
    expect(verdicts({ earlier: [cells({ b: "9.99" })] })).toMatchObject({ PREV: "false", YEAR: "undecided" });
    expect(verdicts({ previousYear: cells({ b: "20" }) })["YEAR"]).toBeUndefined();
  });

  it("averages a stock and takes its last for the year to date", () => {
    // (6 + 6 + 7) / 3 = 6.33 < 7; (9 + 8 + 7) / 3 = 8.
    const stocks = (...values: string[]) => values.map((stock) => cells({ stock }));
    expect(verdicts({ earlier: stocks("6", "6") })["MEAN"]).toBe("false");
    expect(verdicts({ earlier: stocks("8", "9") })).not.toHaveProperty("MEAN");
    expect(verdicts({ earlier: stocks("8") })["MEAN"]).toBe("undecided");
    expect(verdicts({ earlier: stocks("6", "6") })).not.toHaveProperty("STOCK");
  });

  it("asks the registry, and stays undecided where it does not know", () => {
    expect(verdicts({ registry: { heat_meter: "1" } })).not.toHaveProperty("HEAT");
    expect(verdicts({ registry: { heat_meter: "0" } })["HEAT"]).toBe("false");
    expect(verdicts({})["HEAT"]).toBe("undecided");
    expect(verdicts({}, { ...NOW, c: "0" })).not.toHaveProperty("HEAT");
  });

  it("finds a form copied from the period before, and names the copied cells", () => {
    // Four of five flows that are not zero are the same: 80 %; three of five are 60 %.
    const four = { ...NOW, e: "99" };
    const { findings } = check(compile(CATALOGUE), "Q", cells(NOW), { ...Q2, earlier: [cells(four)] });
    const copy = findings.find((finding) => finding.rule === "COPY");
    expect(copy).toMatchObject({ verdict: "false", left: "0.8", right: "0.8", imbalance: "0" });
    expect(copy?.cells.map(({ measure }) => measure)).toEqual(["a", "b", "c", "d"]);
    expect(verdicts({ earlier: [cells({ ...four, d: "1" })] })).not.toHaveProperty("COPY");
    // Fewer than five flows that are not zero say nothing about copying; a stock is no flow.
    expect(verdicts({ earlier: [cells(NOW)] }, { ...NOW, a: "0" })).not.toHaveProperty("COPY");
    expect(verdicts({})["COPY"]).toBe("undecided");
  });

  it("allows a tolerance, and asks a rule only on its days", () => {
    expect(verdicts({})).not.toHaveProperty("TIE");
    expect(verdicts({}, { ...NOW, e: "4.51" })["TIE"]).toBe("false");
    expect(verdicts({})).not.toHaveProperty("OLD");
    expect(verdicts({}, NOW, "2024-12-31")["OLD"]).toBe("false");
  });
});
