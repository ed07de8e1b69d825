import { expect, test } from "vitest";
import { askOf, blank, codesOf, isRule, periodAt, strays, type Proposal } from "./ask.ts";

const due = (at: string) => ({ rule: "d15", asked: "", day: "", weekday: 1, at, over: [], settled: true });
const item = {
  name: "2026Q4 能耗",
  opens: { at: "2027-01-03T16:00:00.000Z" },
  due: {
    unit: due("2027-01-15T16:00:00.000Z"),
    county: due("2027-01-20T16:00:00.000Z"),
    city: due("2027-01-25T16:00:00.000Z"),
    province: due("2027-02-04T16:00:00.000Z"),
  },
} as unknown as Proposal["items"][number];
const proposal = {
  form: { approved: { number: "1表", maker: "甲", approval: "", validUntil: "" } },
  last: null,
} as unknown as Proposal;
const about = { owner: 1, catalogue: 2, form: "F", period: 3 };
const units = new Map([["U1", 11]]);

test("what was typed goes before what is proposed; what was not chosen is not asked for", () => {
  const draft = {
    ...blank,
    name: " 四季度 ",
    approved: { approval: "批1" },
    opens: "2027-01-04",
    tiers: ["county"] as const,
  };
  expect(askOf(about, draft, proposal, item, { single: true, unitOf: units })).toMatchObject({
    name: "四季度",
    approved: { number: "1表", maker: "甲", approval: "批1", validUntil: "" },
    opensAt: "2027-01-04T00:00:00+08:00",
    dueUnit: "2027-01-15T16:00:00.000Z",
    owes: { tiers: ["county"] },
  });
  expect(askOf(about, blank, proposal, item, { single: true, unitOf: units })).not.toHaveProperty("owes");
});

test("of several periods each has its own name and opening", () => {
  const ask = askOf(about, { ...blank, name: "x", opens: "2027-01-04" }, proposal, item, {
    single: false,
    unitOf: units,
  });
  expect([ask.name, ask.opensAt]).toEqual(["2026Q4 能耗", "2027-01-03T16:00:00.000Z"]);
});

test("codes come from any list, an unknown one is named", () => {
  expect(codesOf("U1,U2，U3、U1\nU4")).toEqual(["U1", "U2", "U3", "U4"]);
  const draft = { ...blank, exemptCodes: "U1 U9", exemptReason: "撤并" };
  expect(strays(draft, units)).toEqual(["U9"]);
  expect(askOf(about, draft, proposal, item, { single: true, unitOf: units }).exempt).toEqual([
    { units: [11], reason: "撤并" },
  ]);
});

test("a rule is days, workdays or a day; the period is the one of the day", () => {
  expect(["d15", "w10", "2027-01-20", "15", "d", "w1000"].map(isRule)).toEqual([true, true, true, false, false, false]);
  expect(["month", "quarter", "half", "year"].map((kind) => periodAt(kind, "2026-11-26"))).toEqual([
    "2026-11",
    "2026Q4",
    "2026H2",
    "2026",
  ]);
});
