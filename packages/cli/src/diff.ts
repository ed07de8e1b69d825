import { diffCatalogues, type Catalogue, type Language } from "@duibiao/indicators";

/** What differs between two catalogues in meaning, one change a line, or all as JSON. */
export function diff(before: Catalogue, after: Catalogue, options: { language: Language; json: boolean }): string {
  const changes = diffCatalogues(before, after);
  if (options.json) return `${JSON.stringify(changes, null, 2)}\n`;
  const { language } = options;
  if (changes.length === 0) return language === "zh" ? "两个目录含义相同。\n" : "the catalogues mean the same.\n";
  const lines = changes.map(({ path, text }) => `${path}: ${text[language]}`);
  return `${lines.join("\n")}\n`;
}
