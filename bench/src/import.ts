import { createHash, randomUUID } from "node:crypto";
import { writeTable } from "../../packages/workbook/src/table.ts";
import { tokenOf, type Fixture } from "./fixture.ts";
import { flatCatalogue } from "./flat-catalogue.ts";
import { loadFormTask } from "./form-task.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable } from "./table.ts";

/** Whole exports, from a big city's to a province's; of the first unit a clerk types another cell all the while. */
const sizes = [
  { units: 200, columns: 60 },
  { units: 1000, columns: 60 },
  { units: 3000, columns: 20 },
  { units: 3000, columns: 60 },
  { units: 1000, columns: 199 },
] as const;
type Size = (typeof sizes)[number];

export type ImportTask = { size: Size; collection: number; measures: string[] };

/** A collection for each size that nobody has begun, and an analyst of all cities. */
export async function loadImportTasks(f: Fixture): Promise<ImportTask[]> {
  const tasks: ImportTask[] = [];
  for (const [at, size] of sizes.entries()) {
    const measures = Array.from({ length: size.columns }, (_, n) => `w${at}_${String(n + 1).padStart(3, "0")}`);
    // A rule of every line with the next, as forms have them.
    const rules = measures.slice(0, 20).map((measure, n) => ({
      key: `W${n + 1}`,
      name: { zh: measure, en: measure },
      severity: "warn" as const,
      expr: `${measure} <= 2 * ${measures[n + 1] ?? measures[0]}`,
      advice: { zh: measure, en: measure },
    }));
    const key = `bench-import-${at}`;
    const catalogue = flatCatalogue(
      key,
      [...measures, `w${at}_own`],
      [{ key: `WHOLE${at}`, signing: "online" }],
      rules,
    );
    tasks.push({
      size,
      collection: await loadFormTask(f, catalogue, `20${40 + at}-01-01`, f.unitIds.slice(0, size.units)),
      measures,
    });
  }
  await f.owner.query(
    `with u as (insert into users (username, name, region_id) values ('importer', 'importer', $1) returning id),
     p as (insert into posts (user_id, role, region_id) select u.id, 'analyst', c from u, unnest($2::int[]) c)
     insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at) select $3, id, 'epoch', '2999-01-01', '2999-01-02' from u`,
    [f.provinceId, f.cityIds, createHash("sha256").update(tokenOf("importer")).digest("hex")],
  );
  return tasks;
}

type Verdict = { written: boolean; counts: Record<"written" | "unchanged" | "conflict" | "refused", number> };

export async function benchImport(f: Fixture, tasks: readonly ImportTask[], port: number): Promise<void> {
  for (const task of tasks) {
    const rows = await importOne(f, task, port);
    const { units, columns } = task.size;
    printTable(
      `Import of a whole export: ${units} units x ${columns} cells, one file, one transaction`,
      ["what", "time", "answer kB", "a clerk's save there meanwhile, p50", "worst"],
      rows,
    );
  }
}

async function importOne(f: Fixture, { size, collection, measures }: ImportTask, port: number): Promise<string[][]> {
  const http = openHttp(port);
  const catalogue = await f.owner.query<{ id: number; form: string }>(
    "select catalogue_id as id, form_key as form from collections where id = $1",
    [collection],
  );
  const { id, form } = catalogue.rows[0]!;
  const mapping = await http.call<{ id: number }>("analyst", "POST", "/mappings", {
    owner: f.provinceId,
    key: form.toLowerCase(),
    catalogue: id,
    document: {
      system: `bench ${form}`,
      title: "bench",
      form,
      sheet: "",
      header: 1,
      columns: ["unit", ...measures],
      unit: { column: "unit", by: "code" },
      period: null,
      skip: [],
      rows: "one",
      cells: measures.map((measure) => ({ column: measure, measure, member: "total", uom: "kWh" })),
    },
  });
  const bytes = await writeTable([
    {
      name: "export",
      columns: ["unit", ...measures].map((name, at) => ({ name, type: at === 0 ? "text" : "number" })),
      rows: Array.from({ length: size.units }, (_, n) => [
        `U${n + 1}`,
        ...measures.map((_, at) => String(1000 * (n + 1) + at)),
      ]),
    },
  ]);
  const clerk = await http.call<{ id: number }>("c1", "POST", "/submissions", { collection, unit: f.unitIds[0] });
  const own = measures[0]!.replace(/_.*/, "_own");
  let version = 0;
  const answers: string[][] = [];
  for (const [what, dryRun, expected] of [
    ["dry run", true, "written"],
    ["run", false, "written"],
    ["the same again", false, "unchanged"],
  ] as const) {
    const saves: number[] = [];
    let done = false;
    const saving = (async () => {
      while (!done) {
        const cell = { measure: own, member: "total", version, value: { state: "number", value: String(version + 1) } };
        const took = await timed(() =>
          http.call<{ saved: unknown[] }>("c1", "PUT", `/submissions/${clerk.id}/cells`, { cells: [cell] }),
        );
        if (took.result.saved.length === 1) version++;
        saves.push(took.milliseconds);
        await new Promise((next) => setTimeout(next, 100));
      }
    })();
    const query = new URLSearchParams({ collection: String(collection), dryRun: String(dryRun), file: "bench.xlsx" });
    const { milliseconds: took, result } = await timed(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/mappings/${mapping.id}/cells?${query}`, {
        method: "POST",
        headers: {
          Cookie: `duibiao=${tokenOf("importer")}`,
          "X-Duibiao": "1",
          "Content-Type": "application/octet-stream",
          "Idempotency-Key": randomUUID(),
        },
        body: bytes,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${what} of ${size.units}: ${answer.status} ${text.slice(0, 500)}`);
      return text;
    });
    done = true;
    await saving;
    const { counts } = JSON.parse(result) as Verdict;
    if (counts[expected] !== size.units * size.columns) throw new Error(`${what}: ${JSON.stringify(counts)}`);
    answers.push([
      what,
      milliseconds(took),
      String(Math.round(result.length / 1024)),
      milliseconds(median(saves)),
      milliseconds(nearestRank(saves, 1)),
    ]);
  }
  http.close();
  const stored = await f.owner.query<{ n: number }>(
    "select count(*)::int as n from cells c join submissions s on s.id = c.submission_id where s.collection_id = $1 and c.source like 'system:bench %'",
    [collection],
  );
  if (stored.rows[0]!.n !== size.units * size.columns) throw new Error(`${stored.rows[0]!.n} cells are stored`);
  return answers;
}
