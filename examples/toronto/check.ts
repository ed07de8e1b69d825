// Computes sums and energy per area a second time, straight from the source file, and compares them with what a run
// has written. It imports nothing of the platform and nothing of the example.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parseCsv } from "../els-uk/check.ts";

type Row = Record<string, string>;

const read = (file: string): Row[] =>
  parseCsv(existsSync(file) ? readFileSync(file, "utf8") : gunzipSync(readFileSync(`${file}.gz`)).toString("utf8"));

const area = "Property GFA - Self-Reported (m²)";
const energy = "Site Energy Use (GJ)";
const measured: Record<string, string> = {
  tor_floor_area: area,
  tor_electricity_kwh: "Electricity Use - Grid Purchase (kWh)",
  tor_gas_gj: "Natural Gas Use (GJ)",
  tor_fuel_oil_gj: "Fuel Oil #2 Use (GJ)",
  tor_steam_gj: "District Steam Use (GJ)",
  tor_chilled_water_gj: "District Chilled Water Use (GJ)",
  tor_site_energy_gj: energy,
  tor_source_energy_gj: "Source Energy Use (GJ)",
  tor_ghg_t: "Total (Location-Based) GHG Emissions (Metric Tons CO2e)",
};
const flagged: [rule: string, breaks: (row: Row) => boolean][] = [
  ["TOR_AREA_ZERO", (row) => Number(row[area]) === 0],
  [
    "TOR_SHORT_METERS",
    (row) => row["Alert - Energy Meter has less than 12 full calendar months of data"] === "Possible Issue",
  ],
  ["TOR_METER_OVERLAP", (row) => row["Alert - Energy Meter has overlaps"] === "Possible Issue"],
  ["TOR_AREA_ALERT", (row) => row["Alert - Gross Floor Area is 0 ft2"] === "Possible Issue" && Number(row[area]) !== 0],
];

const number = (text: string | undefined) =>
  text === undefined || text === "" || Number.isNaN(Number(text)) ? null : Number(text);
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Compares a run's tables with the second computation; every disagreement is one line. */
export function compare(folder: string, out: string): { compared: number; disagreements: string[] } {
  const all = read(join(folder, "buildings_2021.csv"));
  const contradicted = (row: Row) => Number(row[area]) === 0 && row["Alert - Gross Floor Area is 0 ft2"] === "Ok";
  const kept = all.filter((row) => !contradicted(row));
  const disagreements: string[] = [];
  let compared = 0;
  const say = (fine: boolean, text: string) => {
    compared++;
    if (!fine) disagreements.push(text);
  };

  const sums = (file: string, by: string, belongs: (building: Row, row: Row) => boolean) => {
    for (const row of read(join(out, file)).filter((r) => measured[r["measure"]!] !== undefined)) {
      const numbers = kept.filter((b) => belongs(b, row)).flatMap((b) => number(b[measured[row["measure"]!]!]) ?? []);
      const total = numbers.reduce((a, b) => a + b, 0);
      const fine =
        Number(row["answered"]) === numbers.length &&
        (numbers.length === 0 ? row["sum"] === "" : close(Number(row["sum"]), total));
      say(
        fine,
        `${file} ${row[by]} ${row["measure"]}: written ${row["sum"]} of ${row["answered"]}, expected ${total} of ${numbers.length}`,
      );
    }
  };
  sums("sums-by-type.csv", "type", (b, row) => b["Primary Property Type - Self Selected"] === row["type"]);
  // The owner of all buildings stands in the same table as the municipalities.
  sums("sums-by-city.csv", "city", (b, row) => row["code"] === "TORONTO" || b["City"] === row["city"]);

  const findings = read(join(out, "findings.csv"));
  for (const [rule, breaks] of flagged) {
    const written = new Set(
      findings.filter((f) => f["rule"] === rule && f["verdict"] === "false").map((f) => f["building"]),
    );
    const expected = all.filter(breaks).map((b) => b["Portfolio Manager Property ID"]!);
    say(
      written.size === expected.length && expected.every((id) => written.has(id)),
      `${rule}: ${written.size} written, ${expected.length} expected`,
    );
  }
  const refused = new Set(findings.filter((f) => f["severity"] === "refused").map((f) => f["building"]));
  say(
    refused.size === all.length - kept.length &&
      all.filter(contradicted).every((b) => refused.has(b["Portfolio Manager Property ID"])),
    `refused: ${refused.size} written, ${all.length - kept.length} expected`,
  );

  const values = new Map(
    kept.map((b) => [
      b["Portfolio Manager Property ID"]!,
      number(b[energy]) !== null && Number(b[area]) > 0 ? Number(b[energy]) / Number(b[area]) : null,
    ]),
  );
  const ranked = [...values.values()].filter((v) => v !== null);
  for (const row of read(join(out, "energy-per-area.csv"))) {
    const value = values.get(row["building"]!) ?? null;
    const fine =
      value === null
        ? row["value"] === "" && row["rank"] === "" && row["reason"] !== ""
        : close(Number(row["value"]), value) &&
          Number(row["rank"]) === ranked.filter((v) => v < value * (1 - 1e-12)).length + 1;
    say(fine, `energy-per-area ${row["building"]}: written ${row["value"]} rank ${row["rank"]}, expected ${value}`);
  }
  return { compared, disagreements };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, out = join(import.meta.dirname, "../out/toronto")] = process.argv.slice(2);
  if (folder === undefined)
    throw new Error("usage: tsx toronto/check.ts <folder of the source file> [folder of a run's tables]");
  const { compared, disagreements } = compare(folder, out);
  process.stdout.write(
    `${disagreements.join("\n")}${disagreements.length > 0 ? "\n" : ""}${compared} rows compared, ${disagreements.length} disagree\n`,
  );
  process.exitCode = disagreements.length === 0 ? 0 : 1;
}
