import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { Reporter, TestModule, Vitest } from "vitest/node";

/**
 * Counts a package's tests into `.report/vitest.json`, for the last line of `npm test`. vitest's own report in JSON
 * calls a run a success whose worker was killed; here an error outside every test, a file that could not be loaded
 * and a test that never ended count as failed.
 */
function counting(): Reporter {
  let folder = "";
  return {
    onInit(vitest: Vitest) {
      folder = join(vitest.config.root, ".report");
    },
    onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]) {
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const count = (state: string) => tests.filter((test) => test.result().state === state).length;
      const broken = modules.filter(
        (module) =>
          module.state() === "failed" &&
          ![...module.children.allTests()].some((test) => test.result().state === "failed"),
      ).length;
      const failed = count("failed") + count("pending") + broken + strayErrors.length;
      mkdirSync(folder, { recursive: true });
      const counts = { passed: count("passed"), failed, skipped: count("skipped") };
      writeFileSync(join(folder, "vitest.json"), `${JSON.stringify(counts)}\n`);
    },
  };
}

/** What the tests of every package have in common. */
const common = {
  include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
  reporters: ["default", counting()],
  pool: "forks" as const,
  maxWorkers: 2,
  // These end only what hangs: the slowest tests take a minute on two cores, and several on a machine that is shared.
  testTimeout: 300_000,
  hookTimeout: 600_000,
};

/** Tests that share no database; some start a server of their own. */
export const withoutDatabase = defineConfig({ test: common });

/** Tests that take databases from the one server of the run. */
export const withDatabase = defineConfig({
  test: {
    ...common,
    globalSetup: fileURLToPath(new URL("../packages/db/src/testing-global.ts", import.meta.url)),
  },
});
