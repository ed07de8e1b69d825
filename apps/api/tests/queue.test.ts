import { afterAll, beforeAll, expect, test } from "vitest";
import { board as contract } from "@duibiao/contract";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, smallCatalogue } from "../src/testing-province.ts";
import { accept, number, openFlow, report, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
const window = "from=2026-01-01&to=2026-12-31";

const leaf = (key: string, indicator: string, weight: number) => ({
  key,
  name: { zh: key, en: key },
  weight,
  indicator,
});
/** The small catalogue with a year-on-year rule, and a scheme whose leaf of energy weighs 0.4, of servers 0.6. Invented. */
const catalogue = {
  ...smallCatalogue,
  key: "queue",
  indicators: [
    ...smallCatalogue.indicators,
    {
      key: "t_servers",
      name: { zh: "机房用电", en: "servers" },
      formula: "t_server",
      uom: "kWh",
      direction: "lower" as const,
    },
  ],
  rules: [
    ...smallCatalogue.rules,
    {
      key: "T3",
      name: { zh: "用电量同比变动超30%", en: "changed by more than 30%" },
      severity: "warn" as const,
      check: "plausibility" as const,
      way: "year_on_year" as const,
      expr: "abs(t_energy - prev_year(t_energy)) <= 0.3 * prev_year(t_energy)",
      advice: { zh: "核对", en: "check" },
    },
  ],
  schemes: [
    {
      key: "S",
      name: { zh: "测试方案", en: "test scheme" },
      minCoverage: 0,
      weightsStatus: "PROPOSAL" as const,
      root: {
        key: "root",
        name: { zh: "总", en: "all" },
        weight: 1,
        children: [leaf("L1", "t_per_head", 0.4), leaf("L2", "t_servers", 0.6)],
      },
    },
  ],
};

async function collectionOf(year: number, opensAt: string) {
  const period = await makePeriod(t, `${year}Q2`, "quarter", `${year}-04-01`, `${year}-06-30`);
  const opened = await t.as("analyst").post("/collections", {
    form: "T_FORM",
    name: "测试采集",
    synthetic: true,
    owner: f.region["P"],
    catalogue: own,
    period,
    opensAt,
    ...Object.fromEntries(
      ["dueUnit", "dueCounty", "dueCity", "dueProvince"].map((due) => [due, `${year}-12-31T00:00:00+08:00`]),
    ),
  });
  expect(opened.status, opened.text).toBe(200);
  return opened.body.id as number;
}

let own: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2025-07-10T09:00:00+08:00");
  f = await openFlow(t);
  own = await makeCatalogue(t, catalogue);
  // The year before: a1 1000, a2 100; both county-accepted by nobody, as sent.
  const before = await collectionOf(2025, "2025-07-01T00:00:00+08:00");
  const earlier = { ...f, collection: before };
  await report(earlier, "a1", { energy: "1000", people: "10", server: "50" });
  await report(earlier, "a2", { energy: "100", people: "10", server: "50" });
  t.setNow("2026-07-10T09:00:00+08:00");
  f = { ...f, collection: await collectionOf(2026, "2026-07-01T00:00:00+08:00") };
});
afterAll(() => t.close());

const queue = async (who: string, more = "") => (await t.as(who).get(`/queue?${window}${more}`)).body;
const itemOf = (answer: any, id: number) => answer.items.find((item: any) => item.submissionId === id);

test("weighs what is in doubt against the total of the region that the reviewer serves, and the index", async () => {
  // a1: 1000 becomes 1500 (+50 %); a2: 100 becomes 500 (+400 %). The city's total is 2000, of servers 100.
  const a1 = await report(f, "a1", { energy: "1500", people: "10", server: "50" });
  const a2 = await report(f, "a2", { energy: "500", people: "10", server: "50" });
  await t.settle();
  const answer = await queue("reviewer-A");
  expect(answer.against).toMatchObject({ id: f.region["A"], tier: "city" });
  expect(answer.scheme.key).toBe("S");
  // T3 strikes both: in doubt is the change, 500 of 2000 and 400 of 2000. By the index: leaves of t_energy 0.4.
  expect(itemOf(answer, a1.id)).toMatchObject({
    total: 0.25,
    index: 0.1,
    weight: 0.35,
    checks: ["plausibility/year_on_year", "consistency/lines"],
    doubts: [
      { measure: "t_energy", because: "finding", share: 0.75, change: 0.5, moved: 0.25, leaves: 0.4, explained: false },
    ],
  });
  expect(itemOf(answer, a2.id)).toMatchObject({ total: 0.2, doubts: [{ share: 0.25, change: 4, moved: 0.2 }] });
  // The county's own reviewer: against the county's total.
  const county = await queue("reviewer-a1");
  expect(county.items).toHaveLength(1);
  expect(itemOf(county, a1.id).doubts[0]).toMatchObject({ share: 1, moved: 500 / 1500 });
});

test("a change beyond a tenth without a word is in doubt, and with a word is not", async () => {
  const before = {
    ...f,
    collection: (
      await t.owner.query(
        "select id from collections where name = '测试采集' and period_id = (select id from periods where key = '2025Q2')",
      )
    ).rows[0].id,
  };
  t.setNow("2025-07-11T09:00:00+08:00");
  await report(before, "b1", { energy: "1000", people: "10", server: "100" });
  await report(before, "b2", { energy: "1000", people: "10", server: "100" });
  t.setNow("2026-07-11T09:00:00+08:00");
  const silent = await report(f, "b1", { energy: "1000", people: "10", server: "120" });
  const id = await startSubmission(f, "b2");
  const saved = await t.as("clerk-b2").put(`/submissions/${id}/cells`, {
    cells: [
      number("t_energy", "1000"),
      number("t_people", "10"),
      { ...number("t_server", "120"), note: "四月新增两个机柜" },
    ],
  });
  expect(saved.status, saved.text).toBe(200);
  await signAndSubmit(f, "b2", id);
  await t.settle();
  const answer = await queue("reviewer-B");
  // 20 of the city's 240; leaves of servers 0.6 and of nothing else: 0.6 × 20/240 = 0.05.
  const item = itemOf(answer, silent.id);
  expect(item.doubts).toHaveLength(1);
  expect(item.doubts[0]).toMatchObject({ measure: "t_server", because: "change", change: 0.2, explained: false });
  expect(item.total).toBeCloseTo(20 / 240, 12);
  expect(item.index).toBeCloseTo(0.05, 12);
  expect(itemOf(answer, id)).toMatchObject({ total: 0, index: 0, weight: 0, doubts: [] });
});

test("figures that the city has not reviewed are not weighed for the province", async () => {
  const { items } = await queue("reviewer-P");
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) expect(item).toMatchObject({ unseen: true, doubts: [] });
  const [a1] = (await queue("reviewer-A")).items;
  const board = contract.openBoard((await t.as("reviewer-a1").get(`/board?${window}`)).body);
  const hash = board.cells.find((cell) => cell.submissionId === a1.submissionId)!.contentHash!;
  await accept(f, "reviewer-a1", "county", { id: a1.submissionId, hash });
  await accept(f, "reviewer-A", "city", { id: a1.submissionId, hash });
  await t.settle();
  const seen = itemOf(await queue("reviewer-P"), a1.submissionId);
  // Against what cities have accepted: 1500 of 1500.
  expect(seen).toMatchObject({ unseen: false });
  expect(seen.doubts[0]).toMatchObject({ measure: "t_energy", share: 1 });
});

test("clerks are refused, and a scheme that is not there weighs nothing", async () => {
  expect((await t.as("clerk-a1").get(`/queue?${window}`)).status).toBe(403);
  expect((await queue("reviewer-A", "&scheme=none")).scheme).toBeNull();
});
