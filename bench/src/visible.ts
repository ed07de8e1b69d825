import { markMeasure, measureKey } from "./catalogue.ts";
import { loadAccepted, loadCells, loadTask, type Fixture, type Task } from "./fixture.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank } from "./measure.ts";
import { signAll } from "./submit.ts";
import { milliseconds, printTable } from "./table.ts";

const perSecond = 5;
const seconds = 30;
const probes = perSecond * seconds;
/** Everybody else's figures together stay below 2^40, so each probe's bit can be read off the province's sum. */
const firstBit = 40n;

/** A collection in which all but some counties have reported, and those are about to. Their marks are powers of two. */
export async function loadVisibleTask(f: Fixture): Promise<Task> {
  const task = await loadTask(f, "2027-01-01", "online");
  await loadCells(f, task, 1, probes);
  await loadAccepted(f, task, probes + 1, f.counties);
  await f.owner.query(
    `update cells c set value = 2::numeric ^ ($2 + substr(v.code, 2)::int - 1) from unit_versions v, measures m
     where v.unit_id = c.unit_id and m.id = c.measure_id and m.key = $3 and c.submission_id = any($1)`,
    [task.submissionIds.slice(0, probes), Number(firstBit), markMeasure],
  );
  return task;
}

/**
 * From the answer to a submit until the province, asking the API again and again, sees a roll-up that holds it.
 * Open loop: a submit starts every 200 ms, whether or not earlier ones were answered.
 */
export async function benchVisible(f: Fixture, task: Task, port: number): Promise<void> {
  const http = openHttp(port);
  const numbers = Array.from({ length: probes }, (_, at) => at);
  const hashes = await signAll(f, http, task, numbers);
  const acknowledged = new Map<number, number>();
  const delays = new Map<number, number>();
  const answers: number[] = [];
  const looks: number[] = [];
  const address = `/roll-ups?period=${task.periodId}&lens=submitted&region=${f.provinceId}&measure=${markMeasure}`;
  let done = false;
  const watch = (async () => {
    while (!done) {
      const asked = performance.now();
      const { items } = await http.call<{ items: { member: string; sum: string | null }[] }>("leader", "GET", address);
      const at = performance.now();
      looks.push(at - asked);
      const sum = BigInt(items.find((item) => item.member === "total")?.sum ?? "0");
      for (const [probe, since] of acknowledged) {
        if (!delays.has(probe) && ((sum >> (firstBit + BigInt(probe))) & 1n) === 1n) delays.set(probe, at - since);
      }
      await new Promise((next) => setTimeout(next, 25));
    }
  })();
  await Promise.all(
    numbers.map(async (at) => {
      await new Promise((next) => setTimeout(next, (at * 1000) / perSecond));
      const start = performance.now();
      await http.call(`c${at + 1}`, "POST", `/submissions/${task.submissionIds[at]}/submit`, {
        contentHash: hashes.get(at),
      });
      const end = performance.now();
      acknowledged.set(at, end);
      answers.push(end - start);
    }),
  );
  const deadline = performance.now() + 60_000;
  while (delays.size < probes && performance.now() < deadline) await new Promise((next) => setTimeout(next, 50));
  done = true;
  await watch;
  http.close();
  if (delays.size < probes)
    throw new Error(`${probes - delays.size} of ${probes} submissions are not visible after 60 s`);
  const times = [...delays.values()];
  const row = (what: string, list: readonly number[]) => [
    what,
    String(list.length),
    milliseconds(median(list)),
    milliseconds(nearestRank(list, 0.95)),
    milliseconds(nearestRank(list, 1)),
  ];
  printTable(
    `Visible at the province: ${f.counties} counties, ${perSecond} submissions/s for ${seconds} s (target p95 2000 ms; ${measureKey(1)} to ${measureKey(30)}, 4 lenses)`,
    ["what", "n", "p50", "p95", "worst"],
    [
      row("submit answered -> seen by the province", times),
      row("baseline: the submit itself", answers),
      row("baseline: the province's look itself", looks),
    ],
  );
}
