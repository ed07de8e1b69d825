import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readCsv } from "@duibiao/workbook";

/** One building as published; `cells` by the source's column names. */
export type Building = {
  id: string;
  name: string;
  city: string;
  type: string;
  cells: Record<string, string>;
};

/** Columns of figures and the measure of each. */
export const figureColumns: Readonly<Record<string, string>> = {
  "Property GFA - Self-Reported (m²)": "tor_floor_area",
  "Electricity Use - Grid Purchase (kWh)": "tor_electricity_kwh",
  "Natural Gas Use (GJ)": "tor_gas_gj",
  "Fuel Oil #2 Use (GJ)": "tor_fuel_oil_gj",
  "District Steam Use (GJ)": "tor_steam_gj",
  "District Chilled Water Use (GJ)": "tor_chilled_water_gj",
  "Site Energy Use (GJ)": "tor_site_energy_gj",
  "Source Energy Use (GJ)": "tor_source_energy_gj",
  "Total (Location-Based) GHG Emissions (Metric Tons CO2e)": "tor_ghg_t",
  "Site EUI (GJ/m²)": "tor_published_eui",
};
/** Columns of the source's own checks and the measure of each. */
export const alertColumns: Readonly<Record<string, string>> = {
  "Alert - Gross Floor Area is 0 ft2": "tor_alert_zero_area",
  "Alert - Energy Meter has overlaps": "tor_alert_overlap",
  "Alert - Energy Meter has less than 12 full calendar months of data": "tor_alert_short_meters",
};

const identity = {
  id: "Portfolio Manager Property ID",
  name: "Property Name",
  city: "City",
  type: "Primary Property Type - Self Selected",
};
const unused = [
  "Custom Property ID 3 - ID",
  "Electricity Use - Grid Purchase (GJ)",
  "Natural Gas Use (therms)",
  "Source EUI (GJ/m²)",
  "Total (Location-Based) GHG Emissions Intensity (kgCO2e/m²)",
  "Office - Weekly Operating Hours",
  "List of All Property Use Types (GFA) (m²)",
  "Largest Property Use Type",
];

/** Reads `buildings_2021.csv.gz` (or `.csv`) of a folder. @throws Error naming row and column. */
export function readSource(folder: string): Building[] {
  const plain = join(folder, "buildings_2021.csv");
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed))
    throw new Error(`找不到文件 ${plain}（或 .gz）\nNo file ${plain} (or .gz)`);
  const text = existsSync(plain) ? readFileSync(plain, "utf8") : gunzipSync(readFileSync(packed)).toString("utf8");
  const needed = [...Object.values(identity), ...Object.keys(figureColumns), ...Object.keys(alertColumns)].map(
    (name) => ({ name, required: true }),
  );
  const { rows, problems } = readCsv(text, {
    columns: [...needed, ...unused.map((name) => ({ name, required: false }))],
    maxRows: 100_000,
  });
  const first = problems[0];
  if (first !== undefined)
    throw new Error(`第 ${first.row} 行 ${first.column}：${first.zh}\nrow ${first.row} ${first.column}: ${first.en}`);
  return rows.map(({ values: cells }) => ({
    id: cells[identity.id]!,
    name: cells[identity.name]!,
    city: cells[identity.city]!,
    type: cells[identity.type]!,
    cells,
  }));
}
