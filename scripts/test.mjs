import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { env, load, root, runProgram } from "./install.mjs";

const REPORT = ".report/vitest.json";

/** Type checks and runs every test; the last line it prints is `N passed, N failed`. */
export async function run(args) {
  const packages = testedPackages();
  // A report of an earlier run must not stand in for one that this run failed to write.
  for (const folder of packages) rmSync(join(root, folder, REPORT), { force: true });

  const { startTestServer } = await load("packages/db/src/testing.ts");
  const server = await startTestServer();
  // Ctrl-C ends turbo by itself; we still have a server to stop.
  process.on("SIGINT", () => {});
  let code;
  try {
    code = await runProgram("turbo", turboArguments(args), {
      env: {
        ...env,
        DUIBIAO_TEST_SERVER: JSON.stringify({ adminUrl: server.adminUrl, run: server.run }),
      },
    });
  } finally {
    await server.stop();
  }
  return summarize(packages, code);
}

function turboArguments(args) {
  // A cached result speaks of the embedded server, not of the one named from outside.
  const outside = process.env.DATABASE_URL || process.env.DATABASE_OWNER_URL;
  const force = outside ? ["--force"] : [];
  return [
    "run",
    "typecheck",
    "test",
    "--continue",
    "--concurrency=2",
    "--output-logs=errors-only",
    ...force,
    ...args,
  ];
}

/** Workspace folders that have a vitest configuration. */
function testedPackages() {
  const below = (folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  return [...below("packages"), ...below("apps"), "infra", "examples", "bench"].filter((folder) =>
    existsSync(join(root, folder, "vitest.config.ts")),
  );
}

/** Prints a line per package and the total. What did not run, or ran without leaving a report, counts as failed. */
function summarize(packages, code) {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const folder of packages) {
    const counts = readReport(join(root, folder, REPORT));
    passed += counts.passed;
    failed += counts.failed;
    skipped += counts.skipped;
    const note = counts.note ? `  ${counts.note}` : "";
    console.log(`${folder.padEnd(22)} ${counts.passed} passed, ${counts.failed} failed${note}`);
  }
  if (code !== 0 && failed === 0) {
    failed++;
    console.log("类型检查失败,见上 / a type check failed, see above");
  }
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, note: "未运行 / did not run" };
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that cannot even be loaded has no failed test of its own.
  const broken = report.testResults.filter(
    (suite) =>
      suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    // An unhandled error fails a run whose tests all passed.
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
