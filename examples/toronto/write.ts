import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tidy, writeTable } from "../platform/tables.ts";
import type { Loaded } from "./load.ts";
import type { Results } from "./results.ts";

/** Half of the last digit of the published intensity. */
const rounding = 0.005;

/** Writes the tables of a run; the same source gives the same bytes. */
export function writeResults(folder: string, { imported, units, regions }: Loaded, results: Results): void {
  const nameOf = new Map(units.map((unit) => [unit.code, unit.name]));
  const refused = imported.problems.map((p) => ({
    building: p.value,
    name: nameOf.get(p.value),
    rule: p.en.split(":")[0],
    severity: "refused",
    verdict: "false",
    text: p.en,
  }));
  const flagged = imported.findings.map((f) => ({
    building: f.unit,
    name: nameOf.get(f.unit),
    rule: f.rule,
    severity: f.severity,
    verdict: f.verdict,
    text: f.text.en,
  }));
  const order = (
    a: { building: string; rule?: string | undefined },
    b: { building: string; rule?: string | undefined },
  ) => (a.building === b.building ? ((a.rule ?? "") < (b.rule ?? "") ? -1 : 1) : a.building < b.building ? -1 : 1);
  writeTable(
    folder,
    "findings.csv",
    ["building", "name", "rule", "severity", "verdict", "text"],
    [...refused, ...flagged].sort(order),
  );

  writeTable(folder, "sums-by-type.csv", ["type", "measure", "#buildings", "#answered", "#sum"], results.byType);
  const named = new Set(regions.map((region) => region.code));
  const rows = results.byCity
    .filter((row) => named.has(row.regionCode))
    .sort((a, b) =>
      a.regionCode === b.regionCode ? (a.measure < b.measure ? -1 : 1) : a.regionCode < b.regionCode ? -1 : 1,
    );
  writeTable(
    folder,
    "sums-by-city.csv",
    ["code", "city", "measure", "#buildings", "#answered", "#sum"],
    rows.map((r) => ({
      code: r.regionCode,
      city: r.regionName,
      measure: r.measure,
      buildings: r.nExpected,
      answered: r.nAnswered,
      sum: r.sum,
    })),
  );
  writeTable(
    folder,
    "energy-per-area-by-city.csv",
    ["#rank", "#rank_to", "code", "city", "#value", "#matched", "#expected", "#quartile", "reason"],
    results.cityRanking.items.map((i) => ({
      rank: i.place?.rank,
      rank_to: i.place?.rankTo,
      code: i.code,
      city: i.name,
      value: i.value,
      matched: i.matched,
      expected: i.expected,
      quartile: i.place?.quartile,
      reason: i.reason?.en,
    })),
  );
  const flags = new Map<string, string[]>();
  for (const f of imported.findings)
    if (f.verdict === "false") flags.set(f.unit, [...(flags.get(f.unit) ?? []), f.rule]);
  const ranked = [...results.intensities].sort(
    (a, b) =>
      (a.place?.rank ?? Infinity) - (b.place?.rank ?? Infinity) || (a.held.unit.code < b.held.unit.code ? -1 : 1),
  );
  writeTable(
    folder,
    "energy-per-area.csv",
    [
      "#rank",
      "#rank_to",
      "building",
      "name",
      "type",
      "city",
      "#floor_area",
      "#site_energy",
      "#value",
      "#quartile",
      "#gap_to_best",
      "#gap_to_top_quartile",
      "#published",
      "#difference",
      "flags",
      "reason",
    ],
    ranked.map(({ held, value, place, published, difference, reason }) => ({
      rank: place?.rank,
      rank_to: place?.rankTo,
      building: held.unit.code,
      name: held.unit.name,
      type: held.unit.kind,
      city: held.city,
      floor_area: held.cells.get("tor_floor_area")?.value,
      site_energy: held.cells.get("tor_site_energy_gj")?.value,
      value,
      quartile: place?.quartile,
      gap_to_best: place === null ? null : tidy(place.gapToBest),
      gap_to_top_quartile: place === null ? null : tidy(place.gapToTopQuartile),
      published,
      difference: difference === null ? null : tidy(difference),
      flags: (flags.get(held.unit.code) ?? []).sort().join(" "),
      reason,
    })),
  );
}

/** The run in a page, also kept as summary.txt. */
export function summarize(
  folder: string,
  { imported, units, verified }: Loaded,
  { byType, byCity, intensities, cityRanking }: Results,
): string {
  const counts = new Map<string, { said: number; undecided: number; severity: string }>();
  for (const { rule, verdict, severity } of imported.findings) {
    const one = counts.get(rule) ?? { said: 0, undecided: 0, severity };
    if (verdict === "false") one.said += 1;
    else one.undecided += 1;
    counts.set(rule, one);
  }
  const both = intensities.filter((i) => i.difference !== null);
  const within = both.filter((i) => Math.abs(i.difference!) <= rounding + 1e-9);
  const computed = intensities.filter((i) => i.value !== null);
  const largest = [...both].sort((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!)).slice(0, 5);
  const energy = byType.filter((row) => row.measure === "tor_site_energy_gj");
  const cityEnergy = byCity.filter((row) => row.measure === "tor_site_energy_gj");
  const lines = [
    `建筑 / buildings: ${units.length}; accepted ${imported.units}, refused by a block rule ${new Set(imported.problems.map((p) => p.value)).size}`,
    `验算 / recomputed roll-up rows: ${verified.rows}, different: ${verified.differences}`,
    "",
    "规则 / rules of the catalogue:",
    ...imported.problems.map((p) => `  refused ${p.value}: ${p.en}`),
    ...[...counts]
      .sort()
      .map(([rule, n]) => `  ${rule} (${n.severity}): ${n.said} flagged, ${n.undecided} could not be checked`),
    "",
    "按类型用能 / site energy by type, GJ:",
    ...energy.map((row) => `  ${row.type}: ${row.sum || "-"} (${row.answered} of ${row.buildings} buildings)`),
    "",
    "按城市用能 / site energy by city, GJ:",
    ...cityEnergy.map(
      (row) => `  ${row.regionName}: ${row.sum ?? "-"} (${row.nAnswered} of ${row.nExpected} buildings)`,
    ),
    "",
    `单位面积用能 / energy per area: ${computed.length} buildings computed and ranked, ${intensities.length - computed.length} not; cities ranked ${cityRanking.nRanked} of ${cityRanking.nListed}`,
    `与公布值相比 / against the published intensity: ${both.length} compared, ${within.length} equal within its rounding, ${both.length - within.length} different, ${computed.length - both.length} computed but not published`,
    ...largest.map(
      (i) =>
        `  ${i.held.unit.name}: computed ${tidy(i.value!)}, published ${i.published}, difference ${tidy(i.difference!)}`,
    ),
    "",
    "Contains information licensed under the Open Government Licence - Toronto.",
  ];
  const text = `${lines.join("\n")}\n`;
  writeFileSync(join(folder, "summary.txt"), text);
  return text;
}
