import type { Catalogue } from "./catalogue.ts";
import { lintForms } from "./lint-forms.ts";
import { lintFormulas } from "./lint-formulas.ts";
import { lintKeys } from "./lint-keys.ts";
import type { LintFinding } from "./lint-finding.ts";
import { lintSchemes } from "./lint-schemes.ts";
import { vocabularyOf } from "./vocabulary.ts";

/**
 * Everything that is wrong in a catalogue, errors and warnings, in the order keys, forms, formulas, schemes.
 * A catalogue with an error cannot be published; `compile` accepts every catalogue without one.
 */
export function lint(catalogue: Catalogue): LintFinding[] {
  const vocabulary = vocabularyOf(catalogue);
  return [...lintKeys(catalogue), ...lintForms(vocabulary), ...lintFormulas(vocabulary), ...lintSchemes(vocabulary)];
}
