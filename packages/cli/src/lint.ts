import { lint, type Catalogue, type Language } from "@duibiao/indicators";

export type Said = { text: string; code: 0 | 1 };

/** What the linter finds: one finding a line, or all as JSON. Code 1 with an error, so that a script stops. */
export function lintCatalogue(
  catalogue: Catalogue,
  options: { language: Language; json: boolean; today: string },
): Said {
  const findings = lint(catalogue, { today: options.today });
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const code = errors > 0 ? 1 : 0;
  if (options.json) return { text: `${JSON.stringify(findings, null, 2)}\n`, code };
  const { language } = options;
  const severities = { error: { zh: "错误", en: "error" }, warn: { zh: "警告", en: "warning" } };
  const lines = findings.map(
    ({ severity, code: what, path, text }) => `${severities[severity][language]} ${what} ${path}: ${text[language]}`,
  );
  const warnings = findings.length - errors;
  const end = language === "zh" ? `${errors} 个错误，${warnings} 个警告。` : `${errors} errors, ${warnings} warnings.`;
  return { text: `${[...lines, end].join("\n")}\n`, code };
}
