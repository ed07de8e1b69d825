import { resolveFormula, type Catalogue } from "@duibiao/indicators";
import { expect, test } from "vitest";
import { draftVocabulary, entriesOf, withEntry, type Content } from "./content.ts";

const NAME = { zh: "用水量", en: "water" };
const measure = (key: string) => ({ key, name: NAME, uom: "m³", type: "decimal", aggRegion: "sum", aggTime: "sum" });

test("an entry is changed, added and taken out in its place; what is no entry stays where it is", () => {
  const content: Content = { measures: [{ key: "a" }, "junk", { key: "b" }] };
  expect(entriesOf(content, "measures")).toEqual([{ key: "a" }, {}, { key: "b" }]);
  expect(withEntry(content, "measures", 2, { key: "c" })).toEqual({ measures: [{ key: "a" }, "junk", { key: "c" }] });
  expect(withEntry(content, "measures", 0, null)).toEqual({ measures: ["junk", { key: "b" }] });
  expect(withEntry({}, "rules", 0, { key: "r" })).toEqual({ rules: [{ key: "r" }] });
});

test("a formula may name what the base has and what is drafted; half-finished entries are in nobody's way", () => {
  const base = { measures: [measure("water")], forms: [] } as unknown as Catalogue;
  const content: Content = {
    measures: [measure("rain"), { key: "", name: NAME }, { key: "x" }],
    forms: [
      { key: "F", name: NAME, sections: [{}] },
      { key: "G", name: NAME },
    ],
    schemes: [{ key: "S", name: NAME }],
    breakdowns: [{ key: "b", name: NAME, members: "?" }],
  };
  const vocabulary = draftVocabulary(content, base);
  expect([...vocabulary.measures.keys()]).toEqual(["water", "rain"]);
  expect(resolveFormula(vocabulary, "water / rain", "number").ok).toBe(true);
  expect(resolveFormula(vocabulary, "water / x", "number").ok).toBe(false);
});
