import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "./repository.ts";

let folder: string;

beforeAll(() => {
  // Inside this package, so that vitest is found; git and turbo ignore it.
  mkdirSync(join(repository, "infra/dist"), { recursive: true });
  folder = mkdtempSync(join(repository, "infra/dist/report-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs test files as a package of their own, with the configuration of every pure package; what its report says. */
async function run(files: Record<string, string>): Promise<unknown> {
  const place = mkdtempSync(join(folder, "run-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(place, "src"), { recursive: true });
    writeFileSync(join(place, "src", name), text);
  }
  writeFileSync(
    join(place, "vitest.config.ts"),
    'export { withoutDatabase as default } from "../../../../scripts/vitest.shared.ts";\n',
  );
  const vitest = join(repository, "infra/node_modules/vitest/vitest.mjs");
  await new Promise((done) => execFile(process.execPath, [vitest, "run"], { cwd: place }, done));
  const report = join(place, ".report/vitest.json");
  return existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
}

const head = 'import { expect, test } from "vitest";\n';
const good = `${head}test("good", () => expect(1).toBe(1));\n`;

test("passed, failed and skipped tests are counted", async () => {
  const bad = `${head}test("bad", () => expect(1).toBe(2));\ntest.skip("later", () => {});\n`;
  expect(await run({ "a.test.ts": good, "b.test.ts": bad })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
  });
});

test("a file that cannot be loaded counts as failed", async () => {
  const broken = 'import "./missing.ts";\n';
  expect(await run({ "a.test.ts": good, "b.test.ts": broken })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test("an error that no test caught counts as failed", async () => {
  const stray = `${head}test("good", () => { void Promise.reject(new Error("stray")); });\n`;
  expect(await run({ "a.test.ts": stray })).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test("a worker that is killed before its tests are done counts as failed", async () => {
  const dies = `${head}test("dies", () => process.kill(process.pid, "SIGKILL"));\n`;
  // Two: the worker's death, and the test that never ended.
  expect(await run({ "a.test.ts": good, "b.test.ts": dies })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 0,
  });
});
