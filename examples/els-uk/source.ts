import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readCsv } from "@duibiao/workbook";

/** A row of areas.csv, as published. `endYear`: the last year at whose end the area existed; null = current. */
export type Area = {
  code: string;
  name: string;
  levels: readonly string[];
  endYear: number | null;
  parents: readonly string[];
  children: readonly string[];
};

/** A row of values.csv, as published. `status`: x unavailable, u low reliability, c confidential, z not applicable. */
export type Figure = {
  dataset: string;
  indicator: string;
  code: string;
  period: string;
  value: string;
  lower: string;
  upper: string;
  status: string;
};

const names = (columns: readonly string[]) => columns.map((name) => ({ name, required: false }));
const areaColumns = names(["code", "name", "levels", "end_year", "parents", "children"]);
const figureColumns = names([
  "dataset",
  "indicator",
  "measure",
  "code",
  "period",
  "value",
  "lci95",
  "uci95",
  "status",
  "note",
]);

/** Reads `areas.csv` and `values.csv.gz` (or `values.csv`) of a folder. @throws Error naming file, row and column. */
export function readSource(folder: string): { areas: Area[]; figures: Figure[] } {
  const areas = table(folder, "areas.csv", areaColumns).map((row) => ({
    code: row["code"]!,
    name: row["name"]!,
    levels: list(row["levels"]!),
    endYear: row["end_year"] === "" ? null : Number(row["end_year"]),
    parents: list(row["parents"]!),
    children: list(row["children"]!),
  }));
  const figures = table(folder, "values.csv", figureColumns).map((row) => ({
    dataset: row["dataset"]!,
    indicator: row["indicator"]!,
    code: row["code"]!,
    period: row["period"]!,
    value: row["value"]!,
    lower: row["lci95"]!,
    upper: row["uci95"]!,
    status: row["status"]!,
  }));
  return { areas, figures };
}

const list = (text: string) => text.split("|").filter((part) => part !== "");

function table(folder: string, file: string, columns: { name: string; required: boolean }[]): Record<string, string>[] {
  const plain = join(folder, file);
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed))
    throw new Error(`找不到文件 ${plain}（或 .gz）\nNo file ${plain} (or .gz)`);
  const text = existsSync(plain) ? readFileSync(plain, "utf8") : gunzipSync(readFileSync(packed)).toString("utf8");
  const { rows, problems } = readCsv(text, { columns, maxRows: 200_000 });
  const first = problems[0];
  if (first !== undefined)
    throw new Error(
      `${file}：第 ${first.row} 行 ${first.column}：${first.zh}\n${file}: row ${first.row} ${first.column}: ${first.en}`,
    );
  return rows.map((row) => row.values);
}
