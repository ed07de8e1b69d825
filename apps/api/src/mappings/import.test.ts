import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Catalogue } from "@duibiao/indicators";
import { openFlow, type Flow } from "../../tests/flow.ts";
import { makeCatalogue, smallCatalogue } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
const now = "2026-04-10T09:00:00+08:00";
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow(now);
  f = await openFlow(t);
});
afterAll(() => t.close());

/** Of the form's electricity by so many uses, invented: a cell each, so that few rows make many cells. */
const uses = Array.from({ length: 50 }, (_, at) => `u${at}`);
const wide: Catalogue = {
  ...smallCatalogue,
  key: "wide",
  breakdowns: [
    {
      ...smallCatalogue.breakdowns[0]!,
      members: uses.map((key) => ({ key, name: { zh: `用途${key}`, en: `use ${key}` } })),
    },
  ],
  forms: smallCatalogue.forms.map((form) => ({
    ...form,
    sections: [
      {
        key: "energy",
        name: { zh: "用电", en: "electricity" },
        lines: [
          { row: "00", measure: "t_energy" },
          ...uses.map((key, at) => ({ row: `${at + 1}`, measure: "t_energy", member: `kind:${key}`, required: false })),
        ],
      },
    ],
  })),
  rules: [],
};

async function map(key: string, catalogue: number, cells: { column: string; member: string }[]): Promise<number> {
  const columns = ["单位名称", ...cells.map(({ column }) => column)];
  const document = {
    system: "能耗系统",
    title: "用电明细",
    form: "T_FORM",
    sheet: "",
    header: 1,
    columns,
    unit: { column: "单位名称", by: "name" },
    period: null,
    skip: [],
    rows: "one",
    cells: cells.map((cell) => ({ ...cell, measure: "t_energy", uom: "kWh" })),
  };
  const saved = await t.as("analyst").post("/mappings", { owner: f.region["P"], key, catalogue, document });
  expect(saved.status, saved.text).toBe(200);
  return saved.body.id;
}

test("of a whole export of more than 200,000 cells is said how many it holds, and how to split it", async () => {
  const columns = uses.map((key) => ({ column: key, member: `kind:${key}` }));
  const id = await map("wide", await makeCatalogue(t, wide), columns);
  const bring = (units: number) => {
    const rows = Array.from({ length: units }, (_, at) => `外单位${at}${",1".repeat(uses.length)}`);
    const file = new TextEncoder().encode([["单位名称", ...uses].join(), ...rows].join("\n"));
    const address = `/mappings/${id}/cells?collection=${f.collection}&dryRun=true&file=all.csv`;
    return t.as("analyst").post(address, file, { "Content-Type": "application/octet-stream" });
  };
  // So many are past the limit's gate, and stand before the next: nothing is looked at in a collection that has not begun.
  t.setNow("2026-03-31T09:00:00+08:00");
  const [most, more] = [await bring(4000), await bring(4001)];
  t.setNow(now);
  expect([most.status, most.body.zh]).toEqual([409, "采集任务尚未开始"]);
  // 4,001 x 50 = 200,050.
  expect([more.status, more.body.cells, more.body.most]).toEqual([422, 200_050, 200_000]);
  expect(more.body.zh).toBe("文件有 200050 个单元格，一次最多 200000 个：请在原系统按地区或按列分成几份导出");
  expect(more.body.en).toContain("export it in parts, by region or by columns");
});

test("an import whose connection a proxy cuts goes on; the retry is told to come back, then hears what came of it", async () => {
  const id = await map("narrow", f.catalogue, [{ column: "用电量", member: "total" }]);
  await t.person("analyst-A", "analyst", { region: f.region["A"]! });
  const server = createAdaptorServer({ fetch: t.app.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const token = { name: "能耗系统接口", actions: ["submission.push"], expiresAt: "2026-07-01T00:00:00+08:00" };
  const { secret } = (await t.as("analyst-A").post("/tokens", token)).body;
  const bring = (signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}/api/v1/mappings/${id}/cells?collection=${f.collection}&dryRun=false&file=all.csv`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${secret}`,
        "Content-Type": "application/octet-stream",
        "Idempotency-Key": "one-import-0123456789",
      },
      body: new TextEncoder().encode("单位名称,用电量\n演示单位a1,5\n"),
      ...(signal === undefined ? {} : { signal }),
    });
  // As long as two waits for a lock: keeping what came takes its time.
  await t.owner.query(`
    create function slow() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(77), pg_sleep(8); return null; end $$;
    create trigger slow before insert on arrivals for each statement execute function slow()`);
  const isWriting = async () =>
    (await t.owner.query("select 1 from pg_locks where locktype = 'advisory' and objid = 77")).rows.length > 0;
  try {
    const proxy = new AbortController();
    const first = bring(proxy.signal).catch((error: Error) => error.name);
    await vi.waitUntil(isWriting, { timeout: 30_000 });
    proxy.abort();
    expect(await first).toBe("AbortError");
    const busy = await bring();
    expect([busy.status, Number(busy.headers.get("Retry-After"))]).toEqual([503, 2]);
    expect(await isWriting()).toBe(true);
    await vi.waitUntil(async () => !(await isWriting()), { timeout: 30_000 });
    const answers = [await bring(), await bring()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [body, again] = await Promise.all(answers.map((answer) => answer.text()));
    expect(JSON.parse(body!)).toMatchObject({ written: true, counts: { written: 1, unchanged: 0 } });
    expect(again).toBe(body);
  } finally {
    await t.owner.query("drop trigger slow on arrivals; drop function slow");
    server.close();
  }
  const { rows } = await t.owner.query(
    `select (select count(*)::int from audit_log where action = 'mappings.import' and detail->'push'->>'dryRun' = 'false') as deeds,
            (select max(version)::int from cells where source like 'system:%all.csv') as version`,
  );
  expect(rows[0]).toEqual({ deeds: 1, version: 1 });
});
