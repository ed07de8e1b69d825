import { compile, type Catalogue, type CellValue } from "@duibiao/indicators";
import { createEntryStore, type EntrySetup } from "./store.ts";

const text = (zh: string, en: string) => ({ zh, en });

/** A small form for tests: a total with two members, a line in 万元, a counted one, a fuel that is never had. */
export const catalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "grid",
  version: "1",
  name: text("试验目录", "test catalogue"),
  breakdowns: [
    {
      key: "kind",
      name: text("种类", "kind"),
      members: [
        { key: "office", name: text("办公", "office") },
        { key: "data", name: text("机房", "data centre") },
      ],
    },
  ],
  measures: [
    {
      key: "power",
      name: text("用电量", "electricity"),
      uom: "kWh",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
      breakdowns: ["kind"],
    },
    { key: "coal", name: text("煤", "coal"), uom: "t", type: "decimal", aggRegion: "sum", aggTime: "sum" },
    { key: "cost", name: text("费用", "cost"), uom: "万元", type: "money", aggRegion: "sum", aggTime: "sum" },
    { key: "people", name: text("人数", "people"), uom: "人", type: "integer", aggRegion: "sum", aggTime: "last" },
  ],
  derived: [
    { key: "per_head", name: text("人均用电", "electricity per head"), uom: "kWh/人", formula: "power / people" },
  ],
  factorSets: [],
  indicators: [],
  rules: [
    {
      key: "R1",
      name: text("费用不应过高", "cost is plausible"),
      severity: "explain",
      expr: "cost <= power",
      advice: text("核对费用", "check the cost"),
    },
  ],
  forms: [
    {
      key: "F",
      name: text("试验表", "test form"),
      period: "quarter",
      sections: [
        {
          key: "energy",
          name: text("能源", "energy"),
          lines: [
            { row: "01", measure: "power" },
            { row: "02", measure: "power", member: "kind:office" },
            { row: "03", measure: "power", member: "kind:data" },
            { row: "04", measure: "coal" },
          ],
        },
        {
          key: "other",
          name: text("其他", "other"),
          lines: [
            { row: "05", measure: "cost" },
            { row: "06", measure: "people" },
          ],
        },
      ],
    },
  ],
  schemes: [],
};

const number = (value: string): CellValue => ({ state: "number", value });

/** A store over the form; last period is known, coal was never had. */
export function testStore(setup: Partial<EntrySetup> = {}) {
  const previous = new Map<string, CellValue>([
    ["power", number("12000")],
    ["power[kind:office]", number("9000")],
    ["power[kind:data]", number("3000")],
    ["coal", { state: "na" }],
    ["cost", number("0.9")],
    ["people", number("120")],
  ]);
  return createEntryStore({
    compiled: compile(catalogue),
    formKey: "F",
    entries: new Map(),
    zeroSections: [],
    context: {},
    previous,
    previousYear: null,
    history: [previous],
    neverHas: new Set(),
    explanations: new Map(),
    remarks: new Map(),
    returned: null,
    readOnly: null,
    onEdit: () => {},
    ...setup,
  });
}
