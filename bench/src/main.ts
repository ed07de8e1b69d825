import { cpus, totalmem } from "node:os";
import { hash } from "@node-rs/argon2";
import { benchBrowser, loadWideTask } from "./browser.ts";
import { benchCorrection } from "./correction.ts";
import { benchDeadline } from "./deadline/index.ts";
import { benchEvaluation } from "./evaluation.ts";
import { benchFilings } from "./filings.ts";
import { loadAccepted, loadProvince, loadTask, markAll, type Fixture, type Task } from "./fixture.ts";
import { benchImport, loadImportTasks } from "./import.ts";
import { benchIndicators } from "./indicators.ts";
import { benchLogin } from "./login.ts";
import { timed } from "./measure.ts";
import { benchOpening } from "./opening.ts";
import { benchPush, loadPushTask } from "./push.ts";
import { benchRanking } from "./ranking.ts";
import { benchRollUp, settleAll } from "./roll-up.ts";
import { benchScoringData } from "./scoring-data.ts";
import { benchScoring } from "./scoring.ts";
import { benchScreens } from "./screens.ts";
import { benchSelfCheck } from "./self-check.ts";
import { stand } from "./stand.ts";
import { startDatabase, startPlatform, type BenchDatabase, type BenchServer } from "./servers.ts";
import { benchSubmit, loadSubmitTasks } from "./submit.ts";
import { short } from "./table.ts";
import { benchVisible, loadVisibleTask } from "./visible.ts";

const password = "bench-password-1";
/** The platform's own cost: 19 MiB, two passes, one lane. */
const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const runs = 3;

const names = [
  "indicators",
  "scoring",
  "roll-up",
  "submit",
  "visible",
  "opening",
  "evaluation",
  "ranking",
  "correction",
  "login",
  "browser",
  "screens",
  "push",
  "import",
  "self-check",
  "filings",
  "deadline",
] as const;
type Name = (typeof names)[number];
type Has = (name: Name) => boolean;

/** `main.ts [name ...]`: all benchmarks, or the named ones; `stand` leaves a server standing instead. Figures go to the screen only: they belong to this machine and hour. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  if (wanted[0] === "stand")
    return withServer(async (server) => stand(server, password, await hash(password, passwordCost)));
  const unknown = wanted.filter((name) => !(names as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`没有这项测试 / no such benchmark: ${unknown.join(", ")} (${names.join(", ")})`);
  const has: Has = (name) => wanted.length === 0 || wanted.includes(name);
  console.log(
    `${cpus().length} x ${cpus()[0]!.model.trim()}, ${short(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  );
  if (has("indicators")) await benchIndicators(runs);
  if (has("scoring")) {
    await benchScoringData(runs);
    benchScoring(runs);
  }
  if (names.some((name) => !["indicators", "scoring"].includes(name) && has(name))) await overDatabase(has);
}

/** What needs a province in a database of its own. */
const overDatabase = (has: Has) =>
  withServer(async (server) => {
    console.log(`PostgreSQL in ${server.folder}: ${server.settings}`);
    const passwordHash = await hash(password, passwordCost);
    const database = await server.makeDatabase("bench_3000");
    const { milliseconds, result } = await timed(() => load(database, passwordHash));
    console.log(`3,000 counties x 60 cells loaded in ${short(milliseconds / 1000)} s`);
    const { fixture, past } = result;
    if (has("roll-up"))
      await benchRollUp(
        { few: await server.makeDatabase("bench_96"), many: database },
        { fixture, task: past },
        passwordHash,
        runs,
      );
    if (has("self-check")) await benchSelfCheck(fixture, past, database, server.folder);
    if (
      names.some(
        (name) =>
          !["indicators", "scoring", "roll-up", "screens", "self-check", "filings", "deadline"].includes(name) &&
          has(name),
      )
    )
      await overHttp(server, database, fixture, past, passwordHash, has);
    if (has("deadline")) {
      if (!has("evaluation")) await markAll(fixture.owner, past.id);
      await settleAll(database);
      await benchDeadline(fixture, past, password, database, server.folder);
    }
    await fixture.owner.end();
    if (has("screens")) await benchScreens(server, passwordHash, runs);
    if (has("filings")) await benchFilings(server, passwordHash);
  });

async function withServer(work: (server: BenchServer) => Promise<void>): Promise<void> {
  const server = await startDatabase();
  try {
    await work(server);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

async function load(database: BenchDatabase, passwordHash: string): Promise<{ fixture: Fixture; past: Task }> {
  const fixture = await loadProvince(database.ownerUrl, 20, 150, passwordHash);
  const past = await loadTask(fixture, "2025-01-01", "online");
  await loadAccepted(fixture, past, 1, fixture.counties);
  return { fixture, past };
}

/** What needs the platform's server: it is started once, its worker and sealer run all the time. */
async function overHttp(
  server: BenchServer,
  database: BenchDatabase,
  fixture: Fixture,
  past: Task,
  passwordHash: string,
  has: Has,
): Promise<void> {
  const submitTasks = has("submit") ? await loadSubmitTasks(fixture, runs) : null;
  const wideTask = has("browser") ? await loadWideTask(fixture) : null;
  const visibleTask = has("visible") ? await loadVisibleTask(fixture) : null;
  const pushTask = has("push") ? await loadPushTask(fixture) : null;
  const quarter = has("push") ? await loadTask(fixture, "2028-04-01", "online") : null;
  const importTasks = has("import") ? await loadImportTasks(fixture) : null;
  const settled = [
    ...((["evaluation", "ranking", "correction", "browser"] as const).some(has) ? [past] : []),
    ...(visibleTask === null ? [] : [visibleTask]),
  ];
  for (const task of settled) await markAll(fixture.owner, task.id);
  await settleAll(database);
  const platform = await startPlatform(database, server.folder);
  try {
    const { port } = platform;
    if (submitTasks !== null) await benchSubmit(fixture, submitTasks, database, port, runs);
    if (visibleTask !== null) await benchVisible(fixture, visibleTask, port);
    if (has("opening")) await benchOpening(fixture, port, runs);
    if (has("evaluation")) await benchEvaluation(fixture, past, port, runs);
    if (has("ranking")) await benchRanking(fixture, past, port, runs);
    if (has("login")) await benchLogin(port, password, passwordHash);
    if (pushTask !== null && quarter !== null) await benchPush(fixture, pushTask, quarter, port);
    if (importTasks !== null) await benchImport(fixture, importTasks, port);
    if (wideTask !== null) await benchBrowser(fixture, past, wideTask, port);
    // Last: it locks the task of the others.
    if (has("correction")) await benchCorrection(fixture, past, port, runs);
  } finally {
    await platform.stop();
  }
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
