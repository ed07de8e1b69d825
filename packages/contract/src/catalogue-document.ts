import { z } from "zod";
import type { Catalogue } from "@duibiao/indicators";
import { day, filled, line } from "./fields.ts";
import { norm } from "./norm.ts";

/**
 * The shape of a catalogue, as `@duibiao/indicators` describes it: `compile` and `lint` rely on it. Unknown fields are
 * refused, so that a misspelt one is not silently lost. What the entries mean to one another is the lint's.
 */
const name = z.strictObject({ zh: filled(500), en: filled(500) });
const keyText = line(100);
const status = z.enum(["VERIFIED", "MEMORY", "PROPOSAL", "NATURAL", "NEEDS_CHECK"]);
const sourced = {
  source: line(2000).optional(),
  status: status.optional(),
  note: line(4000).optional(),
};
const dated = { validFrom: day.optional(), validTo: day.optional() };
const formula = filled(20_000);
const number = z.number();

const breakdown = z.strictObject({
  key: keyText,
  name,
  members: z.array(z.strictObject({ key: keyText, name, ...sourced })).max(2000),
  ...sourced,
});

const measure = z.strictObject({
  key: keyText,
  name,
  uom: line(50),
  type: z.enum(["integer", "decimal", "money"]),
  decimals: z.number().int().min(0).max(15).optional(),
  aggRegion: z.enum(["sum", "none"]),
  aggTime: z.enum(["sum", "last", "none"]),
  breakdowns: z.array(keyText).max(50).optional(),
  negative: z.boolean().optional(),
  replaces: keyText.optional(),
  origin: z.enum(["form", "counter", "survey", "rubric"]).optional(),
  module: keyText.optional(),
  reporter: z.enum(["unit", "bureau"]).optional(),
  evidence: z.array(line(200)).max(20).optional(),
  ...sourced,
});

const derived = z.strictObject({ key: keyText, name, uom: line(50), formula, ...sourced });

const factorSet = z.strictObject({
  key: keyText,
  name,
  uom: line(50),
  basis: z.enum(["calorific", "equal"]).optional(),
  factors: z.array(z.strictObject({ measure: keyText, value: line(60).nullable(), ...dated, ...sourced })).max(2000),
  ...sourced,
});

const limitTable = z.strictObject({
  key: keyText,
  name,
  uom: line(50),
  limits: z.array(z.strictObject({ key: keyText, name, value: line(60).nullable(), ...dated, ...sourced })).max(2000),
  ...sourced,
});

const registryFact = z.strictObject({
  key: keyText,
  name,
  type: z.enum(["flag", "number"]),
  uom: line(50).optional(),
  ...sourced,
});

const indicator = z.strictObject({
  key: keyText,
  name,
  formula,
  uom: line(50),
  direction: z.enum(["higher", "lower", "interval", "none"]),
  decimals: z.number().int().min(0).max(15).optional(),
  interval: z.strictObject({ level: number, lower: formula, upper: formula }).optional(),
  natural: z.strictObject({ lo: number, hi: number }).optional(),
  target: z.strictObject({ value: number.nullable(), ...sourced }).optional(),
  kind: z.enum(["quantitative", "qualitative", "survey"]).optional(),
  evidenceGrade: z.enum(["system", "superior", "sampled", "self"]).optional(),
  ...sourced,
});

const rule = z.strictObject({
  key: keyText,
  name,
  severity: z.enum(["block", "explain", "issue", "warn", "info"]),
  expr: formula,
  when: formula.optional(),
  tolerance: line(60).optional(),
  check: z.enum(["completeness", "plausibility", "consistency"]).optional(),
  way: z
    .enum([
      "range",
      "peers",
      "unit_price",
      "year_on_year",
      "period_on_period",
      "fixed_base",
      "lines",
      "forms",
      "ledger",
      "registry",
    ])
    .optional(),
  form: keyText.optional(),
  advice: name,
  ...dated,
  ...sourced,
});

const ruleHome = z.strictObject({
  key: keyText,
  name,
  home: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("expression"), rules: z.array(keyText).min(1).max(100) }),
    z.strictObject({ kind: z.literal("platform"), test: filled(500) }),
    z.strictObject({ kind: z.literal("waiting"), for: name }),
  ]),
  ...sourced,
});

export const form = z.strictObject({
  key: keyText,
  name,
  period: z.enum(["month", "quarter", "half", "year", "instant", "custom"]),
  number: line(100).optional(),
  maker: line(200).optional(),
  approval: line(200).optional(),
  validUntil: line(50).optional(),
  signing: z.enum(["online", "paper"]).optional(),
  scanDays: z.number().int().min(1).max(60).optional(),
  filledBy: z.enum(["unit", "system"]).optional(),
  ledgerOf: keyText.optional(),
  sections: z
    .array(
      z.strictObject({
        key: keyText,
        name,
        lines: z
          .array(
            z.strictObject({
              row: line(20),
              measure: keyText,
              member: line(200).optional(),
              required: z.boolean().optional(),
            }),
          )
          .max(5000),
      }),
    )
    .max(200),
  ...sourced,
});

const node = z.strictObject({
  key: keyText,
  name,
  weight: number,
  indicator: keyText.optional(),
  norm: norm.optional(),
  get children() {
    return z.array(node).max(500).optional();
  },
  method: z.enum(["arithmetic", "geometric", "harmonic", "power", "mazziotta_pareto", "minimum", "capped"]).optional(),
  exponent: number.optional(),
  penalty: z.enum(["negative", "positive"]).optional(),
  minCoverage: number.optional(),
  missing: z.enum(["earns_nothing", "reweight", "required"]).optional(),
  proxy: z.boolean().optional(),
  unmeasured: name.optional(),
});

const gate = z.strictObject({
  key: keyText,
  name,
  when: formula.optional(),
  targets: z.array(keyText).max(100).optional(),
  cap: keyText,
  ...sourced,
});

const scheme = z.strictObject({
  key: keyText,
  name,
  documentNo: line(100).optional(),
  weightsStatus: status,
  minCoverage: number,
  floor: number.optional(),
  root: node,
  gates: z.array(gate).max(50).optional(),
  bonus: z.strictObject({ cap: number, items: z.array(name).max(100), ...sourced }).optional(),
  grades: z
    .array(z.strictObject({ key: keyText, name, min: number, ...sourced }))
    .max(20)
    .optional(),
  ...sourced,
});

const target = z.strictObject({
  key: keyText,
  indicator: keyText.optional(),
  measure: keyText.optional(),
  region: line(20).optional(),
  year: z.number().int().min(1949).max(2200),
  value: number.nullable(),
  documentNo: line(100).optional(),
  ...sourced,
});

const warning = z.strictObject({
  key: keyText,
  name,
  levels: z.array(z.strictObject({ level: z.enum(["info", "yellow", "orange", "red"]), when: formula })).max(4),
  waitingFor: name.optional(),
  ...sourced,
});

const rubric = z.strictObject({
  key: keyText,
  name,
  measure: keyText,
  raters: z.number().int().min(1).max(20),
  levels: z
    .array(z.strictObject({ points: number, name }))
    .min(2)
    .max(20),
  evidence: z.array(line(200)).max(20),
  ...sourced,
});

const survey = z.strictObject({
  key: keyText,
  name,
  minValid: z.number().int().min(1),
  grades: z
    .array(z.strictObject({ key: keyText, name, points: number, ...sourced }))
    .min(2)
    .max(20),
  questions: z
    .array(z.strictObject({ key: keyText, name }))
    .min(1)
    .max(200),
  results: z.array(z.strictObject({ question: keyText.optional(), n: keyText, sum: keyText, sumsq: keyText })).max(200),
  ...sourced,
});

const lists = {
  breakdowns: z.array(breakdown).max(2000),
  measures: z.array(measure).max(20_000),
  derived: z.array(derived).max(5000),
  factorSets: z.array(factorSet).max(500),
  indicators: z.array(indicator).max(5000),
  rules: z.array(rule).max(5000),
  forms: z.array(form).max(500),
  schemes: z.array(scheme).max(100),
  modules: z.array(keyText).max(100).optional(),
  limits: z.array(limitTable).max(500).optional(),
  registry: z.array(registryFact).max(500).optional(),
  targets: z.array(target).max(20_000).optional(),
  warnings: z.array(warning).max(500).optional(),
  rubrics: z.array(rubric).max(500).optional(),
  surveys: z.array(survey).max(500).optional(),
  ruleHomes: z.array(ruleHome).max(500).optional(),
};

const head = {
  format: z.literal("duibiao-catalogue/1"),
  key: filled(80),
  version: filled(40),
  name,
  source: line(2000).optional(),
};

export const catalogueDocument = z.strictObject({ ...head, ...lists });

/** What is laid over a base: its own name and version, and only the entries that are its own. */
export const cataloguePart = z.strictObject({ ...head, ...lists }).partial({
  breakdowns: true,
  measures: true,
  derived: true,
  factorSets: true,
  indicators: true,
  rules: true,
  forms: true,
  schemes: true,
});

/** Fails to compile when this shape and the one of `@duibiao/indicators` part ways. */
export const asCatalogue = (document: z.output<typeof catalogueDocument>): Catalogue => document;
