import { describe, expect, it } from "vitest";
import { lint } from "./lint.ts";
import type { LintCode } from "./lint-finding.ts";
import { edited, problems } from "./test-catalogue.ts";
import { ENTRY_CASES } from "./testing-lint-entries.ts";
import { RULE_CASES } from "./testing-lint-rules.ts";
import type { LintCase } from "./testing-lint.ts";

/** The compiler refuses this where a code has no case. */
const CASES: Record<LintCode, LintCase> = { ...ENTRY_CASES, ...RULE_CASES };
const ENTRIES = Object.entries(CASES);

describe("every code of the linter", () => {
  it.each(ENTRIES)("%s is found exactly where it is", (code, { path, change, options }) => {
    expect(problems(change, options).map(([, ...finding]) => finding)).toEqual([[code, path]]);
  });

  it.each(ENTRIES)("%s is not found in what comes near", (_code, { near, nearOptions }) => {
    expect(problems(near, nearOptions)).toEqual([]);
  });

  it.each(ENTRIES)("%s is told in full sentences of both languages, with Chinese punctuation", (code, entry) => {
    const found = lint(edited(entry.change), entry.options).filter((finding) => finding.code === code);
    for (const { text } of found) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[a-z].*\.$/);
      expect(text.en).not.toMatch(/[，。；：？（）]/);
      expect(text.zh).not.toMatch(/\p{Script=Han}\s?[,:;()?!]|[,:;()?!]\s?\p{Script=Han}/u);
    }
  });
});
