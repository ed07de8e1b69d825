import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleWithoutReplacement } from "@duibiao/scoring";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
const key = () => ({ "Idempotency-Key": `spot-${Math.random().toString(36).slice(2).padEnd(16, "0")}` });
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  // a1 and a2 are accepted by the city, b1 is another city's: a frame of two times three cells. Invented.
  for (const unit of ["a1", "a2"] as const) {
    const sent = await report(f, unit, { energy: "1000", people: "10", server: "50" });
    await accept(f, `reviewer-${unit}`, "county", sent);
    await accept(f, "reviewer-A", "city", sent);
  }
  const other = await report(f, "b1", { energy: "7", people: "7", server: "7" });
  await accept(f, "reviewer-b1", "county", other);
  // Sent, and not accepted by the city: in no frame of the city's.
  await report(f, "A0", { energy: "5", people: "5", server: "5" });
  await t.settle();
});
afterAll(() => t.close());

const fix = (who: string, more = {}) =>
  t
    .as(who)
    .post(
      "/spot-checks",
      { owner: f.region["A"], collection: f.collection, title: "一季度抽查", size: 4, ...more },
      key(),
    );

test("frame, size and seed are fixed and audited before the draw, which anybody repeats to the same cells", async () => {
  const fixed = await fix("reviewer-A");
  expect(fixed.status, fixed.text).toBe(200);
  expect(fixed.body).toMatchObject({ size: 4, frameCells: 6, frameSubmissions: 2, drawnAt: null, checked: 0 });
  const { id, seed, frameHash } = fixed.body;
  const before = (await t.as("reviewer-A").get(`/spot-checks/${id}`)).body;
  expect(before).toMatchObject({ cells: [], drawHash: null, error: null });
  const { rows } = await t.owner.query("select detail from audit_log where object = $1", [`spot-check/${id}`]);
  expect(rows[0].detail).toMatchObject({ seed, frameHash, size: 4 });
  // What is accepted afterwards is not in the frame.
  const drawn = await t.as("reviewer-A").post(`/spot-checks/${id}/draw`, {});
  expect(drawn.status, drawn.text).toBe(200);
  expect(drawn.body.cells).toHaveLength(4);
  expect(drawn.body.cells.every((cell: any) => ["a1", "a2"].some((unit) => f.unit[unit] === cell.unitId))).toBe(true);
  expect((await t.as("reviewer-A").post(`/spot-checks/${id}/draw`, {})).status).toBe(409);
  const again = (await t.as("auditor").get(`/spot-checks/${id}/verify`)).body;
  expect(again).toMatchObject({ reproduces: true, seed, frameHash, drawHash: drawn.body.drawHash });
  // The stored hash is that of the cells as they stand there, in canonical form.
  const stored = (await t.owner.query("select cells, hash from spot_check_draws where check_id = $1", [id])).rows[0];
  expect(sha(stored.cells)).toBe(stored.hash);
});

test("whatever somebody changed of a sample in the database is found: cells, their hash, seed, frame", async () => {
  const { id, seed } = (await fix("reviewer-A")).body;
  await t.as("reviewer-A").post(`/spot-checks/${id}/draw`, {});
  // Of six cells one seed in 360 draws the same four as another.
  const sample = (of: number) => sampleWithoutReplacement(of, 6, 4).join();
  const otherSeed = [7, 8, 9].find((other) => sample(other) !== sample(seed));
  const table = (column: string) => (["cells", "hash"].includes(column) ? "spot_check_draws" : "spot_checks");
  const verified = async () => (await t.as("auditor").get(`/spot-checks/${id}/verify`)).body.reproduces;
  /** Each is changed alone, then put back. */
  for (const changes of [
    { cells: "[]" },
    { cells: "[]", hash: sha("[]") },
    { hash: sha("[]") },
    { seed: otherSeed },
    { frame_hash: sha("[]") },
    { frame: "[]" },
  ]) {
    const kept: [string, unknown][] = [];
    for (const [column, value] of Object.entries(changes)) {
      const own = table(column) === "spot_checks" ? "id" : "check_id";
      const { rows } = await t.owner.query(`select ${column} as was from ${table(column)} where ${own} = $1`, [id]);
      kept.push([column, rows[0].was]);
      await t.owner.query(`update ${table(column)} set ${column} = $2 where ${own} = $1`, [id, value]);
    }
    expect([changes, await verified()]).toEqual([changes, false]);
    for (const [column, was] of kept) {
      const own = table(column) === "spot_checks" ? "id" : "check_id";
      await t.owner.query(`update ${table(column)} set ${column} = $2 where ${own} = $1`, [id, was]);
    }
    expect(await verified()).toBe(true);
  }
});

test("results per cell give the error rate with its interval; the last result of a cell counts, the earlier stays", async () => {
  const { id } = (await fix("reviewer-A", { size: 6 })).body;
  const { cells } = (await t.as("reviewer-A").post(`/spot-checks/${id}/draw`, {})).body;
  const record = (at: number, more: object) =>
    t
      .as("reviewer-A")
      .post(
        `/spot-checks/${id}/results`,
        { submission: cells[at].submissionId, measure: cells[at].measure, member: "total", ...more },
        key(),
      );
  for (const at of [0, 1, 2, 3])
    expect((await record(at, { verdict: "agrees", evidence: "电费账单" })).status).toBe(200);
  expect((await record(4, { verdict: "unsupported" })).status).toBe(200);
  expect((await record(5, { verdict: "agrees", evidence: "台账" })).status).toBe(200);
  const last = await record(5, { verdict: "differs", found: "999", evidence: "台账第 3 页" });
  expect(last.body).toMatchObject({ checked: 6, differs: 1, unsupported: 1 });
  expect(last.body.cells[5]).toMatchObject({
    result: { verdict: "differs", found: "999" },
    earlier: [{ verdict: "agrees" }],
  });
  // 2 of 6 by Wilson: centre (1/3 + z²/12) / (1 + z²/6) with z = 1.959964, that is 0.0968 to 0.7000.
  expect(last.body.error.rate).toBeCloseTo(1 / 3, 12);
  expect(last.body.error.low).toBeCloseTo(0.0968, 4);
  expect(last.body.error.high).toBeCloseTo(0.7, 4);
  // No figure moved.
  const { rows } = await t.owner.query("select count(*)::int as n from observations where value = 999");
  expect(rows[0].n).toBe(0);
});

test("the units drawn are asked for the paper of each cell, and bring it with the answer; of what is locked nothing is asked", async () => {
  const { id } = (await fix("reviewer-A", { size: 6 })).body;
  const draw = (papersDue?: string) =>
    t.as("reviewer-A").post(`/spot-checks/${id}/draw`, papersDue === undefined ? {} : { papersDue });
  expect((await draw("2026-04-01T23:59:59+08:00")).body.issues[0].path).toBe("body.papersDue");
  await t.owner.query("update submissions set state = 'locked' where unit_id = $1", [f.unit["a2"]]);
  const drawn = await draw("2026-04-17T23:59:59+08:00");
  expect(drawn.status, drawn.text).toBe(200);
  await t.owner.query("update submissions set state = 'city_accepted' where unit_id = $1", [f.unit["a2"]]);
  // Three cells each; a2's form was locked.
  expect((await t.as("clerk-a2").get("/questions")).body.items).toEqual([]);
  const asked = (await t.as("clerk-a1").get("/questions")).body.items;
  expect(asked.map((one: any) => one.measure).sort()).toEqual(["t_energy", "t_people", "t_server"]);
  expect(asked[0]).toMatchObject({ answer: null, dueAt: "2026-04-17T15:59:59.000Z" });
  expect(asked[0].text).toContain(`抽查第 ${id} 号`);
  const { rows } = await t.owner.query("select detail from audit_log where object = $1 and detail ? 'draw'", [
    `spot-check/${id}`,
  ]);
  expect(rows[0].detail).toMatchObject({ asked: 3, closed: 3 });
  const pdf = new TextEncoder().encode("%PDF-1.4 演示");
  const paper = await t
    .as("clerk-a1")
    .post(
      `/submissions/${asked[0].submissionId}/evidence?measure=${asked[0].measure}&name=${encodeURIComponent("电费单.pdf")}`,
      pdf,
      { "Content-Type": "application/octet-stream", ...key() },
    );
  expect([paper.status, paper.body.evidence.questionId]).toEqual([200, asked[0].id]);
});

test("what is wrong with a result is said: no evidence, another number that is the same, a cell that was not drawn", async () => {
  const { id } = (await fix("reviewer-A", { size: 1 })).body;
  const { cells } = (await t.as("reviewer-A").post(`/spot-checks/${id}/draw`, {})).body;
  const { submissionId: submission, measure, value } = cells[0];
  const record = (body: object) => t.as("reviewer-A").post(`/spot-checks/${id}/results`, body, key());
  const cell = { submission, measure, member: "total" };
  expect((await record({ ...cell, verdict: "agrees" })).body.issues[0].path).toBe("body.evidence");
  expect((await record({ ...cell, verdict: "differs", evidence: "x" })).body.issues[0].path).toBe("body.found");
  expect((await record({ ...cell, verdict: "differs", found: `${value}.0`, evidence: "x" })).status).toBe(400);
  expect((await record({ ...cell, submission: submission + 999, verdict: "unsupported" })).status).toBe(422);
});

test("nobody checks in another bureau's name, draws more than there is, or reads a neighbour's checks", async () => {
  expect((await fix("reviewer-B")).status).toBe(403);
  expect((await fix("reviewer-P")).status).toBe(403);
  expect((await fix("clerk-a1")).status).toBe(403);
  const tooMany = await fix("reviewer-A", { size: 7 });
  expect(tooMany.status).toBe(422);
  expect(tooMany.body.zh).toContain("共 6 个");
  const { id } = (await fix("reviewer-A", { size: 1 })).body;
  expect((await t.as("reviewer-B").get(`/spot-checks/${id}`)).status).toBe(404);
  expect((await t.as("reviewer-B").get("/spot-checks")).body.items).toEqual([]);
  expect((await t.as("reviewer-P").get(`/spot-checks/${id}`)).status).toBe(200);
});

test("a county's check of what its city has not reviewed tells the province no figure", async () => {
  const own = await fix("reviewer-b1", { owner: f.region["b1"], size: 3 });
  expect(own.status, own.text).toBe(200);
  await t.as("reviewer-b1").post(`/spot-checks/${own.body.id}/draw`, {});
  expect((await t.as("reviewer-B").get(`/spot-checks/${own.body.id}`)).body.cells).toHaveLength(3);
  expect((await t.as("reviewer-P").get(`/spot-checks/${own.body.id}`)).body).toMatchObject({ cells: [], hidden: 3 });
});
