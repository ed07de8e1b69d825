import { compile, type Catalogue, type CellValue } from "@duibiao/indicators";
import { expect, it } from "vitest";
import { carriable } from "./carry.ts";
import { createEntryStore } from "./store.ts";

const measure = (key: string, aggTime: "sum" | "last") => ({
  key,
  name: { zh: key, en: key },
  uom: "m²",
  type: "decimal" as const,
  aggRegion: "sum" as const,
  aggTime,
});

const catalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "k",
  version: "1",
  name: { zh: "目录", en: "catalogue" },
  breakdowns: [],
  measures: [measure("area", "last"), measure("rooms", "last"), measure("use", "sum")],
  derived: [],
  factorSets: [],
  indicators: [],
  rules: [],
  forms: [
    {
      key: "F",
      name: { zh: "表", en: "form" },
      period: "quarter",
      sections: [
        {
          key: "s",
          name: { zh: "节", en: "section" },
          lines: ["area", "rooms", "use"].map((key, at) => ({ row: `${at + 1}`, measure: key })),
        },
      ],
    },
  ],
  schemes: [],
};

const number = (value: string) => ({ state: "number" as const, value });

function store() {
  return createEntryStore({
    compiled: compile(catalogue),
    formKey: "F",
    entries: new Map(),
    zeroSections: [],
    context: { period: { kind: "quarter", start: "2026-04-01", end: "2026-06-30" } } as never,
    previous: new Map<string, CellValue>([
      ["area", number("120.5")],
      ["rooms", { state: "missing", reason: "在盘点" }],
      ["use", number("9")],
    ]),
    previousKey: "2026Q1",
    previousYear: null,
    history: [],
    neverHas: new Set(),
    explanations: new Map(),
    remarks: new Map(),
    returned: null,
    readOnly: null,
    onEdit: () => {},
  });
}

it("offers stocks that were answered, never flows and never what was missing", () => {
  const entry = store();
  expect([...carriable(entry, entry.lines)].map(([key, { value, carried }]) => [key, value, carried])).toEqual([
    ["area", number("120.5"), "2026Q1"],
  ]);
});

it("keeps the mark through a note and loses it with another value; what is answered is not offered again", () => {
  const entry = store();
  entry.edit(carriable(entry, entry.lines));
  entry.edit(new Map([["area", { ...entry.entry("area"), note: "已核对" }]]));
  expect(entry.entry("area").carried).toBe("2026Q1");
  expect(carriable(entry, entry.lines).size).toBe(0);
  entry.edit(new Map([["area", { ...entry.entry("area"), value: number("121") }]]));
  expect(entry.entry("area").carried).toBeUndefined();
});
