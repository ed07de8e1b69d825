import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository, writtenFiles } from "./repository.ts";

const read = (path: string) => readFileSync(join(repository, path), "utf8");
const files = writtenFiles(".");

test("the lockfile names no host, so that any registry can serve it", () => {
  expect(read("pnpm-lock.yaml").match(/https?:\/\/|tarball/g)).toBeNull();
});

test("no source file is longer than 300 lines", () => {
  const sources = files.filter((path) => /\.(ts|tsx|mjs|js|css|sh)$/.test(path));
  expect(sources.length).toBeGreaterThan(20);
  const lines = (path: string) => read(path).trimEnd().split("\n").length;
  expect(sources.filter((path) => lines(path) > 300)).toEqual([]);
});

test("a day is typed into one field everywhere, whose year takes four digits", () => {
  const screens = files.filter((path) => /^(apps|packages)\/.*\.tsx$/.test(path));
  expect(screens.filter((path) => /type[=:]\s*"date"/.test(read(path)))).toEqual(["packages/ui/src/day-input.tsx"]);
});

describe("a pure package gives the same result everywhere and always", () => {
  const sources = files.filter((path) => /^packages\/(indicators|scoring)\/src\/(?!.*\.test\.ts$)/.test(path));
  const code = (path: string) => read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

  test.each([
    ["the bits of an engine's Math.exp, Math.log or Math.pow", /Math\.(exp|log|pow|sin|cos|tan|cbrt|hypot)\b/],
    ["unseeded randomness", /Math\.random\b|crypto\.|randomUUID/],
    ["the clock", /\bDate\.now\b|new Date\(\)|performance\.now/],
    ["the locale of the machine", /toLocale\w*\(|Intl\./],
  ])("no use of %s", (_what, pattern) => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter((path) => pattern.test(code(path)))).toEqual([]);
  });
});

describe("documents", () => {
  const documents = files.filter((path) => /^(docs\/.*|[^/]+|infra\/[^/]+|examples\/.*)\.md$/.test(path));

  /** Backticked words with a slash, except media types, packages, addresses, patterns and commands. */
  const citedPaths = (text: string) =>
    [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`([\w.][\w.@-]*(?:\/[\w.@-]+)+\/?)(?::\d+)?`/g)]
      .map((match) => match[1]!)
      .filter((path) => !/^(application|text|image|multipart|font)\//.test(path));

  test.each(documents)("every path that %s cites exists", (document) => {
    const missing = citedPaths(read(document)).filter(
      (path) => !existsSync(join(repository, path)) && !existsSync(join(repository, dirname(document), path)),
    );
    expect(missing).toEqual([]);
  });

  test("every test that the architecture names as an invariant's guard exists", () => {
    const named = [...read("docs/ARCHITECTURE.md").matchAll(/^\|.*\|.*\|(.*)\|$/gm)].flatMap((row) =>
      [...row[1]!.matchAll(/"([^"]{20,})"/g)].map((match) => match[1]!),
    );
    const tests = files
      .filter((path) => path.endsWith(".test.ts"))
      .map(read)
      .join("\n");
    expect(named.length).toBeGreaterThan(13);
    expect(named.filter((title) => !tests.includes(title))).toEqual([]);
  });

  test("a cited path that does not exist would be seen", () => {
    expect(
      citedPaths("see `apps/api/src/nothing.ts` and `docs/`, not `application/json`, `/healthz` or `@a/b`"),
    ).toEqual(["apps/api/src/nothing.ts"]);
  });
});

test("a second run of the same check comes from turbo's cache", () => {
  const bin = join(repository, "node_modules/.bin");
  const run = () =>
    execFileSync(join(bin, "turbo"), ["run", "typecheck", "--filter=@duibiao/scoring"], {
      cwd: repository,
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env["PATH"]}`,
        TURBO_TELEMETRY_DISABLED: "1",
      },
      encoding: "utf8",
    });
  run();
  expect(run()).toContain("FULL TURBO");
});
