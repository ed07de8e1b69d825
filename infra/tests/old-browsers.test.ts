import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, writtenFiles } from "./repository.ts";

/**
 * What Chromium 109 (the last one on Windows 7 and 8.1) does not have and what nobody fills in. First version that
 * has it by MDN's browser-compat-data. The copying array methods (110) are filled in by packages/screens.
 */
const TOO_NEW: [string, RegExp][] = [
  ["String.isWellFormed 111", /\.(isWellFormed|toWellFormed)\(/],
  ["URLSearchParams.size 113", /\b(search|params|searchParams|query)\.size\b/i],
  ["Object.groupBy, Map.groupBy 117", /\b(Object|Map)\.groupBy\(/],
  ["Promise.withResolvers 119", /Promise\.withResolvers/],
  ["URL.canParse 120", /URL\.canParse\(/],
  ["Array.fromAsync 121", /Array\.fromAsync/],
  ["set operations 122", /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/],
  ["iterator helpers 122", /\.(values|keys|entries)\(\)\s*\.(map|filter|some|every|find|toArray|reduce|forEach)\(/],
  ["Promise.try 128", /Promise\.try\(/],
  ["RegExp.escape 136", /RegExp\.escape\(/],
  ["popover 114", /\bpopover(target)?=|showPopover\(/],
  ["CSS nesting 120 is lowered; text-wrap 114", /text-wrap:/],
  ["light-dark() 123", /light-dark\(/],
  ["dialog closedby 134", /closedby=/],
];
const browserSource =
  /^(apps\/(county|city|province)|packages\/(ui|client|screens|indicators|scoring))\/src\/.*\.(tsx?|css)$/;

test("nothing that runs in the browser needs more than Chromium 109", () => {
  const sources = writtenFiles(".").filter((path) => browserSource.test(path) && !/\.test\.tsx?$/.test(path));
  expect(sources.length).toBeGreaterThan(60);
  const found = sources.flatMap((path) => {
    const text = readFileSync(join(repository, path), "utf8");
    return TOO_NEW.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path}: ${what}`);
  });
  expect(found).toEqual([]);
});

test("a worker, which starts without the page, fills in what Chromium 109 lacks before anything else", () => {
  const workers = writtenFiles(".").filter(
    (path) => /^apps\/.*\/worker\.ts$/.test(path) && !path.startsWith("apps/api/"),
  );
  expect(workers.length).toBeGreaterThan(0);
  for (const path of workers)
    expect(readFileSync(join(repository, path), "utf8"), path).toMatch(/^import "@duibiao\/screens\/old-chromium";\n/);
});
