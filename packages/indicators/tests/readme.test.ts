import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resolveFormula } from "../src/operands.ts";
import { RESERVED } from "../src/tokens.ts";
import { vocabulary } from "./base-catalogue.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const formulas = /```formula\n([^`]*)```/.exec(readme)?.[1]?.trim().split("\n") ?? [];

describe("the README", () => {
  it("shows a dozen formulas", () => expect(formulas).toHaveLength(12));

  it.each(formulas)("shows %s, which the base catalogue understands", (formula) => {
    expect(resolveFormula(vocabulary, formula)).toMatchObject({ ok: true });
  });

  it.each([...RESERVED])("explains the word %s", (word) => {
    expect(readme).toMatch(new RegExp(`\`[^\`\n]*\\b${word}\\b`));
  });
});
