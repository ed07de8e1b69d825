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
  return ["run", "typecheck", "test", "--continue", "--concurrency=2", "--output-logs=errors-only", ...force, ...args];
}

/** Workspace folders that have a vitest configuration. */
function testedPackages() {
  const below = (folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  return [...below("packages"), ...below("apps"), "infra", "examples", "bench", "browser"].filter((folder) =>
    existsSync(join(root, folder, "vitest.config.ts")),
  );
}

/** Prints a line per package and the total. A package that left no report counts as failed: silence is no success. */
function summarize(packages, code) {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const folder of packages) {
    const report = join(root, folder, REPORT);
    const ran = existsSync(report);
    const counts = ran ? JSON.parse(readFileSync(report, "utf8")) : { passed: 0, failed: 1, skipped: 0 };
    passed += counts.passed;
    failed += counts.failed;
    skipped += counts.skipped;
    const note = ran ? "" : "  未运行 / did not run";
    console.log(`${folder.padEnd(22)} ${counts.passed} passed, ${counts.failed} failed${note}`);
  }
  if (code !== 0 && failed === 0) {
    failed++;
    console.log("类型检查失败，见上 / a type check failed, see above");
  }
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
