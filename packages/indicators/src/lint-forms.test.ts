import { describe, expect, it } from "vitest";
import type { Catalogue, Form, FormLine } from "./catalogue.ts";
import { problems } from "./test-catalogue.ts";
import { add, gated, third } from "./testing-lint.ts";

function withThird(lines: FormLine[], extra: Partial<Form> = {}, also: (draft: Catalogue) => void = () => {}) {
  return problems((draft) => {
    third(draft, extra).sections[0]!.lines.push(...lines);
    also(draft);
  }).map(([, ...finding]) => finding.join(" "));
}

const LINE = "forms[2].sections[0].lines[0]";

describe("what is typed twice", () => {
  it("is a figure in two forms of one period, flow or stock", () => {
    expect(withThird([{ row: "1", measure: "op_cost" }])).toEqual([`typed_twice ${LINE}`]);
    expect(
      withThird([{ row: "1", measure: "veh_quota" }], {}, (draft) => (draft.measures[5]!.aggTime = "last")),
    ).toEqual([`typed_twice ${LINE}`]);
  });

  it("is no stock of different periods, no other member, and nothing that the platform writes", () => {
    const stock = (draft: Catalogue) => (draft.measures[5]!.aggTime = "last");
    expect(withThird([{ row: "1", measure: "veh_quota" }], { period: "quarter" }, stock)).toEqual([]);
    const split = (draft: Catalogue) => (draft.measures[5]!.breakdowns = ["veh_class"]);
    expect(withThird([{ row: "1", measure: "veh_quota", member: "veh_class:other" }], {}, split)).toEqual([]);
    const counted = (draft: Catalogue) => {
      add(draft, "opinions", third(draft, { key: "F4", filledBy: "system" }), { origin: "counter" });
      third(draft, { key: "F5", filledBy: "system" }).sections[0]!.lines.push({ row: "1", measure: "opinions" });
    };
    expect(withThird([], {}, counted)).toEqual([]);
  });

  it("is a flow that two ledgers of one form ask", () => {
    const ledger = (key: string, period: Form["period"]) => (draft: Catalogue) =>
      third(draft, { key, period, ledgerOf: "F2" }).sections[0]!.lines.push({ row: "1", measure: "op_cost" });
    expect(
      withThird([], {}, (draft) => [ledger("M", "month"), ledger("Q", "quarter")].map((make) => make(draft))),
    ).toEqual(["typed_twice forms[4].sections[0].lines[0]"]);
  });
});

describe("ledgers", () => {
  const shared = [{ row: "1", measure: "op_cost" }];

  it.each<[string, FormLine[], Partial<Form>]>([
    ["names an unknown form", [], { ledgerOf: "F9", period: "month" }],
    ["is as long as its form", shared, { ledgerOf: "F2", period: "year" }],
    ["has a period of no fixed length", shared, { ledgerOf: "F2", period: "custom" }],
    ["shares no line with its form", [], { ledgerOf: "F2", period: "month" }],
    ["is its own form's", [], { ledgerOf: "F3", period: "month" }],
  ])("are refused where one %s", (_title, lines, extra) => {
    expect(withThird(lines, extra)).toEqual(["ledger_mismatch forms[2].ledgerOf"]);
  });
});

describe("the platform's forms", () => {
  it("ask nothing that units type", () => {
    const typed = (draft: Catalogue) => add(draft, "rooms", draft.forms[2]);
    expect(withThird([], { filledBy: "system" }, typed)).toEqual([`typed_counter ${LINE}`]);
  });
});

describe("gates", () => {
  const gate = (extra: Parameters<typeof gated>[1], also: (draft: Catalogue) => void = () => {}) =>
    problems((draft) => {
      also(draft);
      gated(draft, extra);
    }).map((finding) => finding.join(" "));
  const PATH = "schemes[0].gates[0]";

  it("need a grade of the scheme, and a condition or targets", () => {
    expect(gate({ when: "veh_quota > 0", cap: "none" })).toEqual([`error gate_without_data ${PATH}.cap`]);
    expect(gate({})).toEqual([`error gate_without_data ${PATH}`]);
    expect(gate({ when: "veh_quota >" })).toEqual([`error bad_formula ${PATH}.when`]);
    expect(gate({ when: "veh_quota <= op_cost / budget" })).toEqual([`error uom_mixed ${PATH}.when`]);
  });

  it("wait for targets until one has a value", () => {
    const target = (value: number | null) => (draft: Catalogue) =>
      (draft.targets = [{ key: "T", indicator: "cost_share", year: 2026, value }]);
    expect(gate({ targets: ["cost_share"] })).toEqual([`warn gate_without_data ${PATH}.targets[0]`]);
    expect(gate({ targets: ["cost_share"] }, target(null))).toEqual([`warn gate_without_data ${PATH}.targets[0]`]);
    expect(gate({ targets: ["cost_share"] }, target(5))).toEqual([]);
    expect(gate({ targets: ["gone"] })).toEqual([`error unknown_indicator ${PATH}.targets[0]`]);
  });

  it("wait for the module that counts their figures", () => {
    const counter = (draft: Catalogue) =>
      add(draft, "grave", third(draft, { filledBy: "system" }), { origin: "counter", module: "supervision" });
    expect(gate({ when: "grave > 0" }, counter)).toEqual([`warn gate_without_data ${PATH}.when`]);
    const used = (draft: Catalogue) => {
      counter(draft);
      draft.modules = ["supervision"];
    };
    expect(gate({ when: "grave > 0" }, used)).toEqual([]);
  });
});
