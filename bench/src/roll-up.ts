import pg from "pg";
import { openDb, rebuildNext, type Db } from "@duibiao/db";
import { cellCount } from "./catalogue.ts";
import { calm, loadAccepted, loadProvince, loadTask, markAll, type Fixture, type Task } from "./fixture.ts";
import { median, nearestRank, repeat, timed } from "./measure.ts";
import type { BenchDatabase } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

/** Rebuilds until nothing is dirty, as one worker does. */
async function settle(db: Db): Promise<void> {
  while ((await db.transaction((tx) => rebuildNext(tx))) !== null);
}

/** Settles a whole database with a worker of its own, and leaves it calm. */
export async function settleAll(database: BenchDatabase): Promise<void> {
  const db = openDb(database.workerUrl, 1, "bench-worker");
  await settle(db);
  await db.$client.end();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await calm(admin);
  await admin.end();
}

/** One period from facts to the province, and the way of one county's new figure, against one plain GROUP BY. */
export async function benchRollUp(
  databases: { few: BenchDatabase; many: BenchDatabase },
  many: { fixture: Fixture; task: Task },
  passwordHash: string,
  runs: number,
): Promise<void> {
  const few = await loadProvince(databases.few.ownerUrl, 8, 12, passwordHash);
  const fewTask = await loadTask(few, "2025-01-01", "online");
  await loadAccepted(few, fewTask, 1, few.counties);
  const rows = [
    ...(await measure(few, fewTask, databases.few, runs)),
    ...(await measure(many.fixture, many.task, databases.many, runs)),
  ];
  await few.owner.end();
  printTable(
    "Roll-up of one period: 60 cells, 4 lenses, one worker",
    [
      "counties",
      "what",
      "median",
      "worst",
      "GROUP BY (1 lens, read)",
      "GROUP BY (4 lenses, stored)",
      "ratio to stored",
    ],
    rows,
  );
}

async function measure(f: Fixture, task: Task, database: BenchDatabase, runs: number): Promise<string[][]> {
  const db = openDb(database.workerUrl, 2, "bench-worker");
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await calm(admin);
  const read: number[] = [];
  const stored: number[] = [];
  const full: number[] = [];
  for (let run = 0; run < runs; run++) {
    read.push((await timed(() => f.owner.query(groupBy("city_id"), [task.periodId]))).milliseconds);
    stored.push((await timed(() => storePlainly(f.owner, task.periodId))).milliseconds);
    await markAll(f.owner, task.id);
    full.push((await timed(() => settle(db))).milliseconds);
  }
  await agree(f, task);
  await calm(admin);
  const one: number[] = [];
  for (let run = 0; run < 10 * runs; run++) {
    const at = (run * 37) % f.counties;
    await f.owner.query(
      "insert into dirty (collection_id, city_id, region_id, level) select collection_id, city_id, region_id, 1 from submissions where id = $1",
      [task.submissionIds[at]],
    );
    one.push(...(await repeat(1, () => settle(db))));
  }
  await admin.end();
  await db.$client.end();
  const plain = median(stored);
  const line = (what: string, times: number[]) => [
    String(f.counties),
    what,
    milliseconds(median(times)),
    milliseconds(nearestRank(times, 1)),
    milliseconds(median(read)),
    milliseconds(plain),
    `${short(median(times) / plain)}x`,
  ];
  return [line("everything from scratch", full), line("one submission, county to province", one)];
}

/** Consumes every sum: an unused one would be left out by the planner. */
const groupBy = (by: string) => `
  select count(*), sum(total) from (
    select ${by}, measure_id, member, count(*), sum(value) as total from observations where period_id = $1 group by 1, 2, 3) g`;

/** What a plain program would store: counties, cities and province under each lens, without support, states or coverage. */
async function storePlainly(owner: pg.Client, periodId: number): Promise<void> {
  await owner.query("begin");
  await owner.query(
    "create temp table plain (lens text, region_id int, measure_id int, member text, n bigint, total numeric, primary key (lens, region_id, measure_id, member)) on commit drop",
  );
  await owner.query(
    `insert into plain
     select l.lens, coalesce(o.region_id, o.city_id, 0), o.measure_id, o.member, count(*), sum(o.value)
     from observations o cross join (values ('submitted'), ('county'), ('city'), ('province')) l (lens)
     where o.period_id = $1
     group by grouping sets ((l.lens, o.region_id, o.measure_id, o.member), (l.lens, o.city_id, o.measure_id, o.member), (l.lens, o.measure_id, o.member))`,
    [periodId],
  );
  await owner.query("commit");
}

/** A fast wrong answer is worth nothing: the province's stored sums must be the plain ones. */
async function agree(f: Fixture, task: Task): Promise<void> {
  const { rows } = await f.owner.query<{ rows: number; differ: number }>(
    `select count(*)::int as rows, (count(*) filter (where r.sum is distinct from o.total))::int as differ
     from roll_ups r left join (select measure_id, member, sum(value) as total from observations where period_id = $1 group by 1, 2) o using (measure_id, member)
     where r.period_id = $1 and r.region_id = $2`,
    [task.periodId, f.provinceId],
  );
  if (rows[0]!.rows !== 4 * cellCount || rows[0]!.differ !== 0)
    throw new Error(`the stored roll-ups are wrong: ${JSON.stringify(rows[0])}`);
}
