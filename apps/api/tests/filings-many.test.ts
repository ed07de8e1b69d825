import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fillTemplate, partsOf } from "@duibiao/workbook/testing";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, type Flow } from "./flow.ts";

vi.setConfig({ testTimeout: 180_000 });

const many = 24;
const keys = Array.from({ length: many }, (_, at) => `k${String(at + 1).padStart(2, "0")}`);
let t: TestPlatform;
let f: Flow;
let folder: { name: string; bytes: Uint8Array }[];

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t, Object.fromEntries(keys.map((key) => [key, { region: "a1", covers: "own" as const }])));
  const zip = await t
    .as("reviewer-a1")
    .get(`/filings/templates.zip?collection=${f.collection}&region=${f.region["a1"]}`);
  // Institution n reports 100 n kWh and n people.
  folder = [...partsOf(zip.bytes)].map(([name, content], at) => ({
    name,
    bytes: fillTemplate(content, { "01": { value: 100 * (at + 1) }, "04": { value: 0 }, "05": { value: at + 1 } }),
  }));
});
afterAll(() => t.close());

const send = (
  who: string,
  { name, bytes }: (typeof folder)[number],
  key: string = randomUUID(),
  proof: Record<string, string> = {},
) =>
  t
    .as(who)
    .post(
      `/filings?${new URLSearchParams({ collection: String(f.collection), region: String(f.region["a1"]), dryRun: "false", name, sender: "李送报" })}`,
      bytes,
      { "Content-Type": "application/octet-stream", "Idempotency-Key": key, ...proof },
    );

/** Drops the folder as the page does: two files at a time, a busy answer is tried again. */
async function drop(who: string, files: typeof folder): Promise<string[]> {
  const verdicts: string[] = [];
  let at = 0;
  const hand = async () => {
    for (let mine = at++; mine < files.length; mine = at++) {
      let answer = await send(who, files[mine]!);
      while (answer.status === 503) answer = await send(who, files[mine]!);
      verdicts[mine] = answer.status === 200 ? answer.body.verdict : `${answer.status} ${answer.body.code}`;
    }
  };
  await Promise.all([hand(), hand()]);
  return verdicts;
}

/** The database ends every connection of this platform's server. */
async function cutOff(): Promise<void> {
  const admin = new pg.Client({ connectionString: t.urls.adminUrl });
  await admin.connect();
  const { rows } = await t.owner.query("select current_database() as name");
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-api' and datname = $1",
    [rows[0].name],
  );
  await admin.end();
}

const counted = async () =>
  (
    await t.owner.query(
      "select (select count(*)::int from revisions) as revisions, (select count(*)::int from filings) as filings, (select count(*)::int from submissions where state = 'submitted') as sent",
    )
  ).rows[0];

test("a fault in the middle of a folder loses what was not acknowledged and nothing else; dropped again, the folder is in once", async () => {
  const half = folder.slice(0, many / 2);
  const before = await drop("reviewer-a1", half.slice(0, 8));
  expect(before).toEqual(Array(8).fill("filed"));
  // The connections go while two more are under way.
  const under = [send("reviewer-a1", half[8]!), send("reviewer-a1", half[9]!)];
  await cutOff();
  const broken = await Promise.all(under.map((one) => one.then((answer) => answer.status)));
  for (const status of broken) expect([200, 503]).toContain(status);
  expect((await counted()).sent).toBe(8 + broken.filter((status) => status === 200).length);
  // Dropped again as a whole, with the rest of the folder.
  const again = await drop("reviewer-a1", folder);
  expect(again.slice(0, 8)).toEqual(Array(8).fill("unchanged"));
  expect(again.every((verdict) => verdict === "filed" || verdict === "unchanged")).toBe(true);
  expect(await counted()).toEqual({ revisions: many, filings: many, sent: many });
});

test("two people who drop the same folder make one report of each institution", async () => {
  await t.owner.query("truncate filings, revisions, observations, findings, cells, submissions, decisions");
  const [one, other] = await Promise.all([drop("reviewer-a1", folder), drop("reviewer2-a1", folder)]);
  for (let at = 0; at < many; at++) expect([one[at], other[at]].sort()).toEqual(["filed", "unchanged"]);
  expect(await counted()).toEqual({ revisions: many, filings: many, sent: many });
  await t.settle();
  const { body } = await t
    .as("reviewer-a1")
    .get(`/roll-ups?period=${f.period}&lens=submitted&region=${f.region["a1"]}&measure=t_energy`);
  // 100 + 200 + ... + 2400 = 100 * 24 * 25 / 2 = 30,000.
  expect(body.items.find((row: any) => row.member === "total")).toMatchObject({ sum: "30000", nAnswered: many });
});

test("a file that was sent away before the due time because the platform is busy is on time when there is room", async () => {
  await t.owner.query("truncate filings, revisions, observations, findings, cells, submissions, decisions");
  const onTime = async (file: (typeof folder)[number], isSentAway: boolean) => {
    const key = randomUUID();
    const proof: Record<string, string> = {};
    const passed = vi.spyOn(Date, "now").mockReturnValue(10_000);
    if (isSentAway) {
      // It is due at 23:59:59. Three seconds before it more wait for the database than may even in one's turn.
      t.setNow("2026-04-15T23:59:56+08:00");
      const queue = vi.spyOn(t.platform.db.$client, "waitingCount", "get").mockReturnValue(150);
      const busy = await send("reviewer-a1", file, key);
      expect(busy.status).toBe(503);
      proof["X-Duibiao-Queued"] = busy.headers.get("X-Duibiao-Queued")!;
      queue.mockRestore();
    }
    t.setNow("2026-04-16T00:00:04+08:00");
    passed.mockReturnValue(18_000);
    const { status, body } = await send("reviewer-a1", file, key, proof);
    passed.mockRestore();
    expect([status, body.verdict]).toEqual([200, "filed"]);
    return (await t.as("reviewer-a1").get(`/submissions/${body.submissionId}`)).body.revisions[0].onTime;
  };
  expect([await onTime(folder[0]!, true), await onTime(folder[1]!, false)]).toEqual([true, false]);
  t.setNow("2026-04-10T09:00:00+08:00");
});
