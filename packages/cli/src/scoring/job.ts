import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { lintScheme, type Direction, type Scheme, type ScoringInput } from "@duibiao/scoring";
import { readDataFile, type DataSheet } from "../data-file.ts";
import { fail, Fault } from "../fault.ts";

/**
 * A job as its JSON file states it: the scheme, directions by indicator, which columns of the table name the units, and
 * how much is simulated. Everything that a result needs to be recomputed, beside the data.
 */
export type Job = {
  format: "duibiao-scheme/1";
  scheme: Scheme;
  directions: Record<string, Direction>;
  /** Headings of the table: the unit's id (default `id`), its name, its peer group. */
  columns?: { id?: string; name?: string; group?: string };
  simulation?: { draws?: number; seed?: number; spread?: number; level?: number };
  /** Indicators whose figures are the reporter's own word. */
  selfReported?: string[];
  /** What the data are; 演示 data say so. */
  title?: { zh: string; en: string };
  source?: string;
};

/** The table in numbers: null where a cell is empty. */
export type Data = { ids: string[]; names: string[]; groups: string[]; columns: Record<string, (number | null)[]> };

const FIELDS = ["format", "scheme", "directions", "columns", "simulation", "selfReported", "title", "source"];

export function readJob(path: string): Job {
  const file = basename(path);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    fail(`找不到方案文件：${path}。`, `no scheme file at ${path}.`);
  let job: Job;
  try {
    job = JSON.parse(readFileSync(path, "utf8")) as Job;
  } catch (error) {
    fail(
      `方案文件 ${file} 不是 JSON：${(error as Error).message}。`,
      `${file} is not JSON: ${(error as Error).message}.`,
    );
  }
  checkJob(job, file);
  return job;
}

/** Throws a Fault with everything that is wrong: fields that nobody knows, and what the scheme's lint says. */
export function checkJob(job: Job, file: string): void {
  const strange = Object.keys(job).filter((field) => !FIELDS.includes(field));
  if (job.format !== "duibiao-scheme/1" || typeof job.scheme?.root !== "object" || typeof job.directions !== "object")
    fail(
      `${file} 应有 format "duibiao-scheme/1"、scheme 和 directions。`,
      `${file} needs format "duibiao-scheme/1", scheme and directions.`,
    );
  if (strange.length > 0)
    fail(
      `${file} 有不认识的字段 ${strange.join("、")}，请检查拼写。`,
      `${file} has unknown fields ${strange.join(", ")}; check their spelling.`,
    );
  const remarks = lintScheme(job.scheme, job.directions);
  if (remarks.length > 0)
    throw new Fault(
      remarks.map(({ path, zh, en }) => ({ zh: `${file} ${path}：${zh}`, en: `${file} ${path}: ${en}` })),
    );
}

/** Reads a wide table: one row per unit, one column per indicator (and denominator), headings in the first row. */
export async function readData(path: string, job: Pick<Job, "columns" | "directions">): Promise<Data> {
  const [sheet] = await readDataFile(path);
  return tableOf(sheet!, job);
}

function tableOf(
  { file, sheet, rows }: DataSheet,
  { columns = {}, directions }: Pick<Job, "columns" | "directions">,
): Data {
  const [head, ...body] = rows;
  const where = sheet === null ? file : `${file} [${sheet}]`;
  const headings = head!.cells.map(({ text }) => text);
  const at = (heading: string) => headings.indexOf(heading);
  const idAt = at(columns.id ?? "id");
  if (idAt < 0)
    fail(
      `${where} 第 ${head!.row} 行没有列“${columns.id ?? "id"}”。`,
      `${where}, row ${head!.row} has no column "${columns.id ?? "id"}".`,
    );
  const absent = Object.keys(directions).filter((key) => at(key) < 0);
  if (absent.length > 0)
    fail(`${where} 缺少指标列 ${absent.join("、")}。`, `${where} lacks the columns ${absent.join(", ")}.`);
  const taken = new Set([columns.id ?? "id", columns.name, columns.group]);
  const numeric = headings.filter(
    (heading, n) => heading !== "" && !taken.has(heading) && headings.indexOf(heading) === n,
  );
  const faults: { zh: string; en: string }[] = [];
  const seen = new Map<string, number>();
  const values = Object.fromEntries(numeric.map((heading) => [heading, [] as (number | null)[]]));
  const data: Data = { ids: [], names: [], groups: [], columns: values };
  for (const { row, cells } of body) {
    const text = (n: number) => (n < 0 ? "" : (cells[n]?.text ?? ""));
    const id = text(idAt);
    if (id === "") faults.push({ zh: `${where} 第 ${row} 行没有代码。`, en: `${where}, row ${row} has no id.` });
    if (seen.has(id))
      faults.push({
        zh: `${where} 第 ${row} 行的代码 ${id} 与第 ${seen.get(id)} 行重复。`,
        en: `${where}, row ${row} repeats the id ${id} of row ${seen.get(id)}.`,
      });
    seen.set(id, row);
    data.ids.push(id);
    data.names.push(columns.name === undefined ? id : text(at(columns.name)));
    data.groups.push(columns.group === undefined ? "all" : text(at(columns.group)));
    for (const heading of numeric) {
      const cell = text(at(heading));
      const value = cell === "" ? null : Number(cell);
      if (value !== null && !Number.isFinite(value)) {
        // Columns that the scheme does not use may hold words.
        if (Object.hasOwn(directions, heading))
          faults.push({
            zh: `${where} 第 ${row} 行“${heading}”列的“${cell}”不是数。`,
            en: `${where}, row ${row}, column "${heading}": "${cell}" is no number.`,
          });
        values[heading]!.push(null);
      } else values[heading]!.push(value);
    }
  }
  if (faults.length > 0) throw new Fault(faults);
  return data;
}

export function inputOf({ directions }: Job, { ids, groups, columns }: Data): ScoringInput {
  return {
    regions: ids.map((id, r) => ({ id, peerGroup: groups[r]! })),
    columns: Object.fromEntries(
      Object.entries(columns).map(([key, own]) => [key, Float64Array.from(own, (value) => value ?? NaN)]),
    ),
    directions,
  };
}
