import { check, type Cell } from "../../src/check.ts";
import type { CheckContext } from "../../src/check-context.ts";
import { compile } from "../../src/compile.ts";
import type { Catalogue, Rule, Severity } from "../../src/catalogue.ts";
import type { PeerStatistic } from "../../src/outside.ts";
import { base } from "../base-catalogue.ts";

/** Answers by measure or `measure[breakdown:member]`: a number as text, or `na` for 不适用. */
export type Answers = Record<string, string>;

/** Silent: outside the rule's `when`. */
export type Verdict = "true" | "false" | "undecided" | "silent";

export type Around = {
  /** The same form a year earlier, and in the periods right before, the newest first. */
  ago?: Answers;
  before?: Answers[];
  /** Newest answers to other forms. */
  related?: Answers;
  registry?: Record<string, string>;
  peers?: Record<string, PeerStatistic>;
  /** Values for limits that the base leaves empty, by `table[row]`. */
  limits?: Record<string, string>;
};

/** One line of the tables: this rule of this severity, asked by this form of these answers, says so. */
export type Case = [rule: string, severity: Severity, form: string, verdict: Verdict, now: Answers, around?: Around];

/** The last period that each kind of form reports on; its third quarter, so that a year to date has three. */
const PERIODS = {
  quarter: { kind: "quarter", start: "2025-07-01", end: "2025-09-30" },
  year: { kind: "year", start: "2025-01-01", end: "2025-12-31" },
} as const;

/** What `rule`, alone in the base catalogue, says of a case: by the check of browser and server. */
export function verdictOfCase(rule: Rule, [, , formKey, , now, around = {}]: Case): Verdict {
  const form = base.forms.find(({ key }) => key === formKey);
  if (form === undefined) throw new Error(`no form ${formKey}`);
  const context: CheckContext = {
    period: PERIODS[form.period as keyof typeof PERIODS],
    earlier: (around.before ?? []).map(cellsOf),
    related: cellsOf(around.related ?? {}),
    ...(around.ago && { previousYear: cellsOf(around.ago) }),
    ...(around.registry && { registry: around.registry }),
    ...(around.peers && { peers: around.peers }),
  };
  const catalogue: Catalogue = { ...withLimits(around.limits ?? {}), indicators: [], schemes: [], forms: [form] };
  const compiled = compile({ ...catalogue, rules: [rule] });
  const asked = check(compiled, formKey, cellsOf(now), context);
  const finding = asked.findings.find((candidate) => candidate.rule === rule.key);
  if (finding) return finding.verdict;
  const bare = { ...compiled.compiledForms.get(formKey)!, rules: [] };
  const without = check({ ...compiled, compiledForms: new Map([[formKey, bare]]) }, formKey, cellsOf(now), context);
  return asked.holds === without.holds + 1 ? "true" : "silent";
}

function cellsOf(answers: Answers): Cell[] {
  return Object.entries(answers).map(([key, value]) => {
    const [, measure = "", member = "total"] = /^(\w+)(?:\[(.+)\])?$/.exec(key) ?? [];
    return { measure, member, value: value === "na" ? { state: "na" } : { state: "number", value } };
  });
}

function withLimits(values: Record<string, string>): Catalogue {
  if (Object.keys(values).length === 0) return base;
  return {
    ...base,
    limits: (base.limits ?? []).map((table) => ({
      ...table,
      limits: table.limits.map((row) => ({ ...row, value: values[`${table.key}[${row.key}]`] ?? row.value })),
    })),
  };
}

/** A part that may equal its whole, and not be one more. */
export function within(rule: string, form: string, part: string, whole: string): Case[] {
  return [
    [rule, "block", form, "true", { [part]: "7", [whole]: "7" }],
    [rule, "block", form, "false", { [part]: "8", [whole]: "7" }],
  ];
}
