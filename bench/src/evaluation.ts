import { compile, evaluateIndicator, type OperandRow } from "@duibiao/indicators";
import { score, type Cell, type Scheme, type ScoringInput } from "@duibiao/scoring";
import { benchCatalogue, indicatorKeys, measureKey, peopleMeasure } from "./catalogue.ts";
import type { Fixture, Task } from "./fixture.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, repeat } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

/** 20 indicators of every county from stored roll-ups, and their scores, against the same 20 divisions in one query. */
export async function benchEvaluation(f: Fixture, task: Task, port: number, runs: number): Promise<void> {
  const { owner } = f;
  const divisions = plainDivisions();
  const baseline = await repeat(3 * runs, () => owner.query(divisions, [task.periodId, f.countyIds]));
  const wanted = (await owner.query<Record<string, number>>(divisions, [task.periodId, f.countyIds])).rows;

  const sources = await readSources(f, task);
  const compiled = compile(benchCatalogue);
  const evaluate = () =>
    sources.map((source) => indicatorKeys.map((key) => evaluateIndicator(compiled, key, source).outcome));
  const values = evaluate();
  values.forEach((row, region) =>
    row.forEach((outcome, at) => {
      if (!outcome.ok || outcome.value !== wanted[region]![indicatorKeys[at]!])
        throw new Error(`indicator ${indicatorKeys[at]} of county ${region + 1} is wrong`);
    }),
  );
  const evaluated = await repeat(3 * runs, evaluate);

  const input: ScoringInput = {
    regions: f.countyIds.map((id, at) => ({ id: String(id), peerGroup: String(at % 3) })),
    columns: Object.fromEntries(
      indicatorKeys.map((key, at) => [
        key,
        values.map((row): Cell =>
          row[at]!.ok ? { status: "value", value: row[at]!.value as number } : { status: "missing" },
        ),
      ]),
    ),
    directions: Object.fromEntries(
      benchCatalogue.indicators.map(({ key, direction }) => [key, direction]),
    ) as ScoringInput["directions"],
  };
  const scheme = benchCatalogue.schemes[0] as unknown as Scheme;
  const scored = await repeat(3 * runs, () => score(scheme, input));
  const plain = median(baseline);
  const row = (what: string, times: readonly number[]) => [
    what,
    milliseconds(median(times)),
    milliseconds(nearestRank(times, 0.95)),
    milliseconds(plain),
    `${short(median(times) / plain)}x`,
  ];
  const rows = [
    row("evaluateIndicator over prepared roll-ups", evaluated),
    row("scoring.score: peer percentiles, tree, ranks", scored),
  ];

  const http = openHttp(port);
  const body = {
    owner: f.provinceId,
    catalogue: f.catalogueId,
    scheme: "BENCH_SCHEME",
    period: task.periodId,
    tier: "county",
    lens: "province",
  };
  const whole = await repeat(runs, () => http.call("analyst", "POST", "/evaluations", body));
  rows.push(row("POST /evaluations: read, evaluate, score, store, answer", whole));
  http.close();
  printTable(
    `Evaluation of ${f.counties} regions x ${indicatorKeys.length} indicators`,
    ["what", "median", "p95", "20 divisions by SQL", "ratio"],
    rows,
  );
}

/** The same ratios of sums by one query over the same stored roll-ups, in the counties' order. */
function plainDivisions(): string {
  const sum = (measure: string) => `max(r.sum) filter (where m.key = '${measure}')::float8`;
  const columns = indicatorKeys.map((key, at) => `${sum(measureKey(at + 1))} / ${sum(peopleMeasure)} as "${key}"`);
  return `select r.region_id, ${columns.join(", ")} from roll_ups r join measures m on m.id = r.measure_id
          where r.period_id = $1 and r.lens = 'province' and r.member = 'total' and r.region_id = any($2) group by r.region_id order by r.region_id`;
}

async function readSources(f: Fixture, task: Task) {
  const { rows } = await f.owner.query<OperandRow & { regionId: number; measure: string }>(
    `select r.region_id as "regionId", m.key as measure, r.n_expected as "nExpected", r.n_answered as "nAnswered", r.n_na as "nNa", r.support,
            r.sum::text as sum, r.estimated_sum::text as "estimatedSum"
     from roll_ups r join measures m on m.id = r.measure_id where r.period_id = $1 and r.lens = 'province' and r.member = 'total'`,
    [task.periodId],
  );
  const byRegion = new Map<number, Map<string, OperandRow>>(f.countyIds.map((id) => [id, new Map()]));
  for (const { regionId, measure, ...row } of rows)
    byRegion.get(regionId)?.set(measure, { ...row, support: BigInt(row.support) });
  return f.countyIds.map((id) => ({
    row: (ref: { measure: string }) => byRegion.get(id)!.get(ref.measure),
    units: () => [],
  }));
}
