import pg from "pg";
import type { Fixture, Task } from "../fixture.ts";
import { closedLoop, median, nearestRank, type Load } from "../measure.ts";
import { plainSubmitter } from "../plain-submit.ts";
import type { BenchDatabase } from "../servers.ts";
import { milliseconds, printTable, short } from "../table.ts";
import { openOffices, type Offices } from "./office.ts";
import { holdAgainst, type Acknowledged } from "./stored.ts";
import { figuresOf, typed } from "./task.ts";

/** Offices at once, and reports: many times as many as offices, so that who is sent away comes back well before the end. */
const runs = [
  { clients: 50, units: 600 },
  { clients: 400, units: 2400 },
] as const;
/** A server has run for weeks when its deadline comes: all that are not measured go before, two thirds of them with as many at once as then. */
const warmth = 1800;

/** The bar of the study (reliability.md P19): 60 submissions of 200 cells a second, p95 of a submit under a second, 50 offices at once. */
const bar = { clients: 50, perSecond: 60, p95: 1000 };

/** 50 offices save 200 cells and submit them, and 400 do; beside them the same rows written by hand. */
export async function steady(
  f: Fixture,
  tasks: { early: Task; platform: Task; plain: Task },
  database: BenchDatabase,
  port: number,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 10 });
  const plain = await plainSubmitter(pool);
  const acknowledged: Acknowledged = new Map();
  for (const [from, to, clients] of [
    [0, warmth / 3, 8],
    [warmth / 3, warmth, bar.clients],
  ] as const) {
    const early = openOffices(port, clients);
    const counties = Array.from({ length: to - from }, (_, at) => from + at);
    await closedLoop(counties, clients, async (at) => void (await report(early, at, tasks.early, new Map())));
    early.close();
  }
  const rows: string[][] = [];
  const rates: number[] = [];
  let begun = 0;
  for (const { clients, units } of runs) {
    const counties = Array.from({ length: units }, (_, at) => begun + at);
    begun += units;
    const byHand = await closedLoop(counties, clients, async (at) => {
      const id = tasks.plain.submissionIds[at]!;
      await plain.save(id, figuresOf(at + 1));
      await plain.submit(id);
    });
    const offices = openOffices(port, clients);
    const submits: number[] = [];
    let gaveUp = 0;
    const whole = await closedLoop(counties, clients, async (at) => {
      try {
        submits.push(await report(offices, at, tasks.platform, acknowledged));
      } catch (error) {
        if (gaveUp++ === 0) console.log((error as Error).message);
      }
    });
    offices.close();
    rates.push(whole.perSecond);
    const others = [...offices.statuses].filter(([status]) => ![200, 429, 503].includes(status));
    rows.push([
      `${clients}`,
      short(whole.perSecond),
      milliseconds(nearestRank(submits, 0.95)),
      ...times(whole),
      `${(offices.statuses.get(503) ?? 0) + (offices.statuses.get(429) ?? 0)}`,
      `${others.reduce((sum, [, n]) => sum + n, 0)}`,
      `${offices.speechless}`,
      `${gaveUp}`,
      short(byHand.perSecond),
      ...times(byHand),
    ]);
    if (clients === bar.clients)
      console.log(
        `\n${clients} offices at once: ${short(whole.perSecond)}/s (bar ${bar.perSecond}), p95 of a submit ${milliseconds(nearestRank(submits, 0.95))} (bar ${bar.p95} ms)`,
      );
  }
  await plain.clear();
  await pool.end();
  const { lost, doubled, partial, silent } = await holdAgainst(f, tasks.platform, acknowledged);
  printTable(
    `Save 200 cells and submit; told to come back later, other answers, and without saying when; stored: lost ${lost}, doubled ${doubled}, partial ${partial}, silent ${silent}; throughput of 400 against 50: ${short((100 * rates[1]!) / rates[0]!)} % (bar 70 %)`,
    [
      "offices",
      "per second",
      "submit p95",
      "both p50",
      "both p95",
      "later",
      "other",
      "no when",
      "gave up",
      "by hand per second",
      "p50",
      "p95",
    ],
    rows,
  );
}

/** One office reports: milliseconds of its submit. */
async function report(
  offices: Offices,
  at: number,
  { submissionIds }: Task,
  acknowledged: Acknowledged,
): Promise<number> {
  const id = submissionIds[at]!;
  const { contentHash } = await offices.until(`c${at + 1}`, "PUT", `/submissions/${id}/cells`, typed(at + 1));
  const start = performance.now();
  const { receipt } = await offices.until(`c${at + 1}`, "POST", `/submissions/${id}/submit`, { contentHash });
  acknowledged.set(id, receipt.contentHash);
  return performance.now() - start;
}

const times = ({ times: all }: Load) => [milliseconds(median(all)), milliseconds(nearestRank(all, 0.95))];
