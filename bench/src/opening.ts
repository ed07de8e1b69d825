import type { Fixture } from "./fixture.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable } from "./table.ts";

type Preview = { units: number; refusals: unknown[] };
const previews = 8;

/** What an analyst waits for before opening a collection for all counties, and the opening itself. */
export async function benchOpening(f: Fixture, port: number, runs: number): Promise<void> {
  const http = openHttp(port);
  const looked: number[] = [];
  const opened: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { id: period } = await http.call<{ id: number }>("analyst", "POST", "/periods", {
      kind: "quarter",
      period: `${2030 + run}Q1`,
    });
    const ask = {
      owner: f.provinceId,
      catalogue: f.catalogueId,
      form: "BENCH_FORM",
      period,
      name: "bench",
      synthetic: true,
      opensAt: "2026-01-01T00:00:00+08:00",
      ...Object.fromEntries(
        ["dueUnit", "dueCounty", "dueCity", "dueProvince"].map((key) => [key, "2040-01-01T00:00:00+08:00"]),
      ),
    };
    for (let at = 0; at < previews; at++) {
      const { milliseconds: spent, result } = await timed(() =>
        http.call<Preview>("analyst", "POST", "/collections/preview", ask),
      );
      if (result.units !== f.counties || result.refusals.length > 0)
        throw new Error(`${result.units} units, refused: ${JSON.stringify(result.refusals)}`);
      looked.push(spent);
    }
    opened.push((await timed(() => http.call("analyst", "POST", "/collections", ask))).milliseconds);
  }
  http.close();
  printTable(
    `A collection for ${f.counties} counties`,
    ["what", "n", "p50", "p95"],
    [
      ["preview", looked],
      ["opening", opened],
    ].map(([what, times]) => [
      what as string,
      String(times!.length),
      milliseconds(median(times as number[])),
      milliseconds(nearestRank(times as number[], 0.95)),
    ]),
  );
}
