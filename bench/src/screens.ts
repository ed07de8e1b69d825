import { cellCount, measureKey } from "./catalogue.ts";
import { loadAccepted, loadCells, loadProvince, loadTask, markAll, type Fixture, type Task } from "./fixture.ts";
import { openHttp, type Http } from "./http.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { settleAll } from "./roll-up.ts";
import { startPlatform, type BenchDatabase, type BenchServer } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

const sizes = [
  { cities: 8, perCity: 12 },
  { cities: 20, perCity: 150 },
];
/** Six quarters that are over, and one in work. */
const quarters = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01"];
const window = "from=2025-01-01&to=2026-12-31";

/** What the first screens of city, province and county read, against one plain query each that fetches the same facts. */
export async function benchScreens(server: BenchServer, passwordHash: string, runs: number): Promise<void> {
  const rows: string[][] = [];
  for (const { cities, perCity } of sizes) {
    const database = await server.makeDatabase(`bench_screens_${cities * perCity}`);
    const fixture = await loadProvince(database.ownerUrl, cities, perCity, passwordHash);
    const tasks = await loadQuarters(fixture, database);
    const platform = await startPlatform(database, server.folder);
    try {
      rows.push(...(await measure(fixture, tasks, platform.port, runs)));
    } finally {
      await platform.stop();
      await fixture.owner.end();
    }
  }
  printTable(
    `First screens: ${quarters.length} forms, ${cellCount} cells each`,
    ["counties", "what", "n", "p50", "p95", "plain SQL p50", "plain SQL p95", "ratio of p50"],
    rows,
  );
}

async function loadQuarters(f: Fixture, database: BenchDatabase): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const start of quarters) tasks.push(await loadTask(f, start, "online"));
  const last = tasks.at(-1)!;
  for (const task of tasks.slice(0, -1)) await loadAccepted(f, task, 1, f.counties);
  await loadCells(f, last, 1, f.counties);
  // A finding for every second report.
  await f.owner.query(
    `insert into findings (submission_id, unit_id, region_id, city_id, revision, rule, severity, verdict, detail)
     select id, unit_id, region_id, city_id, 1, 'W1', 'warn', 'false', '{}' from submissions where submitted_rev = 1 and unit_id % 2 = 0`,
  );
  await markAll(f.owner, last.id);
  await settleAll(database);
  return tasks;
}

type Screen = { what: string; ask: () => Promise<void>; plain: () => Promise<unknown> };

async function measure(f: Fixture, tasks: readonly Task[], port: number, runs: number): Promise<string[][]> {
  const http = openHttp(port);
  const rows: string[][] = [];
  for (const { what, ask, plain } of screens(f, tasks, http)) {
    for (let warm = 0; warm < 3; warm++) {
      await ask();
      await plain();
    }
    const times: number[] = [];
    const baseline: number[] = [];
    for (let run = 0; run < 5 * runs; run++) {
      baseline.push((await timed(plain)).milliseconds);
      times.push((await timed(ask)).milliseconds);
    }
    rows.push([
      String(f.counties),
      what,
      String(times.length),
      milliseconds(median(times)),
      milliseconds(nearestRank(times, 0.95)),
      milliseconds(median(baseline)),
      milliseconds(nearestRank(baseline, 0.95)),
      `${short(median(times) / median(baseline))}x`,
    ]);
  }
  http.close();
  return rows;
}

/** Every answer is looked at: a fast wrong one is worth nothing. */
function screens(f: Fixture, tasks: readonly Task[], http: Http): Screen[] {
  const county = Math.floor(f.counties / 2);
  const clerk = `c${county + 1}`;
  const [before, last] = tasks.slice(-2) as [Task, Task];
  const cells = tasks.length * f.counties;
  const expect = (what: string, found: number, wanted: number) => {
    if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
  };
  return [
    {
      what: "GET /board",
      ask: async () => {
        const board = await http.call<{ cells: { unit: number[] } }>("leader", "GET", `/board?${window}`);
        expect("cells of the board", board.cells.unit.length, cells);
      },
      plain: () => f.owner.query(plainBoard),
    },
    {
      what: "GET /progress",
      ask: async () => {
        const { cells: parts } = await http.call<{ cells: { expected: number }[] }>(
          "leader",
          "GET",
          `/progress?${window}`,
        );
        expect(
          "units of the progress",
          parts.reduce((sum, part) => sum + part.expected, 0),
          cells,
        );
      },
      plain: () => f.owner.query(plainProgress),
    },
    {
      what: "GET /submissions/{id}/context",
      ask: async () => {
        const { peers } = await http.call<{ peers: { measure: string; member: string; n: number }[] }>(
          clerk,
          "GET",
          `/submissions/${last.submissionIds[county]}/context`,
        );
        expect("ranges of the peers", peers.length, cellCount);
        const range = peers.find((peer) => peer.measure === measureKey(1) && peer.member === "total")!;
        expect("peers", range.n, f.counties / 3 - 1);
      },
      plain: () => f.owner.query(plainRanges, [before.periodId, f.countyIds[county]]),
    },
    {
      what: "GET /assignments",
      ask: async () => {
        const { items } = await http.call<{ items: unknown[] }>(clerk, "GET", "/assignments");
        expect("assignments", items.length, tasks.length);
      },
      plain: () => f.owner.query(plainAssignments, [f.unitIds[county]]),
    },
  ];
}

const plainBoard = `
  select a.collection_id, a.unit_id, s.id, s.state, s.first_submitted_at, r.hash, f.n
  from assignments a left join submissions s using (collection_id, unit_id, city_id)
  left join revisions r on r.submission_id = s.id and r.revision = s.submitted_rev
  left join (select submission_id, revision, count(*) as n from findings group by 1, 2) f on f.submission_id = s.id and f.revision = s.submitted_rev
  order by a.collection_id, a.unit_id`;

const plainProgress = `
  select a.collection_id, a.city_id, s.state, count(*)
  from assignments a left join submissions s using (collection_id, unit_id, city_id) group by 1, 2, 3`;

const plainRanges = `
  select o.measure_id, o.member, count(*), percentile_cont(array[0.25, 0.5, 0.75]) within group (order by o.value::float8)
  from observations o join region_versions v on v.region_id = o.region_id
  where o.period_id = $1 and o.region_id <> $2 and v.kind = (select kind from region_versions where region_id = $2) group by 1, 2`;

const plainAssignments = `
  select a.collection_id, c.due_unit, s.state, c2.measure_id, c2.member, c2.value
  from assignments a join collections c on c.id = a.collection_id
  left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
  left join cells c2 on c2.submission_id = s.id where a.unit_id = $1`;
