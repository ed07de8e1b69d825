import { indicatorKeys, measureKey } from "./catalogue.ts";
import { figuresOf, type Fixture, type Task } from "./fixture.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, repeat, timed } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

type Matter = { id: number; hash: string };
type Effect = { effect: { nTold: number; lines: unknown[] } | null };

/**
 * A correction after lock over a release of all counties: asked, its effect on every score and place seen by the province
 * and by the county, and approved to the end; against evaluating the province anew.
 */
export async function benchCorrection(f: Fixture, task: Task, port: number, runs: number): Promise<void> {
  const http = openHttp(port);
  const whole = { owner: f.provinceId, catalogue: f.catalogueId, scheme: "BENCH_SCHEME", period: task.periodId };
  const evaluate = () =>
    http.call<{ id: number }>("analyst", "POST", "/evaluations", { ...whole, tier: "county", lens: "province" });
  const { id: evaluation } = await evaluate();
  const anew = await repeat(runs, evaluate);
  const release = await http.call<{ id: number }>("analyst", "POST", "/releases", {
    evaluation,
    title: "bench",
    audience: "subtree",
  });
  await http.call("analyst", "POST", `/releases/${release.id}/state`, { to: "consulting" });
  for (const to of ["approved", "published"])
    await http.call("leader", "POST", `/releases/${release.id}/decision`, { to });
  await http.call("leader", "POST", `/collections/${task.id}/lock`, {});

  // The 20th indicator's numerator of county 1, one part in a hundred more: no rule looks at it.
  const measure = measureKey(indicatorKeys.length);
  const { value } = figuresOf(1).find((cell) => cell.measure === measure && cell.member === "total")!;
  const more = Math.ceil(Number(value) * 1.01);
  const asked = await timed(() =>
    http.call<Matter>("h1", "POST", `/submissions/${task.submissionIds[0]}/corrections`, {
      reason: "bench",
      evidence: "bench",
      cells: [{ measure, member: "total", value: { state: "number", value: String(more) } }],
    }),
  );
  const { id, hash } = asked.result;
  const preview = (who: string) => http.call<Effect>(who, "GET", `/matters/${id}/effects/${release.id}`);
  const told = await preview("leader");
  if (told.effect?.nTold !== f.counties) throw new Error(`${told.effect?.nTold} of ${f.counties} counties are told`);
  const listed = await repeat(3 * runs, () => http.call("leader", "GET", `/matters/${id}/effects`));
  const province = await repeat(3 * runs, () => preview("leader"));
  const county = await repeat(3 * runs, () => preview("county"));
  const decide = (who: string, tier: string) => () =>
    http.call(who, "POST", `/corrections/${id}/decision`, { tier, decision: "approve", hash });
  await decide("county", "county")();
  await decide("city", "city")();
  const last = await timed(decide("reviewer", "province"));
  http.close();

  const plain = median(anew);
  const row = (what: string, times: readonly number[]) => [
    what,
    milliseconds(median(times)),
    milliseconds(nearestRank(times, 0.95)),
    milliseconds(plain),
    `${short(median(times) / plain)}x`,
  ];
  printTable(
    `A correction after lock, over a release of ${f.counties} counties; ${told.effect.lines.length} lines change`,
    ["what", "median", "p95", "POST /evaluations anew", "ratio"],
    [
      row("asking for it", [asked.milliseconds]),
      row("which releases it concerns", listed),
      row("preview of every score and place, as the province", province),
      row("the same, as the county", county),
      row("last approval: revision, pointers, mark on the release", [last.milliseconds]),
    ],
  );
}
