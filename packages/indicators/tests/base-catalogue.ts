import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Catalogue } from "../src/catalogue.ts";
import { mergeCatalogue } from "../src/merge.ts";
import { resolveFormula } from "../src/operands.ts";
import { cellKey, vocabularyOf } from "../src/vocabulary.ts";

const folder = new URL("../base/", import.meta.url);

/** The base catalogue's files, parsed, in the order of their names. */
export const parts = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .sort()
  .map((file) => parse(readFileSync(new URL(file, folder), "utf8")) as Partial<Catalogue>);

export const base = mergeCatalogue(parts);
export const vocabulary = vocabularyOf(base);

/** Figures that a formula needs, as `cellKey`. Throws where the formula cannot be read. */
export function operandsOf(formula: string): string[] {
  const resolved = resolveFormula(vocabulary, formula);
  if (!resolved.ok) throw new Error(`${formula}: ${resolved.error.text.en}`);
  return resolved.formula.refs.map((ref) => cellKey(ref.measure, ref.member));
}
