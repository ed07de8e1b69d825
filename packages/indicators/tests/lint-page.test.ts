import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LINT_CODES } from "../src/lint-finding.ts";

it("docs/LINT.md lists every code of the linter, once, in its order, and nothing else", () => {
  const page = readFileSync(new URL("../../../docs/LINT.md", import.meta.url), "utf8");
  const codes = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  expect(codes).toEqual([...LINT_CODES]);
});
