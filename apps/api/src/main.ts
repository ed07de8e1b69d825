import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { migrate, openDb, type Db } from "@duibiao/db";
import { createApp } from "./app.ts";
import { keepHead } from "./audit/head.ts";
import { sealAudit } from "./audit/seal.ts";
import { bootFindings, secretFindings, type Finding } from "./boot-check.ts";
import { readSettings, type Settings } from "./env.ts";
import { faultOf, isDatabaseAway } from "./fault.ts";
import { openPlanned } from "./collections/open-planned.ts";
import { publicAccounts } from "./demo/accounts.ts";
import { disagreements } from "./handlers-check.ts";
import { mountHealth } from "./health.ts";
import { openHeavyThread } from "./heavy/thread.ts";
import { forgetAnswers } from "./idempotency.ts";
import { openReceiptKeys } from "./keys.ts";
import { deliver } from "./notices/deliver.ts";
import { remind } from "./notices/remind.ts";
import { spreadNotices } from "./notices/spread.ts";
import { openPlatform } from "./open-platform.ts";
import { doors, routes } from "./routes.ts";
import { isDue } from "./self-checks/run.ts";
import { selfCheckBeside } from "./self-checks/thread.ts";
import { accountLines, demoPassword, readablePassword, seed } from "./seed.ts";
import type { Platform } from "./serve.ts";
import { gracefulStop } from "./shutdown.ts";
import { work, type Chore } from "./worker.ts";

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Starts the server and stays until a signal; every obstacle is one sentence. */
async function main(): Promise<void> {
  const settings = readSettings();
  const disagree = disagreements([...routes, ...doors]);
  if (disagree.length > 0) throw new Error(disagree.join("\n"));
  // Before anything is written: demonstration accounts must not get into a real database.
  mustBeSafe(secretFindings(settings));
  mkdirSync(settings.dataDir, { recursive: true });
  const keys = openReceiptKeys(join(settings.dataDir, "receipt-key.pem"));

  await patiently(() => migrate(settings.ownerUrl));
  const passwords = {
    admin: readablePassword(),
    demo: settings.demo ? demoPassword(join(settings.dataDir, "demo-password")) : null,
  };
  if (settings.demo === "whole")
    say(
      "首次启动时装入演示省（虚构）的三年数据，约半分钟 / a first start loads the invented province's years, about half a minute",
    );
  const start = performance.now();
  const { first, province } = await seed(
    settings.ownerUrl,
    passwords,
    settings.demo === "whole" ? { keys } : undefined,
  );
  if (first && province === "whole") say(`演示省已装入，用时 ${seconds(start)} 秒 / loaded in ${seconds(start)} s`);

  const platform = openPlatform(settings, keys, { connections: 10, name: "duibiao-api" });
  const workerDb = openDb(settings.workerUrl, 3, "duibiao-worker");
  const boot = await bootFindings(platform.db.$client);
  mustBeSafe(boot);

  if (passwords.demo !== null && province !== null)
    platform.demo = { password: passwords.demo, accounts: publicAccounts(province) };
  await serve(settings, platform, workerDb, boot);
  for (const line of accountLines(first, passwords)) say(line);
}

/** Says every finding; one that forbids serving ends the start. */
function mustBeSafe(findings: readonly Finding[]): void {
  for (const { severity, zh, en } of findings) {
    const mark = severity === "warn" ? "警告 warning: " : "";
    process.stderr.write(`${mark}${zh}\n${mark === "" ? "" : "  "}${en}\n`);
  }
  if (findings.some((finding) => finding.severity === "refuse"))
    throw new Error("未启动：请先处理以上各项 / Not started: see to the points above first");
}

async function serve(settings: Settings, platform: Platform, workerDb: Db, boot: readonly Finding[]): Promise<void> {
  const heavy = openHeavyThread();
  platform.heavy = heavy.answer;
  const app = createApp(platform);
  const state = { stopping: () => false };
  mountHealth(app, { platform, dataDir: settings.dataDir, boot, stopping: () => state.stopping() });
  // How often Node looks for requests past their time.
  const serverOptions = { connectionsCheckingInterval: 5000 };
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server;
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 30_000;
  // A client that stops reading its answer is cut off.
  server.timeout = 90_000;

  await sealAudit(workerDb, "all");
  const jobs = new AbortController();
  const working = work(workerDb, chores(platform, settings), jobs.signal, () => platform.db.$client.waitingCount > 0);

  const shutdown = gracefulStop(server, {
    // A balancer in front needs a moment to notice; somebody at a terminal does not.
    linger: settings.production ? 5000 : 0,
    async finish() {
      jobs.abort();
      await working;
      // What this run did is witnessed outside the database before it ends.
      await sealAudit(workerDb)
        .then(() => keepHead(workerDb, platform.keys, platform.headsFile!))
        .catch(() => {});
      await heavy.close();
      await Promise.allSettled([platform.db.$client.end(), platform.door.$client.end(), workerDb.$client.end()]);
    },
  });
  state.stopping = shutdown.stopping;
  const end = (code: number) => void shutdown.stop().then(() => process.exit(code));
  process.on("SIGTERM", () => end(0));
  process.on("SIGINT", () => end(0));
  survive(() => end(1));

  await listen(server, settings);
  const { port } = server.address() as { port: number };
  const shown = settings.host === "0.0.0.0" || settings.host === "::" ? "localhost" : settings.host;
  const base = `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
  say(`平台已就绪 / the platform is ready: ${base}`);
  say(`接口说明 / interface: ${base}/api/v1/docs`);
}

/**
 * Sealing and handing out notices twice a second, opening what is planned every five seconds, reminding every minute,
 * every ten minutes a signed head outside the database, every hour forgetting old answers, once a night the self-check.
 */
function chores(platform: Platform, settings: Settings): Chore[] {
  const channels = platform.channels ?? [];
  return [
    every(500, async (db) => void (await sealAudit(db))),
    every(
      500,
      async (db) =>
        void (await spreadNotices(
          db,
          channels.map(({ name }) => name),
        )),
    ),
    every(60_000, async (db) => void (await remind(db))),
    every(
      2000,
      aside((db) => deliver(db, channels, settings.notices.publicUrl)),
    ),
    every(5000, (db) => openPlanned(db, platform)),
    every(
      600_000,
      aside(async (db) => void ((await isDue(db)) && (await selfCheckBeside()))),
      3_600_000,
    ),
    every(3_600_000, async (db) => void (await sealAudit(db, "all"))),
    every(3_600_000, aside(forgetAnswers), 3_600_000),
    every(600_000, async (db) => void (await keepHead(db, platform.keys, platform.headsFile!))),
  ];
}

/** @param rest milliseconds before the first time. */
function every(milliseconds: number, chore: Chore, rest = 0): Chore {
  let due = Date.now() + rest;
  return async (db) => {
    if (Date.now() < due) return;
    due = Date.now() + milliseconds;
    await chore(db);
  };
}

/** A chore that waits for others or takes its time: it goes on beside the loop, one at a time, and its faults are its own. */
function aside(chore: (db: Db) => Promise<unknown>): Chore {
  let running = false;
  return async (db) => {
    if (running) return;
    running = true;
    chore(db)
      .catch((error: unknown) =>
        process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), chore: faultOf(error) })}\n`),
      )
      .finally(() => {
        running = false;
      });
  };
}

/** Connections that wait to be taken: after a restart every office comes at once, and one left out tries again only after seconds. */
const backlog = 4096;

function listen(server: Server, { host, port }: Settings): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const busy = error.code === "EADDRINUSE";
      const zh = busy
        ? `端口 ${port} 已被占用：请用环境变量 PORT 换一个端口`
        : `无法在 ${host}:${port} 提供服务（${error.code}）`;
      const en = busy
        ? `Port ${port} is in use: choose another by PORT`
        : `Cannot serve on ${host}:${port} (${error.code})`;
      fail(new Error(`${zh}\n${en}`));
    });
    server.listen(port, host, backlog, () => done());
  });
}

/** A lost database is an answer of 503 and never the end of the process; any other stray fault ends it in good order. */
function survive(end: () => void): void {
  const stray = (error: unknown) => {
    const fault = faultOf(error);
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...fault })}\n`);
    if (!isDatabaseAway(error)) end();
  };
  // A log that nobody reads any more is no fault of the server, nor a new line for that log.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.on("uncaughtException", stray);
  process.on("unhandledRejection", stray);
}

/** A server that was killed a moment ago needs some seconds before it takes connections again. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20 || !isDatabaseAway(error)) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

main().catch((error: Error) => {
  // Messages in Chinese are written for the user; anything else needs its trace.
  process.stderr.write(`${/[\u4e00-\u9fff]/.test(error.message) ? error.message : error.stack}\n`);
  process.exit(1);
});
