import type { Catalogue, Form, Measure, Scheme } from "./catalogue.ts";
import type { LintOptions } from "./lint-finding.ts";
import { leaf, scheme } from "./test-catalogue.ts";

/** Changes of the sample that bring about exactly one finding, and near ones that bring about none; for tests. */

export const NAME = { zh: "名", en: "name" };
const ADVICE = { zh: "核对。", en: "Check." };

/** The finding at `path`, and a change that almost brings it about. */
export type LintCase = {
  path: string;
  change: (draft: Catalogue) => void;
  near: (draft: Catalogue) => void;
  options?: LintOptions;
  nearOptions?: LintOptions;
};

/** A new measure, with a line in a form where one is given. */
export function add(draft: Catalogue, key: string, form?: Form, extra: Partial<Measure> = {}): void {
  draft.measures.push({ key, name: NAME, uom: "个", type: "decimal", aggRegion: "sum", aggTime: "sum", ...extra });
  form?.sections[0]!.lines.push({ row: `9${form.sections[0]!.lines.length}`, measure: key });
}

const MARKS = { number: "表1", maker: "某局", approval: "某文〔2026〕1号", validUntil: "2029年12月" };

/** A third form, approved and empty. */
export function third(draft: Catalogue, extra: Partial<Form> = {}): Form {
  const form: Form = {
    key: "F3",
    name: NAME,
    period: "year",
    ...MARKS,
    sections: [{ key: "S", name: NAME, lines: [] }],
    ...extra,
  };
  draft.forms.push(form);
  return form;
}

export function rule(draft: Catalogue, expr: string, extra: Partial<Catalogue["rules"][number]> = {}): void {
  draft.rules.push({ key: "NEW", name: NAME, severity: "warn", expr, advice: ADVICE, ...extra });
}

/** Lets the quota be split as vehicles are, but asks no part of it. */
export const splitQuota = (draft: Catalogue) => (draft.measures[5]!.breakdowns = ["veh_class"]);

/** A survey and its three measures, written by the platform. */
export function survey(draft: Catalogue, sumsq: string): void {
  const form = third(draft, { filledBy: "system" });
  for (const key of ["s_n", "s_sum", "s_sumsq"]) add(draft, key, form, { origin: "survey" });
  draft.surveys = [
    {
      key: "SV",
      name: NAME,
      minValid: 5,
      grades: [
        { key: "good", name: NAME, points: 100 },
        { key: "bad", name: NAME, points: 0 },
      ],
      questions: [{ key: "q", name: NAME }],
      results: [{ n: "s_n", sum: "s_sum", sumsq }],
    },
  ];
}

export function rubric(draft: Catalogue, origin: Measure["origin"]): void {
  add(draft, "points", third(draft, { filledBy: origin === "form" ? "unit" : "system" }), { origin });
  const levels = [
    { points: 0, name: NAME },
    { points: 100, name: NAME },
  ];
  draft.rubrics = [{ key: "R", name: NAME, measure: "points", raters: 2, levels, evidence: [] }];
}

/** A scheme of one leaf with a gate. */
export function gated(draft: Catalogue, gate: Partial<NonNullable<Scheme["gates"]>[number]>): void {
  draft.schemes.push(
    scheme([leaf("cost_share", 1)], {
      grades: [{ key: "low", name: NAME, min: 0 }],
      gates: [{ key: "G", name: NAME, cap: "low", ...gate }],
    }),
  );
}
