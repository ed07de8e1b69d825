import type { Catalogue, Form, Rule } from "@duibiao/indicators";

export const name = (text: string) => ({ zh: text, en: text });

/** Quarterly forms, each of one section with a line per measure, and nothing else but the rules given. All invented. */
export function flatCatalogue(
  key: string,
  measures: readonly string[],
  forms: readonly Pick<Form, "key" | "signing">[],
  rules: Rule[] = [],
): Catalogue {
  const lines = measures.map((measure, at) => ({ row: String(at + 1), measure }));
  return {
    format: "duibiao-catalogue/1",
    key,
    version: "1",
    name: name(key),
    breakdowns: [],
    measures: measures.map((measure) => ({
      key: measure,
      name: name(measure),
      uom: "kWh",
      type: "integer",
      aggRegion: "sum",
      aggTime: "sum",
    })),
    derived: [],
    factorSets: [],
    indicators: [],
    rules,
    forms: forms.map((form) => ({
      ...form,
      name: name(form.key),
      period: "quarter",
      sections: [{ key: "all", name: name("all"), lines }],
    })),
    schemes: [],
  };
}
