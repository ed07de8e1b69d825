import type { Catalogue } from "./catalogue.ts";
import { lintAssessment } from "./lint-assessment.ts";
import { lintForms } from "./lint-forms.ts";
import { lintFormulas } from "./lint-formulas.ts";
import { lintKeys } from "./lint-keys.ts";
import { lintMeasures } from "./lint-measures.ts";
import type { LintFinding, LintOptions } from "./lint-finding.ts";
import { readingOf } from "./lint-reading.ts";
import { lintRules } from "./lint-rules.ts";
import { lintSchemes } from "./lint-schemes.ts";

/**
 * Everything that is wrong in a catalogue, errors before warnings, each in the order keys, measures, forms, formulas,
 * rules, assessment, schemes. docs/LINT.md explains every code. With `today` approvals are judged by that day, with `hits`
 * rules by how often they really fired. A catalogue with an error cannot be published; `compile` accepts every
 * catalogue without one.
 */
export function lint(catalogue: Catalogue, options: LintOptions = {}): LintFinding[] {
  const reading = readingOf(catalogue);
  const { vocabulary } = reading;
  const findings = [
    ...lintKeys(catalogue),
    ...lintMeasures(vocabulary),
    ...lintForms(vocabulary, options),
    ...lintFormulas(reading),
    ...lintRules(reading, options),
    ...lintAssessment(vocabulary),
    ...lintSchemes(reading),
  ];
  return [
    ...findings.filter(({ severity }) => severity === "error"),
    ...findings.filter(({ severity }) => severity === "warn"),
  ];
}
