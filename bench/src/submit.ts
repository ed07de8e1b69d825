import pg from "pg";
import { cellCount } from "./catalogue.ts";
import { calm, figuresOf, loadCells, loadTask, type Fixture, type Task } from "./fixture.ts";
import { openHttp, type Http } from "./http.ts";
import { closedLoop, median, nearestRank, type Load } from "./measure.ts";
import { plainSubmitter, type Plain } from "./plain-submit.ts";
import type { BenchDatabase } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

/** Clients at once, and how many units they report per run. */
const loads = [
  { clients: 1, units: 60 },
  { clients: 8, units: 240 },
  { clients: 50, units: 300 },
];
/** As many connections as the platform's server opens. */
const poolSize = 10;

export type SubmitTasks = { platform: Task; plain: Task; platformFresh: Task; plainFresh: Task };

/** Collections for `runs` runs: two filled in already, two empty ones whose sections need no signature online. */
export async function loadSubmitTasks(f: Fixture, runs: number): Promise<SubmitTasks> {
  const needed = runs * loads.reduce((sum, { units }) => sum + units, 0);
  if (needed > f.counties) throw new RangeError(`${needed} units are needed`);
  const tasks: SubmitTasks = {
    platform: await loadTask(f, "2026-01-01", "online"),
    plain: await loadTask(f, "2026-04-01", "online"),
    platformFresh: await loadTask(f, "2026-07-01", "paper"),
    plainFresh: await loadTask(f, "2026-10-01", "paper"),
  };
  await loadCells(f, tasks.platform, 1, needed);
  await loadCells(f, tasks.plain, 1, needed);
  return tasks;
}

/** Clerk and head sign what the platform shows them: county number - 1 to content hash. Not timed. */
export async function signAll(
  f: Fixture,
  http: Http,
  task: Task,
  counties: readonly number[],
): Promise<Map<number, string>> {
  const hashes = new Map<number, string>();
  await closedLoop(counties, 4, async (at) => {
    const { contentHash } = await http.call<{ contentHash: string }>(
      `c${at + 1}`,
      "GET",
      `/submissions/${task.submissionIds[at]}`,
    );
    hashes.set(at, contentHash);
  });
  const rows = [...hashes].map(([at, hash]) => ({ id: task.submissionIds[at], hash }));
  await f.owner.query(
    `insert into signatures (submission_id, unit_id, region_id, city_id, signed_as, hash, user_id, name)
     select s.id, s.unit_id, s.region_id, s.city_id, p.role, r.hash, p.user_id, 'bench'
     from jsonb_to_recordset($1::jsonb) r (id bigint, hash text) join submissions s on s.id = r.id join posts p on p.unit_id = s.unit_id`,
    [JSON.stringify(rows)],
  );
  await f.owner.query("update submissions set state = 'signed' where id = any($1)", [rows.map((row) => row.id)]);
  return hashes;
}

type Pair = { platform: Load[]; plain: Load[] };

/** Submits of 60 cells over HTTP, worker and sealer running, against the same rows in one plain transaction. */
export async function benchSubmit(
  f: Fixture,
  tasks: SubmitTasks,
  database: BenchDatabase,
  port: number,
  runs: number,
): Promise<void> {
  const http = openHttp(port);
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: poolSize });
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const plain = await plainSubmitter(pool);
  const hashes = await signAll(
    f,
    http,
    tasks.platform,
    Array.from({ length: runs * loads.reduce((sum, { units }) => sum + units, 0) }, (_, at) => at),
  );
  await calm(admin);
  const rows: string[][] = [];
  let next = 0;
  for (const { clients, units } of loads) {
    const submit: Pair = { platform: [], plain: [] };
    const whole: Pair = { platform: [], plain: [] };
    for (let run = 0; run < runs; run++) {
      const counties = Array.from({ length: units }, (_, at) => next + at);
      next += units;
      await quiet(f);
      submit.plain.push(await closedLoop(counties, clients, (at) => plain.submit(tasks.plain.submissionIds[at]!)));
      await quiet(f);
      submit.platform.push(
        await closedLoop(counties, clients, (at) =>
          submitOne(http, at, tasks.platform.submissionIds[at]!, hashes.get(at)!),
        ),
      );
      await quiet(f);
      whole.plain.push(
        await closedLoop(counties, clients, (at) =>
          saveAndSubmitPlainly(plain, at, tasks.plainFresh.submissionIds[at]!),
        ),
      );
      await quiet(f);
      whole.platform.push(
        await closedLoop(counties, clients, (at) => saveAndSubmit(http, at, tasks.platformFresh.submissionIds[at]!)),
      );
    }
    rows.push(line(`${clients}`, "submit", submit), line(`${clients}`, "save + submit", whole));
  }
  await stored(f, [tasks.platform, tasks.plain, tasks.platformFresh, tasks.plainFresh], next);
  await admin.end();
  await pool.end();
  const busy = http.busy();
  http.close();
  printTable(
    `Submit ${cellCount} cells over HTTP, worker and sealer running (per second: median of ${runs} runs; told to come back later: ${busy})`,
    ["clients", "what", "per second", "p50", "p95", "plain SQL per second", "plain p50", "plain p95", "share of plain"],
    rows,
  );
}

function line(clients: string, what: string, { platform, plain }: Pair): string[] {
  const rate = (loads: Load[]) => median(loads.map((load) => load.perSecond));
  const times = (loads: Load[]) => loads.flatMap((load) => load.times);
  const figures = (loads: Load[]) => [
    short(rate(loads)),
    milliseconds(median(times(loads))),
    milliseconds(nearestRank(times(loads), 0.95)),
  ];
  return [clients, what, ...figures(platform), ...figures(plain), `${short((100 * rate(platform)) / rate(plain))} %`];
}

async function submitOne(http: Http, at: number, id: number, contentHash: string): Promise<void> {
  await http.call(`c${at + 1}`, "POST", `/submissions/${id}/submit`, { contentHash });
}

async function saveAndSubmit(http: Http, at: number, id: number): Promise<void> {
  const cells = figuresOf(at + 1).map(({ measure, member, value }) => ({
    measure,
    member,
    value: { state: "number", value },
    version: 0,
  }));
  const { contentHash } = await http.call<{ contentHash: string }>(`c${at + 1}`, "PUT", `/submissions/${id}/cells`, {
    cells,
  });
  await submitOne(http, at, id, contentHash);
}

async function saveAndSubmitPlainly(plain: Plain, at: number, id: number): Promise<void> {
  await plain.save(id, figuresOf(at + 1));
  await plain.submit(id);
}

/** Until the worker has nothing left to do: each measurement begins on a quiet server. */
async function quiet(f: Fixture): Promise<void> {
  while ((await f.owner.query("select 1 from dirty limit 1")).rowCount !== 0)
    await new Promise((done) => setTimeout(done, 100));
}

/** Both ways must have stored every figure, or their times say nothing. */
async function stored(f: Fixture, tasks: readonly Task[], units: number): Promise<void> {
  for (const task of tasks) {
    const { rows } = await f.owner.query<{ n: number }>(
      "select count(*)::int as n from observations where period_id = $1",
      [task.periodId],
    );
    if (rows[0]!.n !== units * cellCount)
      throw new Error(`${rows[0]!.n} observations stored instead of ${units * cellCount}`);
  }
}
