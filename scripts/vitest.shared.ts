import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What the tests of every package have in common. */
const common = {
  include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
  reporters: ["default", "json"],
  // Read by `npm test` for its last line; a package without this file counts as failed.
  outputFile: { json: ".report/vitest.json" },
  pool: "forks" as const,
  maxWorkers: 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** A package of pure functions. */
export const pure = defineConfig({ test: common });

/** A package whose tests need the database. */
export const withDatabase = defineConfig({
  test: {
    ...common,
    globalSetup: fileURLToPath(new URL("../packages/db/src/testing-global.ts", import.meta.url)),
  },
});
