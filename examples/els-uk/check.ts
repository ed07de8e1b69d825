// Computes reconciliation and rankings a second time, straight from the source files, and compares them with what a
// run has written. It imports nothing of the platform and nothing of the example.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

type Row = Record<string, string>;

/** A small reader of comma separated text with quotes, of its own. */
export function parseCsv(text: string): Row[] {
  const lines: string[][] = [[""]];
  let quoted = false;
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const c = text[i]!;
    const line = lines[lines.length - 1]!;
    if (quoted && c === '"' && text[i + 1] === '"') line[line.length - 1] += text[++i]!;
    else if (c === '"') quoted = !quoted;
    else if (quoted) line[line.length - 1] += c;
    else if (c === ",") line.push("");
    else if (c === "\n") lines.push([""]);
    else if (c !== "\r") line[line.length - 1] += c;
  }
  const [header, ...rows] = lines.filter((line) => line.length > 1);
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i] ?? ""])));
}

const read = (file: string) =>
  parseCsv(existsSync(file) ? readFileSync(file, "utf8") : gunzipSync(readFileSync(`${file}.gz`)).toString("utf8"));

const wanted = [
  ["electricity-consumption", "domestic-electricity-consumption", "Electricity consumption", "2024-02-01/P1Y", "lower"],
  ["greenhouse-gas-emissions", "greenhouse-gas-emissions", "Greenhouse gas emissions", "2023-01-01/P1Y", "lower"],
  ["gigabit-broadband", "gigabit-capable-broadband", "Gigabit capable broadband", "2026-01-01", "higher"],
  ["employment-rate", "employment-rate", "Employment rate", "2023-01-01/P1Y", "higher"],
  ["life-satisfaction", "personal-wellbeing-estimates", "Satisfaction", "2022-04-01/P1Y", "higher"],
  [
    "library-walk",
    "library-walk",
    "Residents within a 30 minute walk of their nearest library",
    "2024-05-15",
    "higher",
  ],
] as const;

/** Type 7: linear between the order statistics around (n - 1) p, counted from 0. */
function quantile7(sorted: number[], p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (h - low) * (sorted[high]! - sorted[low]!);
}

/** Every current lower-tier authority with its expected place; the values that are empty in the source are null. */
export function expectedRanking(
  areas: Row[],
  values: Row[],
  [, dataset, indicator, period, direction]: (typeof wanted)[number],
) {
  const rows = new Map(
    values
      .filter((v) => v["dataset"] === dataset && v["indicator"] === indicator && v["period"] === period)
      .map((v) => [v["code"]!, v]),
  );
  const current = areas
    .filter((a) => a["levels"]!.split("|").includes("ltla") && a["end_year"] === "")
    .map((a) => a["code"]!);
  const valueOf = (code: string) => (rows.get(code)?.["value"] ? Number(rows.get(code)!["value"]) : null);
  const numbers = current.flatMap((code) => valueOf(code) ?? []).sort((a, b) => a - b);
  const better = (a: number, b: number) => (direction === "lower" ? a < b : a > b);
  const [p25, p50, p75] = [0.25, 0.5, 0.75].map((p) => quantile7(numbers, p)) as [number, number, number];
  const cuts = direction === "lower" ? [p25, p50, p75] : [p75, p50, p25];
  const best = direction === "lower" ? numbers[0]! : numbers.at(-1)!;
  return current.map((code) => {
    const value = valueOf(code);
    const row = rows.get(code);
    const end = (name: string) => (value !== null && row?.[name] ? Number(row[name]) : null);
    if (value === null)
      return {
        code,
        value,
        lower: null,
        upper: null,
        state: row?.["status"] === "z" ? "na" : "missing",
        rank: null,
        rankTo: null,
        quartile: null,
        gapToBest: null,
        gapToTop: null,
      };
    const ahead = numbers.filter((n) => better(n, value)).length;
    const same = numbers.filter((n) => n === value).length;
    return {
      code,
      value,
      lower: end("lci95"),
      upper: end("uci95"),
      state: "number",
      rank: ahead + 1,
      rankTo: ahead + same,
      quartile: 1 + cuts.filter((cut) => better(cut, value)).length,
      gapToBest: Math.abs(best - value),
      gapToTop: better(cuts[0]!, value) ? Math.abs(cuts[0]! - value) : 0,
    };
  });
}

/** Published figure and sum of the authorities that existed at the end of the year and name a parent, per parent and year. */
export function expectedSums(areas: Row[], values: Row[]) {
  const businesses = values.filter((v) => v["dataset"] === "business-demography" && v["value"] !== "");
  const years = [...new Set(businesses.map((v) => v["period"]!.slice(0, 4)))].sort();
  const levelsOf = (area: Row) => area["levels"]!.split("|");
  return years.flatMap((year) => {
    const of = new Map(
      businesses.filter((v) => v["period"]!.startsWith(year)).map((v) => [v["code"]!, Number(v["value"])]),
    );
    const lower = areas.filter(
      (a) => levelsOf(a).includes("ltla") && (a["end_year"] === "" || Number(a["end_year"]) >= Number(year)),
    );
    const parents = areas.filter(
      (a) => (levelsOf(a).includes("ctry") || levelsOf(a).includes("rgn")) && of.has(a["code"]!),
    );
    return parents.flatMap((parent) => {
      const parts = lower.filter((a) => a["parents"]!.split("|").includes(parent["code"]!) && of.has(a["code"]!));
      if (parts.length === 0) return [];
      const sum = parts.reduce((total, a) => total + of.get(a["code"]!)!, 0);
      return [
        {
          year,
          code: parent["code"]!,
          published: of.get(parent["code"]!)!,
          sum,
          difference: of.get(parent["code"]!)! - sum,
        },
      ];
    });
  });
}

const close = (text: string, expected: number | null) =>
  expected === null
    ? text === ""
    : text !== "" && Math.abs(Number(text) - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
const equal = (text: string, expected: number | null) =>
  expected === null ? text === "" : text !== "" && Number(text) === expected;

/** Compares a run's tables with the second computation; every disagreement is one line. */
export function compare(folder: string, out: string): { compared: number; disagreements: string[] } {
  const [areas, values] = [read(join(folder, "areas.csv")), read(join(folder, "values.csv"))];
  const disagreements: string[] = [];
  let compared = 0;
  for (const want of wanted) {
    const written = new Map(read(join(out, `ranking-${want[0]}.csv`)).map((row) => [row["code"]!, row]));
    const expected = expectedRanking(areas, values, want);
    if (written.size !== expected.length)
      disagreements.push(`${want[0]}: ${written.size} rows written, ${expected.length} expected`);
    for (const e of expected) {
      compared++;
      const row = written.get(e.code);
      const fine =
        row !== undefined &&
        equal(row["value"]!, e.value) &&
        equal(row["lower95"]!, e.lower) &&
        equal(row["upper95"]!, e.upper) &&
        equal(row["rank"]!, e.rank) &&
        equal(row["rank_to"]!, e.rankTo) &&
        equal(row["quartile"]!, e.quartile) &&
        close(row["gap_to_best"]!, e.gapToBest) &&
        close(row["gap_to_top_quartile"]!, e.gapToTop) &&
        row["state"] === e.state &&
        (e.value !== null || row["reason"] !== "");
      if (!fine)
        disagreements.push(`${want[0]} ${e.code}: written ${JSON.stringify(row)}, expected ${JSON.stringify(e)}`);
    }
  }
  const sums = new Map(read(join(out, "reconciliation.csv")).map((row) => [`${row["year"]} ${row["code"]}`, row]));
  const expected = expectedSums(areas, values);
  if (sums.size !== expected.length)
    disagreements.push(`reconciliation: ${sums.size} rows written, ${expected.length} expected`);
  for (const e of expected) {
    compared++;
    const row = sums.get(`${e.year} ${e.code}`);
    const fine =
      row !== undefined &&
      equal(row["published"]!, e.published) &&
      equal(row["sum_of_parts"]!, e.sum) &&
      equal(row["difference"]!, e.difference);
    if (!fine)
      disagreements.push(
        `reconciliation ${e.year} ${e.code}: written ${JSON.stringify(row)}, expected ${JSON.stringify(e)}`,
      );
  }
  return { compared, disagreements };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, out = join(import.meta.dirname, "../out/els-uk")] = process.argv.slice(2);
  if (folder === undefined)
    throw new Error("usage: tsx els-uk/check.ts <folder of source files> [folder of a run's tables]");
  const { compared, disagreements } = compare(folder, out);
  process.stdout.write(
    `${disagreements.join("\n")}${disagreements.length > 0 ? "\n" : ""}${compared} rows compared, ${disagreements.length} disagree\n`,
  );
  process.exitCode = disagreements.length === 0 ? 0 : 1;
}
