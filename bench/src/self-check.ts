import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openDb } from "@duibiao/db";
import { sealAudit } from "../../apps/api/src/audit/seal.ts";
import { openReceiptKeys } from "../../apps/api/src/keys.ts";
import { selfCheck } from "../../apps/api/src/self-checks/run.ts";
import { selfCheckBeside } from "../../apps/api/src/self-checks/thread.ts";
import { loadAccepted, loadTask, markAll, type Fixture, type Task } from "./fixture.ts";
import { nearestRank, timed } from "./measure.ts";
import { settleAll } from "./roll-up.ts";
import type { BenchDatabase } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

const quarters = ["2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"];
const logged = 100_000;

/**
 * 夜间自检 over a year of all counties and a sealed log: how long it takes, and the longest that it keeps the server's
 * process from answering anybody, in a thread of its own as the server runs it, beside the same check in this thread. The
 * loaded receipts carry no signature, so each of them is a fault that is found.
 */
export async function benchSelfCheck(f: Fixture, past: Task, database: BenchDatabase, folder: string): Promise<void> {
  await markAll(f.owner, past.id);
  for (const start of quarters) {
    const task = await loadTask(f, start, "online");
    await loadAccepted(f, task, 1, f.counties);
    await markAll(f.owner, task.id);
  }
  await f.owner.query(`update revisions set receipt = '{"signature": "AAAA"}'`);
  await f.owner.query(
    `insert into audit_log (request_id, action, object, result, detail)
     select 'bench', 'bench.write', 'row/' || n, 'done', jsonb_build_object('n', n, 'what', repeat('x', 200)) from generate_series(1, $1) n`,
    [logged],
  );
  await settleAll(database);
  const db = openDb(database.workerUrl, 4, "bench-self-check");
  const books = {
    keys: openReceiptKeys(join(folder, "receipt-key.pem")),
    headsFile: join(folder, "audit-heads.jsonl"),
  };
  Object.assign(process.env, {
    DATABASE_URL: database.apiUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DUIBIAO_DATA: folder,
  });
  await sealAudit(db, "all");
  const here = await watched(() => selfCheck(db, books, new Date(Date.now() - 86_400_000)));
  const beside = await watched(selfCheckBeside);
  const { rows } = await f.owner.query<{ parts: { part: string; checked: number; found: number }[] }>(
    "select parts from self_checks order by id",
  );
  await db.$client.end();
  if (JSON.stringify(rows[0]!.parts) !== JSON.stringify(rows[1]!.parts)) throw new Error("two checks, two findings");
  printTable(
    `Nightly self-check: ${f.counties} counties, ${quarters.length + 1} quarters`,
    ["what", "checked", "found", "in a thread of its own", "in this thread"],
    [
      ...rows[1]!.parts.map(({ part, checked, found }) => [part, String(checked), String(found), "", ""]),
      ["the whole check", "", "", ...[beside, here].map(({ took }) => `${short(took / 1000)} s`)],
      ["longest hold of the process", "", "", ...[beside, here].map(({ hold }) => milliseconds(hold))],
      [
        "a question every 20 ms: p99",
        "",
        "",
        ...[beside, here].map(({ answers }) => milliseconds(nearestRank(answers, 0.99))),
      ],
      ["the same, longest", "", "", ...[beside, here].map(({ answers }) => milliseconds(nearestRank(answers, 1)))],
    ],
  );
}

/** How long work takes, and what it does meanwhile to a server in this process that is asked fifty times a second. */
async function watched(work: () => Promise<unknown>): Promise<{ took: number; hold: number; answers: number[] }> {
  const server = createServer((_, answer) => answer.end("{}")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answers: number[] = [];
  const asking = setInterval(() => {
    const asked = performance.now();
    get({ host: "127.0.0.1", port, agent: false }, (answer) =>
      answer.resume().on("end", () => answers.push(performance.now() - asked)),
    );
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { milliseconds: took } = await timed(work);
  delay.disable();
  clearInterval(asking);
  server.close();
  return { took, hold: delay.max / 1e6, answers };
}
