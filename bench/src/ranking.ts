import { indicatorKeys } from "./catalogue.ts";
import type { Fixture, Task } from "./fixture.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

/** One ranking of all counties over HTTP, against one plain query that divides and ranks. */
export async function benchRanking(f: Fixture, task: Task, port: number, runs: number): Promise<void> {
  const http = openHttp(port);
  const ask = (indicator: string) =>
    http.call<{ nRanked: number }>(
      "leader",
      "GET",
      `/rankings?catalogue=${f.catalogueId}&indicator=${indicator}&period=${task.periodId}&tier=county&lens=province`,
    );
  const plain = (at: number) =>
    f.owner.query(plainRanking, [task.periodId, f.countyIds, `s${String(at + 1).padStart(2, "0")}`]);
  const { nRanked } = await ask(indicatorKeys[0]!);
  if (nRanked !== f.counties) throw new Error(`${nRanked} of ${f.counties} counties are ranked`);
  await plain(0);
  const warm: number[] = [];
  const baseline: number[] = [];
  for (let run = 0; run < runs; run++) {
    for (const [at, indicator] of indicatorKeys.entries()) {
      baseline.push((await timed(() => plain(at))).milliseconds);
      warm.push((await timed(() => ask(indicator))).milliseconds);
    }
  }
  http.close();
  printTable(
    `GET /rankings of ${f.counties} counties, one indicator, warm`,
    ["what", "n", "p50", "p95", "plain SQL p50", "plain SQL p95", "ratio of p50"],
    [
      [
        "ranking with operands and reasons",
        String(warm.length),
        milliseconds(median(warm)),
        milliseconds(nearestRank(warm, 0.95)),
        milliseconds(median(baseline)),
        milliseconds(nearestRank(baseline, 0.95)),
        `${short(median(warm) / median(baseline))}x`,
      ],
    ],
  );
}

const plainRanking = `
  select v.code, v.name, x.sum / y.sum as value, rank() over (order by x.sum / y.sum) as rank
  from roll_ups x join measures mx on mx.id = x.measure_id and mx.key = $3
  join roll_ups y using (period_id, region_id, member, lens, collection_id) join measures my on my.id = y.measure_id and my.key = 's30'
  join region_versions v using (region_id)
  where x.period_id = $1 and x.lens = 'province' and x.member = 'total' and x.region_id = any($2) order by rank`;
