import { randomUUID } from "node:crypto";
import { fillTemplate, partsOf, readOffice } from "../../packages/workbook/src/testing.ts";
import { loadProvince, tokenOf, type Fixture } from "./fixture.ts";
import { flatCatalogue } from "./flat-catalogue.ts";
import { loadFormTask } from "./form-task.ts";
import { closedLoop, median, nearestRank, timed } from "./measure.ts";
import { startPlatform, type BenchServer } from "./servers.ts";
import { milliseconds, printTable, short } from "./table.ts";

const institutions = 1000;
/** So many files the page sends at a time. */
const lanes = 2;
const measures = Array.from({ length: 20 }, (_, at) => `n${String(at + 1).padStart(2, "0")}`);

/** A thousand institutions of the first county, without people of their own, which owe a form of twenty lines; the collection. */
export async function loadInstitutions(f: Fixture): Promise<number> {
  const made = await f.owner.query<{ id: number }>(
    "insert into units (hash) select hashint8extended(n, 8) from generate_series(1, $1) n returning id",
    [institutions],
  );
  const units = made.rows.map(({ id }) => id);
  await f.owner.query(
    `insert into unit_versions (unit_id, valid_from, region_id, code, name, covers, line)
     select id, '2000-01-01', $2, 'X1-' || lpad(n::text, 4, '0'), '压测机构' || n, 'own', (array['教育', '卫生健康', '公安', ''])[1 + n % 4]
     from unnest($1::int[]) with ordinality u (id, n)`,
    [units, f.countyIds[0]],
  );
  const catalogue = flatCatalogue("bench-institutions", measures, [{ key: "INST", signing: "online" }]);
  return loadFormTask(f, catalogue, "2027-01-01", units);
}

/** 代报 of a thousand institutions as their county does it: templates, the trial of a folder, the folder, the folder again. */
export async function benchFilings(server: BenchServer, passwordHash: string): Promise<void> {
  const database = await server.makeDatabase("bench_filings");
  const f = await loadProvince(database.ownerUrl, 1, 1, passwordHash);
  const collection = await loadInstitutions(f);
  const platform = await startPlatform(database, server.folder);
  try {
    await measure(f, collection, platform.port);
  } finally {
    await platform.stop();
    await f.owner.end();
  }
}

async function measure(f: Fixture, collection: number, port: number): Promise<void> {
  const where = { collection: String(collection), region: String(f.countyIds[0]) };
  const headers = {
    Cookie: `duibiao=${tokenOf("county")}`,
    "X-Duibiao": "1",
    "Content-Type": "application/octet-stream",
  };
  const ask = async (path: string, body?: Uint8Array<ArrayBuffer>) => {
    const more = body === undefined ? {} : { method: "POST", body };
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      headers: { ...headers, "Idempotency-Key": randomUUID() },
      ...more,
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const zip = await timed(() => ask(`/filings/templates.zip?${new URLSearchParams(where)}`));
  const templates = [...partsOf(zip.result)];
  if (templates.length !== institutions) throw new Error(`${templates.length} templates`);
  const folder = templates.map(([name, template], at) => ({
    name,
    bytes: fillTemplate(
      template,
      Object.fromEntries(measures.map((_, row) => [String(row + 1), { value: 100 * at + row }])),
    ),
  }));
  const reads: number[] = [];
  for (const { bytes } of folder.slice(0, 100)) reads.push((await timed(() => readOffice(bytes))).milliseconds);
  const read = median(reads);
  const drop = async (what: string, dryRun: boolean, wanted: string) => {
    const load = await closedLoop(folder, lanes, async ({ name, bytes }) => {
      const query = new URLSearchParams({ ...where, dryRun: String(dryRun), name, sender: "李送报" });
      const { verdict } = JSON.parse(new TextDecoder().decode(await ask(`/filings?${query}`, bytes))) as {
        verdict: string;
      };
      if (verdict !== wanted) throw new Error(`${what}, ${name}: ${verdict}`);
    });
    const mid = median(load.times);
    return [
      what,
      milliseconds(mid),
      milliseconds(nearestRank(load.times, 0.95)),
      `${short(institutions / load.perSecond)} s`,
      `${short(mid / read)}x`,
    ];
  };
  const rows = [
    await drop("trial of a file", true, "filed"),
    await drop("filing a file", false, "filed"),
    await drop("the same file again", false, "unchanged"),
  ];
  const list = await timed(() => ask(`/filings?${new URLSearchParams(where)}`));
  printTable(
    `${institutions} institutions of one county, ${measures.length} lines each, ${lanes} files at a time; a file read by another library alone: ${milliseconds(read)}`,
    ["what", "p50", "p95", "all of them", "ratio to reading"],
    [
      [
        "a template (all in one zip)",
        milliseconds(zip.milliseconds / institutions),
        "",
        `${short(zip.milliseconds / 1000)} s`,
        "",
      ],
      ...rows,
      ["a page of the list", milliseconds(list.milliseconds), "", "", ""],
    ],
  );
}
