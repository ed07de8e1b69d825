import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalogue } from "@duibiao/indicators";
import { actorById } from "../src/actor.ts";
import { writeSystemRevisions } from "../src/collections/write-system.ts";
import type { Ctx } from "../src/serve.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, smallCatalogue } from "../src/testing-province.ts";
import { accept, number, openCollection, openFlow, report, type Flow } from "./flow.ts";

const name = { zh: "计数", en: "counter" };
const counter = (key: string, module: string) =>
  ({ key, name, uom: "份", type: "integer", aggRegion: "sum", aggTime: "sum", origin: "counter", module }) as const;
/** The small catalogue with a form that the platform fills, and a monthly one. Invented. */
const counting: Catalogue = {
  ...smallCatalogue,
  key: "counting",
  modules: ["collection"],
  measures: [
    ...smallCatalogue.measures,
    counter("subs_due", "collection"),
    counter("subs_ontime", "collection"),
    counter("subs_first_pass", "collection"),
    counter("opinions", "opinion"),
  ],
  forms: [
    ...smallCatalogue.forms,
    {
      key: "F_SYS_Q",
      name,
      period: "quarter",
      filledBy: "system",
      sections: [
        {
          key: "all",
          name,
          lines: ["subs_due", "subs_ontime", "subs_first_pass", "opinions"].map((measure, at) => ({
            row: `${at}`,
            measure,
          })),
        },
      ],
    },
    {
      key: "T_MONTH",
      name,
      period: "month",
      sections: [{ key: "m", name, lines: [{ row: "1", measure: "t_people" }] }],
    },
  ],
};
const REFUSAL = "本表由平台生成，任何人不得填报";

let t: TestPlatform;
let f: Flow;
let system: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  const catalogue = await makeCatalogue(t, counting);
  const task = { owner: f.region["P"]!, catalogue };
  const march = await makePeriod(t, "2026-03", "month", "2026-03-01", "2026-03-31");
  const february = await makePeriod(t, "2026-02", "month", "2026-02-01", "2026-02-28");
  // Ends in the quarter, but is not due yet when counted; and past figures, which nobody owes.
  const due = { dueUnit: "2026-06-01T00:00:00Z", dueCounty: "2026-06-02T00:00:00Z", dueCity: "2026-06-03T00:00:00Z" };
  await openCollection(t.as("analyst"), {
    ...task,
    period: march,
    form: "T_MONTH",
    repeatReason: "测试：月末与季末同时点",
    ...due,
    dueProvince: "2026-06-04T00:00:00Z",
  });
  await openCollection(t.as("analyst"), { ...task, period: february, form: "T_MONTH", origin: "history" });
  system = await openCollection(t.as("analyst"), { ...task, period: f.period, form: "F_SYS_Q", name: "平台计数" });
});
afterAll(() => t.close());

/** due, on time, first pass of each unit, as its submission stands. */
async function counted(): Promise<Record<string, string>> {
  const { rows } = await t.owner.query(
    `select u.code, string_agg(o.value::text, ' ' order by array_position(array['subs_due','subs_ontime','subs_first_pass'], m.key)) as says
     from submissions s join observations o on o.submission_id = s.id and o.revision = s.province_rev join measures m on m.id = o.measure_id
     join unit_versions u on u.unit_id = s.unit_id where s.collection_id = $1 and m.key like 'subs_%' group by u.code`,
    [system],
  );
  return Object.fromEntries(rows.map((row: { code: string; says: string }) => [row.code.slice(2), row.says]));
}
const count = (who = "analyst") => t.as(who).post(`/collections/${system}/count`, {});

test("the platform counts due, on-time and first-pass reports of a hand-counted little province", async () => {
  const figures = { energy: "10", people: "1" };
  // a1: on time, passes at once. a2: on time, sent back once, then passes. Due 15 April.
  const a1 = await report(f, "a1", figures);
  await accept(f, "reviewer-a1", "county", a1);
  await accept(f, "reviewer-A", "city", a1);
  let a2 = await report(f, "a2", figures);
  expect(
    (await t.as("reviewer-a2").post(`/submissions/${a2.id}/return`, { contentHash: a2.hash, reason: "请核对" })).status,
  ).toBe(200);
  a2 = await report(f, "a2", { energy: "11", people: "1" });
  await accept(f, "reviewer-a2", "county", a2);
  await accept(f, "reviewer-A", "city", a2);
  // d is exempt; A0 has until 18 April.
  const assign = (unit: string, body: Record<string, unknown>) =>
    t.as("analyst").put(`/collections/${f.collection}/assignments/${f.unit[unit]}`, body);
  expect((await assign("d", { exemptReason: "撤并" })).status).toBe(200);
  expect((await assign("A0", { dueUntil: "2026-04-18T00:00:00+08:00", dueReason: "停电" })).status).toBe(200);
  // b1: two days late, passes at once. A0: within its extension. P0: on the last evening. b2: nothing.
  t.setNow("2026-04-15T23:00:00+08:00");
  await report(f, "P0", figures);
  t.setNow("2026-04-17T09:00:00+08:00");
  const b1 = await report(f, "b1", figures);
  await accept(f, "reviewer-b1", "county", b1);
  await accept(f, "reviewer-B", "city", b1);
  await report(f, "A0", figures);

  t.setNow("2026-05-01T09:00:00+08:00");
  const first = await count();
  expect(first.body, first.text).toEqual({ units: 7, revisions: 7 });
  expect(await counted()).toEqual({
    a1: "1 1 1",
    a2: "1 1 0",
    b1: "1 0 1",
    b2: "1 0 0",
    d: "0 0 0",
    A0: "1 1 0",
    P0: "1 1 0",
  });
  await t.settle();
  for (const lens of ["submitted", "county", "city", "province"]) {
    const { body } = await t.as("analyst").get(`/roll-ups?period=${f.period}&collection=${system}&lens=${lens}`);
    const total = (region: string, measure: string) =>
      body.items.find((row: any) => row.regionId === f.region[region] && row.measure === measure).sum;
    // A: a1, a2, A0. P: A 3, B 2 (b1, b2), d 0, P0 1.
    expect([total("A", "subs_due"), total("P", "subs_due")]).toEqual(["3", "6"]);
    expect([total("A", "subs_ontime"), total("B", "subs_ontime"), total("P", "subs_ontime")]).toEqual(["3", "0", "4"]);
    expect([total("A", "subs_first_pass"), total("P", "subs_first_pass")]).toEqual(["1", "2"]);
    // What no module in use counts has no figure, not zero.
    expect(total("P", "opinions")).toBeNull();
  }
});

test("the same counts make no new revision; a later acceptance makes one, signed by the platform's module", async () => {
  expect((await count()).body).toEqual({ units: 7, revisions: 0 });
  const mine = (await t.as("clerk-b1").get(`/submissions?collection=${system}`)).body.items[0];
  const revision = (await t.as("clerk-b1").get(`/submissions/${mine.id}/revisions/1`)).body;
  expect(revision).toMatchObject({ kind: "system", onTime: null, signers: [{ as: "system", name: "collection" }] });
  const printed = await t.as("clerk-b1").get(`/submissions/${mine.id}/revisions/1/receipt`);
  expect(printed.text).toContain("平台 / system");
  expect(printed.text).toContain("模块 collection");
  // b2 reports at last: late, and not yet reviewed.
  await report(f, "b2", { energy: "10", people: "1" });
  expect((await count()).body.revisions).toBe(0);
  await accept(f, "reviewer-b2", "county", await again("b2"));
  await accept(f, "reviewer-B", "city", await again("b2"));
  expect((await count()).body).toEqual({ units: 7, revisions: 1 });
  expect((await counted())["b2"]).toBe("1 0 1");
});

async function again(unit: string) {
  const item = (await t.as(`clerk-${unit}`).get(`/submissions?collection=${f.collection}`)).body.items[0];
  return { id: item.id, hash: (await t.as(`clerk-${unit}`).get(`/submissions/${item.id}`)).body.contentHash };
}

test("nobody reports what the platform writes: every way in is refused with the sentence, and nobody is late with it", async () => {
  const clerk = t.as("clerk-b1");
  const { id } = (await clerk.get(`/submissions?collection=${system}`)).body.items[0];
  const contentHash = "0".repeat(64);
  const answers = [
    await clerk.post("/submissions", { collection: system, unit: f.unit["b1"] }),
    await clerk.put(`/submissions/${id}/cells`, { cells: [number("subs_due", "9")] }),
    await clerk.post(`/submissions/${id}/sign`, { contentHash }),
    await clerk.post(`/submissions/${id}/submit`, { contentHash }),
    await clerk.post(`/submissions/${id}/workbook?dryRun=true&name=a.xlsx`, "x", {
      "Content-Type": "application/octet-stream",
    }),
    await t.as("reviewer-b1").post(`/submissions/${id}/accept`, { contentHash, tier: "county" }),
    await t.as("reviewer-b1").post(`/submissions/${id}/return`, { contentHash, reason: "请核对" }),
    await t.as("analyst").csv(`/collections/${system}/import`, "unit_code,measure,value\nU-b1,subs_due,9\n"),
    await t
      .as("leader-B")
      .post("/consolidations", { collection: system, city: f.region["B"], missing: [], differences: [] }),
  ];
  for (const answer of answers) {
    expect(answer.status, answer.text).toBe(422);
    expect(answer.body.zh).toBe(REFUSAL);
    expect(answer.body.en).toContain("nobody reports it");
  }
  for (const all of ["", "?all=true"])
    expect((await clerk.get(`/assignments${all}`)).body.items.every((item: any) => item.collectionId !== system)).toBe(
      true,
    );
  const collection = (await t.as("analyst").get(`/collections/${system}`)).body;
  expect(collection.origin).toBe("system");
  expect(collection.assignments.some((assignment: any) => assignment.late)).toBe(false);
  const board = await t.as("reviewer-B").get("/board?from=2026-01-01&to=2026-12-31");
  expect(board.body.collections.map((column: any) => column.collectionId)).not.toContain(system);
});

test("another module's figures stand beside: each keeps what the other wrote", async () => {
  const { rows } = await t.owner.query("select id from users where username = 'analyst'");
  await t.db.transaction(async (tx) => {
    const now = new Date("2026-05-02T00:00:00Z");
    const actor = await actorById(tx, rows[0].id, "analyst", "collection.open", now);
    const ctx = { tx, platform: t.platform, actor, now } as Ctx;
    const figures = new Map([
      [f.unit["a1"]!, [{ measure: "opinions", member: "total", value: { state: "number", value: "4" } as const }]],
    ]);
    expect(await writeSystemRevisions(ctx, system, "opinion", figures)).toBe(1);
    expect(await writeSystemRevisions(ctx, system, "opinion", figures)).toBe(0);
  });
  expect((await counted())["a1"]).toBe("1 1 1");
  expect((await count()).body.revisions).toBe(0);
});

test("only the analyst above counts, only what the platform writes, and not after the lock", async () => {
  expect((await count("leader-P")).status).toBe(403);
  expect((await t.as("analyst").post(`/collections/${f.collection}/count`, {})).status).toBe(422);
  expect((await t.as("leader-P").post(`/collections/${system}/lock`, {})).status).toBe(200);
  const locked = await count();
  expect(locked.status).toBe(409);
  expect(locked.body.zh).toContain("不能计数");
});
