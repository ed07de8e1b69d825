import { it } from "vitest";
it("x", () => {});
import { base } from "./base-catalogue.ts";
import { lint } from "../src/lint.ts";
import { readingOf } from "../src/lint-reading.ts";
import { lintKeys } from "../src/lint-keys.ts";
import { lintMeasures } from "../src/lint-measures.ts";
import { lintForms } from "../src/lint-forms.ts";
import { lintFormulas } from "../src/lint-formulas.ts";
import { lintRules } from "../src/lint-rules.ts";
import { lintSchemes } from "../src/lint-schemes.ts";
import { lintAssessment } from "../src/lint-assessment.ts";
console.log(base.rules.length);
const T = (n: string, f: () => unknown) => {
  const t = performance.now();
  f();
  console.log(n, (performance.now() - t).toFixed(1));
};
for (let i = 0; i < 3; i++) {
  T("all", () => lint(base));
}
let r = readingOf(base);
T("reading", () => {
  r = readingOf(base);
});
T("keys", () => lintKeys(base));
T("meas", () => lintMeasures(r.vocabulary));
T("forms", () => lintForms(r.vocabulary, {}));
T("formulas", () => lintFormulas(r));
T("rules", () => lintRules(r, {}));
T("ass", () => lintAssessment(r.vocabulary));
T("schemes", () => lintSchemes(r));
for (const x of lint(base))
  if (x.severity === "error" || x.path.startsWith("rules")) console.log(x.code, x.path, x.text.zh);
