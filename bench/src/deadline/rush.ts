import { randomUUID } from "node:crypto";
import type { Fixture, Task } from "../fixture.ts";
import { median, nearestRank } from "../measure.ts";
import { milliseconds, printTable, short } from "../table.ts";
import { background } from "./background.ts";
import { openOffices, type Offices } from "./office.ts";
import { holdAgainst, type Acknowledged } from "./stored.ts";
import { cells, typed } from "./task.ts";

/** The last hour, replayed in so many seconds: the density of arrivals grows e^3-fold until the deadline. */
const seconds = 240;
const growth = 3;
/** The server is killed when so much of the hour is over, in the middle of the rush. */
const killAt = 0.75;
const recoveryBar = 30;
const parts = 4;

export type Server = { port: number; kill: () => Promise<void>; start: () => Promise<void> };
type Done = { at: number; took: number };

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const arrival = (share: number) => (seconds * 1000 * Math.log(1 + share * (Math.exp(growth) - 1))) / growth;

/** Every county comes once, most of them late; some are cut off, slow, impatient or in two windows; the server is killed once. */
export async function rush(
  f: Fixture,
  task: Task,
  others: { papers: Task; past: Task },
  password: string,
  server: Server,
): Promise<void> {
  const offices = openOffices(server.port, 2000);
  const acknowledged: Acknowledged = new Map();
  const submits: Done[] = [];
  const saves: Done[] = [];
  const failures: string[] = [];
  const start = performance.now();
  const behind = background(f, others, server.port);
  const killing = killed(server, start);
  const counties = Array.from({ length: f.counties }, (_, at) => at);
  await Promise.all(
    counties.map(async (at) => {
      // County numbers are spread over the hour, so that every city is in the rush.
      await pause(arrival(((at * 1777) % f.counties) / f.counties));
      try {
        await report(offices, at, task, { password, acknowledged, submits, saves });
      } catch (error) {
        failures.push(`county ${at + 1}: ${(error as Error).message}`);
      }
    }),
  );
  const whole = (performance.now() - start) / 1000;
  const { down, ready } = await killing;
  const heavy = await behind.stop();
  offices.close();
  for (const line of failures.slice(0, 5)) console.log(`not reported: ${line}`);
  await print(f, task, { acknowledged, submits, saves, failures: failures.length, whole, down, ready, heavy, offices });
}

async function killed(server: Server, start: number): Promise<{ down: number; ready: number }> {
  await pause(seconds * 1000 * killAt - (performance.now() - start));
  const down = performance.now();
  await server.kill();
  await server.start();
  return { down, ready: performance.now() };
}

type Kept = { password: string; acknowledged: Acknowledged; submits: Done[]; saves: Done[] };

/** One office's hour: signs in (every fifth), types in parts, both sign, submits as its line and its patience allow. */
async function report(offices: Offices, at: number, task: Task, kept: Kept): Promise<void> {
  const [clerk, head, id] = [`c${at + 1}`, `h${at + 1}`, task.submissionIds[at]!];
  if (at % 5 === 0)
    await offices.until(null, "POST", "/session", { username: clerk, password: kept.password }, { key: randomUUID() });
  let contentHash = "";
  for (let part = 0; part < parts; part++) {
    const [from, to] = [(part * cells) / parts, ((part + 1) * cells) / parts];
    const begun = performance.now();
    const saved = await offices.until(clerk, "PUT", `/submissions/${id}/cells`, typed(at + 1, from, to), {
      line: at % 20 === 7 && part === 0 ? "slow" : "good",
    });
    if (at % 20 !== 7) kept.saves.push({ at: performance.now(), took: performance.now() - begun });
    ({ contentHash } = saved);
  }
  for (const person of [clerk, head]) await offices.until(person, "POST", `/submissions/${id}/sign`, { contentHash });
  const begun = performance.now();
  const key = randomUUID();
  const submit = () =>
    offices.until(
      clerk,
      "POST",
      `/submissions/${id}/submit`,
      { contentHash },
      { key, line: at % 10 === 3 ? "cut" : "good" },
    );
  // Every twentieth clicks twice; another twentieth has a second window open that sends under a key of its own.
  const [first, twin] = await Promise.all(at % 20 === 11 ? [submit(), submit()] : [submit()]);
  if (twin !== undefined && twin.receipt.contentHash !== first.receipt.contentHash)
    throw new Error("two clicks got two receipts");
  kept.submits.push({ at: performance.now(), took: performance.now() - begun });
  kept.acknowledged.set(id, first.receipt.contentHash);
  if (at % 20 === 13)
    await offices.once(clerk, "POST", `/submissions/${id}/submit`, { contentHash }, { key: randomUUID() });
}

type Outcome = {
  acknowledged: Acknowledged;
  submits: Done[];
  saves: Done[];
  failures: number;
  whole: number;
  down: number;
  ready: number;
  heavy: Awaited<ReturnType<ReturnType<typeof background>["stop"]>>;
  offices: Offices;
};

async function print(f: Fixture, task: Task, o: Outcome): Promise<void> {
  const { lost, doubled, partial, silent } = await holdAgainst(f, task, o.acknowledged);
  const recovery = recoveredAfter(o.offices.answered, o.down);
  const asMany = asManyAfter(o.submits, o.down);
  const busiest = perSecond(o.submits);
  const took = (list: readonly Done[]) => list.map((one) => one.took);
  const between = (list: readonly Done[], from: number, to: number) =>
    took(list.filter(({ at }) => at >= from && at < to));
  const calm = between(o.submits, 0, o.down);
  const asQuick = quickAfter(o.submits, o.down);
  console.log(
    `\nrecovered ${recovery === null ? "never" : `${short(recovery / 1000)} s`} after kill -9 (bar ${recoveryBar} s; the server was ready after ${short((o.ready - o.down) / 1000)} s)`,
  );
  const submitted = o.submits.map(({ at }) => at);
  console.log(
    `from ten seconds before the kill, in each ten: ${tens(o.offices.answered, o.down).join(", ")} requests answered, ${tens(submitted, o.down).join(", ")} of them submits`,
  );
  printTable(
    `The last hour in ${seconds} s: ${f.counties} counties x ${cells} cells, all over after ${short(o.whole)} s; answers ${[...o.offices.statuses].map(([status, n]) => `${status === 0 ? "none" : status}: ${n}`).join(", ")}`,
    ["what", "figure"],
    [
      ["acknowledged", `${o.acknowledged.size}`],
      ["never acknowledged", `${o.failures}`],
      ["lost, doubled, partial, silent", `${lost}, ${doubled}, ${partial}, ${silent}`],
      ["busiest second", `${busiest} submissions`],
      ["submit before the kill, p50 / p95", `${milliseconds(median(calm))} / ${milliseconds(nearestRank(calm, 0.95))}`],
      ["submit over all, waiting included, p95", milliseconds(nearestRank(took(o.submits), 0.95))],
      [
        "submits as many again as before the kill, after",
        asMany === null ? "never in this rush" : `${short(asMany / 1000)} s`,
      ],
      [
        "submits as quick again as before the kill, after",
        asQuick === null ? "never in this rush" : `${short(asQuick / 1000)} s`,
      ],
      ["save of 50 cells before the kill, p95", milliseconds(nearestRank(between(o.saves, 0, o.down), 0.95))],
      ...o.heavy,
    ],
  );
}

/** Most submissions acknowledged within one second. */
function perSecond(submits: readonly Done[]): number {
  const counts = new Map<number, number>();
  for (const { at } of submits) counts.set(Math.floor(at / 1000), (counts.get(Math.floor(at / 1000)) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** How many in each ten seconds, the first of them before the kill. */
const tens = (times: readonly number[], down: number) =>
  Array.from({ length: 10 }, (_, at) => count(times, down + (at - 1) * 10_000, 10_000));

const count = (times: readonly number[], from: number, length: number) =>
  times.filter((at) => at >= from && at < from + length).length;

const inside = (submits: readonly Done[], from: number, length: number) =>
  submits.filter(({ at }) => at >= from && at < from + length);

/** Milliseconds from the kill to the end of the first `length` of which it is true; null: of none within five minutes. */
function firstAfter(down: number, length: number, holds: (from: number) => boolean): number | null {
  for (let after = 0; after < 300_000; after += 1000) if (holds(down + after)) return after + length;
  return null;
}

/**
 * Until as many requests are answered in five seconds as in the mean five of the ten before the kill: the work is done
 * again as it was.
 */
function recoveredAfter(answered: readonly number[], down: number): number | null {
  const usual = count(answered, down - 10_000, 10_000) / 2;
  return firstAfter(down, 5000, (from) => count(answered, from, 5000) >= usual);
}

/**
 * Until as many submits are acknowledged in a second as in the mean second of the ten before the kill: later than the
 * work is done again, as whoever was interrupted has up to six requests before it.
 */
function asManyAfter(submits: readonly Done[], down: number): number | null {
  const usual = inside(submits, down - 10_000, 10_000).length / 10;
  return firstAfter(down, 1000, (from) => inside(submits, from, 1000).length >= usual);
}

/**
 * Until the submits of a second take at most twice what those of the ten before the kill took, waiting included. The
 * rush goes on growing: where it outgrows the server, those who wait in line are never as quick again before its end.
 */
function quickAfter(submits: readonly Done[], down: number): number | null {
  const slowest = (from: number, length: number) =>
    nearestRank(
      inside(submits, from, length).map(({ took }) => took),
      0.95,
    );
  const usual = 2 * slowest(down - 10_000, 10_000);
  return firstAfter(down, 1000, (from) => inside(submits, from, 1000).length > 0 && slowest(from, 1000) <= usual);
}
