import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, report, signAndSubmit, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let sent: { id: number; hash: string };
let unsent: number;

const number = (value: string) => ({ state: "number", value });

/** a1 has sent a report, been sent back and changed its draft; a2 sent a zero section; b1 has only a draft. Then the lock. */
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  sent = await report(f, "a1", { energy: "100", people: "2" });
  const returned = await t
    .as("reviewer-a1")
    .post(`/submissions/${sent.id}/return`, { contentHash: sent.hash, reason: "请核对" });
  expect(returned.status, returned.text).toBe(200);
  const changed = await t.as("clerk-a1").put(`/submissions/${sent.id}/cells`, {
    cells: [{ measure: "t_rate", value: number("9"), version: 0 }],
  });
  expect(changed.status, changed.text).toBe(200);

  const zero = (await t.as("clerk-a2").post("/submissions", { collection: f.collection, unit: f.unit["a2"] })).body.id;
  const cells = [{ measure: "t_people", value: number("3"), version: 0 }];
  expect((await t.as("clerk-a2").put(`/submissions/${zero}/cells`, { cells, zeroSections: ["energy"] })).status).toBe(
    200,
  );
  await signAndSubmit(f, "a2", zero);

  unsent = (await t.as("clerk-b1").post("/submissions", { collection: f.collection, unit: f.unit["b1"] })).body.id;
  expect(
    (
      await t.as("clerk-b1").put(`/submissions/${unsent}/cells`, {
        cells: [{ measure: "t_energy", value: number("5"), version: 0 }],
      })
    ).status,
  ).toBe(200);
  expect((await t.as("leader-P").post(`/collections/${f.collection}/lock`, {})).status).toBe(200);
});
afterAll(() => t.close());

const correct = (who: string, id: number, cells: unknown[]) =>
  t.as(who).post(`/submissions/${id}/corrections`, { reason: "补报", evidence: "台账", cells });
/** As the unit's city sees them: the province waits for its review. */
const figures = async (id: number, revision: number) => {
  const city = id === unsent ? "B" : "A";
  const { body } = await t.as(`reviewer-${city}`).get(`/submissions/${id}/revisions/${revision}`);
  return {
    zeroSections: body.zeroSections,
    cells: Object.fromEntries(body.observations.map((o: any) => [`${o.measure}/${o.member}`, o.value])),
  };
};

test("a correction fills a cell that was left empty, and takes nothing from a draft that was never sent", async () => {
  const corrected = await correct("head-a1", sent.id, [
    { measure: "t_energy", member: "kind:office", value: number("60") },
    { measure: "t_energy", member: "kind:other", value: number("40") },
  ]);
  expect(corrected.status, corrected.text).toBe(200);
  expect((await figures(sent.id, corrected.body.revision)).cells).toEqual({
    "t_energy/total": "100",
    "t_energy/kind:office": "60",
    "t_energy/kind:other": "40",
    "t_server/total": "0",
    "t_people/total": "2",
  });
});

test("a section in which something happened after all is no longer declared 无发生", async () => {
  const { rows } = await t.owner.query("select id::int from submissions where unit_id = $1", [f.unit["a2"]]);
  expect((await figures(rows[0].id, 1)).zeroSections).toEqual(["energy"]);
  const values = [
    ["total", "8"],
    ["kind:office", "5"],
    ["kind:other", "3"],
  ] as const;
  const corrected = await correct(
    "head-a2",
    rows[0].id,
    values.map(([member, value]) => ({ measure: "t_energy", member, value: number(value) })),
  );
  expect(corrected.status, corrected.text).toBe(200);
  expect((await figures(rows[0].id, 2)).zeroSections).toEqual([]);
});

test("a unit that never sent anything corrects nothing into a report: what is given must be the whole of it", async () => {
  const part = await correct("head-b1", unsent, [{ measure: "t_people", value: number("4") }]);
  expect(part.body.code).toBe("gates");
  const all = [
    ["t_energy", "7"],
    ["t_server", "0"],
    ["t_people", "4"],
  ] as const;
  const whole = await correct(
    "head-b1",
    unsent,
    all.map(([measure, value]) => ({ measure, value: number(value) })),
  );
  expect(whole.status, whole.text).toBe(200);
  expect((await figures(unsent, 1)).cells).toEqual({
    "t_energy/total": "7",
    "t_server/total": "0",
    "t_people/total": "4",
  });
});
