import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tidy, writeTable } from "../platform/tables.ts";
import type { Loaded } from "./load.ts";
import type { Results } from "./results.ts";

/** Writes the tables of a run; the same source gives the same bytes. */
export function writeResults(folder: string, loaded: Loaded, results: Results): void {
  const byCode = <T extends { code: string }>(rows: readonly T[]) =>
    [...rows].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  writeTable(folder, "notes.csv", ["code", "name", "note", "text"], byCode(loaded.notes));
  const countsOf = (code: string) =>
    loaded.counts
      .flatMap(({ year, refused }) =>
        refused.filter((row) => row.code === code).map((row) => `${year}: ${Number(row.value)}`),
      )
      .join("; ");
  writeTable(
    folder,
    "unassigned.csv",
    ["code", "name", "active_businesses", "said"],
    byCode(loaded.unassigned).map((area) => ({ ...area, active_businesses: countsOf(area.code) })),
  );
  const refused = [
    ...loaded.counts.flatMap((c) => c.refused.map((row) => ({ form: c.task.form, ...row }))),
    ...loaded.ratios.flatMap((r) => r.refused.map((row) => ({ form: r.task.form, ...row }))),
  ];
  writeTable(folder, "refused-rows.csv", ["form", "period", "code", "name", "#value", "why", "said"], refused);
  writeTable(
    folder,
    "reconciliation.csv",
    [
      "year",
      "code",
      "name",
      "tier",
      "#published",
      "#sum_of_parts",
      "#difference",
      "#relative",
      "#parts_expected",
      "#parts_missing",
      "#outside_their_time",
      "#without_parent",
      "#remaining",
    ],
    results.differences.map((d) => ({
      ...d,
      sum_of_parts: d.parts,
      relative: tidy(d.relative),
      parts_expected: d.partsExpected,
      parts_missing: d.partsMissing,
      outside_their_time: d.outsideTheirTime,
      without_parent: d.withoutParent,
    })),
  );
  for (const { series, ranking, parents } of results.rankings) {
    writeTable(
      folder,
      `ranking-${series.ranks.replaceAll("_", "-")}.csv`,
      [
        "#rank",
        "#rank_to",
        "code",
        "name",
        "parent",
        "#value",
        "#lower95",
        "#upper95",
        "#quartile",
        "#gap_to_best",
        "#gap_to_top_quartile",
        "state",
        "reason",
      ],
      ranking.items.map(({ code, name, parentId, value, place, interval, reason, cellReasons }) => ({
        rank: place?.rank,
        rank_to: place?.rankTo,
        code,
        name,
        parent: parentId === null ? "" : parents.get(parentId),
        value,
        lower95: interval?.lower,
        upper95: interval?.upper,
        quartile: place?.quartile,
        gap_to_best: place === null ? null : tidy(place.gapToBest),
        gap_to_top_quartile: place === null ? null : tidy(place.gapToTopQuartile),
        state: value === null ? (cellReasons[0]?.state ?? "absent") : "number",
        reason: place === null ? cellReasons.map((r) => r.reason).join("; ") || reason?.en : "",
      })),
    );
  }
}

/** The run in a page, also kept as summary.txt. */
export function summarize(folder: string, loaded: Loaded, { differences, misplaced, rankings }: Results): string {
  const why = new Map<string, number>();
  for (const row of [...loaded.counts, ...loaded.ratios].flatMap((x) => x.refused))
    why.set(row.why, (why.get(row.why) ?? 0) + 1);
  const lines = [
    `树 / tree: ${loaded.regions} regions; unassigned (no parent): ${loaded.unassigned.length}; notes: ${loaded.notes.length}`,
    `未写入的行 / published rows without a place: ${[...why]
      .sort()
      .map(([key, n]) => `${key} ${n}`)
      .join(", ")}`,
    `验算 / recomputed roll-up rows: ${loaded.verified.rows}, different: ${loaded.verified.differences}`,
    "",
    "活跃企业勾稽 / active businesses, published figure minus sum of parts (all rows in reconciliation.csv):",
    ...loaded.counts.flatMap(({ year, imported }) => {
      const ofYear = differences.filter((d) => d.year === year);
      const unequal = ofYear.filter((d) => d.difference !== 0);
      return [
        `  ${year}: ${imported.accepted} cells, ${ofYear.length} parents compared, ${ofYear.length - unequal.length} equal`,
        ...unequal.map(
          (d) =>
            `    ${d.name}: ${d.published} - ${d.parts} = ${d.difference} (${(d.relative * 100).toFixed(2)} %); outside their time ${d.outsideTheirTime}, without a parent ${d.withoutParent}, remaining ${d.remaining}`,
        ),
      ];
    }),
    ...misplaced.map(
      (m) =>
        `  ${m.codes.join(" + ")}: listed under ${m.listedUnder}, counted in ${m.countedIn}, to the unit, in ${m.years.join(", ")}`,
    ),
    "",
    ...rankings.flatMap(({ ranking: r }) => {
      const states = new Map<string, number>();
      for (const item of r.items)
        if (item.place === null) states.set(reasonOf(item), (states.get(reasonOf(item)) ?? 0) + 1);
      const [first, last] = [r.items[0], r.items.findLast((item) => item.place !== null)];
      return [
        `${r.indicator.key} ${r.period.key} (${r.indicator.uom}, ${r.indicator.direction} is better): ${r.nRanked} of ${r.nListed} ranked`,
        `  best ${r.best} ${first?.name}; P25 ${r.quartileCuts?.p25}, P50 ${r.quartileCuts?.p50}, P75 ${r.quartileCuts?.p75} (${r.quartileMethod}); last ${last?.value} ${last?.name}`,
        ...[...states].sort().map(([reason, n]) => `  not ranked: ${n} x ${reason}`),
      ];
    }),
    "",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
  ];
  const text = `${lines.join("\n")}\n`;
  writeFileSync(join(folder, "summary.txt"), text);
  return text;
}

const reasonOf = (item: { cellReasons: { reason: string }[]; reason: { en: string } | null }) =>
  item.cellReasons[0]?.reason || (item.reason?.en ?? "");
