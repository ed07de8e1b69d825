import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openDb } from "@duibiao/db";
import { sealAudit } from "../../apps/api/src/audit/seal.ts";
import { receiptKeys } from "../../apps/api/src/keys.ts";
import { selfCheck } from "../../apps/api/src/self-checks/run.ts";
import { loadAccepted, loadTask, markAll, type Fixture, type Task } from "./fixture.ts";
import { timed } from "./measure.ts";
import { settleAll } from "./roll-up.ts";
import type { BenchDatabase } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

const quarters = ["2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"];
const logged = 100_000;

/**
 * 夜间自检 over a year of all counties and a sealed log, as the server's process runs it: how long it takes, and the longest that
 * it keeps that process from answering anybody. The loaded receipts carry no signature, so each of them is a fault that is found.
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
    keys: receiptKeys(generateKeyPairSync("ed25519").privateKey),
    headsFile: join(folder, "audit-heads.jsonl"),
  };
  await sealAudit(db, "all");
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { milliseconds: took } = await timed(() => selfCheck(db, books));
  delay.disable();
  const { rows } = await f.owner.query<{ parts: { part: string; checked: number; found: number }[] }>(
    "select parts from self_checks order by id desc limit 1",
  );
  await db.$client.end();
  printTable(
    `Nightly self-check: ${f.counties} counties, ${quarters.length + 1} quarters`,
    ["what", "checked", "found", "time"],
    [
      ...rows[0]!.parts.map(({ part, checked, found }) => [part, String(checked), String(found), ""]),
      ["the whole check", "", "", `${short(took / 1000)} s`],
      ["longest hold of the process", "", "", milliseconds(delay.max / 1e6)],
      ["hold, 99th percentile", "", "", milliseconds(delay.percentile(99) / 1e6)],
    ],
  );
}
