import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const start = (unit: string, collection = f.collection) => startSubmission({ ...f, collection }, unit);
const save = (unit: string, id: number, body: unknown) => t.as(`clerk-${unit}`).put(`/submissions/${id}/cells`, body);

describe("saving cells", () => {
  test("a stale version is a conflict that shows both values and changes nothing", async () => {
    const id = await start("a1");
    expect((await save("a1", id, { cells: [number("t_energy", "10")] })).body.saved).toEqual([
      { measure: "t_energy", member: "total", version: 1 },
    ]);
    expect((await save("a1", id, { cells: [number("t_energy", "11", 1)] })).body.saved[0].version).toBe(2);
    const conflict = await save("a1", id, { cells: [number("t_energy", "12", 1), number("t_people", "3")] });
    expect(conflict.status).toBe(200);
    expect(conflict.body.conflicts).toMatchObject([
      {
        measure: "t_energy",
        yours: { value: "12" },
        stored: { value: "11", version: 2 },
        by: "clerk-a1",
        own: true,
        storedAt: "2026-04-10T01:00:00.000Z",
      },
    ]);
    // The third save of the submission: a new cell begins above all that was before it.
    expect(conflict.body.saved).toEqual([{ measure: "t_people", member: "total", version: 3 }]);
    const same = await save("a1", id, { cells: [number("t_energy", "11.0", 2)] });
    expect(same.body).toMatchObject({ conflicts: [], saved: [{ version: 2 }] });
    // Repeated after a lost answer, a save is one save.
    const key = { "Idempotency-Key": randomUUID() };
    const put = () => t.as("clerk-a1").put(`/submissions/${id}/cells`, { cells: [number("t_energy", "13", 2)] }, key);
    expect((await put()).text).toBe((await put()).text);
  });

  test("a figure that was emptied and typed anew is another one: who still sees the first is in conflict", async () => {
    const id = await start("P0");
    const clerk = (cells: unknown[]) => save("P0", id, { cells });
    const seen = (await clerk([number("t_energy", "5")])).body.saved[0].version;
    await clerk([{ measure: "t_energy", member: "total", value: null, version: seen }]);
    await clerk([number("t_energy", "7")]);
    const stale = await clerk([number("t_energy", "9", seen)]);
    expect(stale.body.conflicts).toMatchObject([{ yours: { value: "9" }, stored: { value: "7" } }]);
    expect((await t.as("clerk-P0").get(`/submissions/${id}`)).body.cells).toMatchObject([{ value: "7" }]);
  });

  test("200 clerks' saves of one cell, each from the version it saw: every acknowledged one counts, none is lost", async () => {
    const id = await start("b1");
    await save("b1", id, { cells: [number("t_energy", "0")] });
    let acknowledged = 0;
    const raise = async () => {
      for (let tries = 0; tries < 400; tries++) {
        const { body } = await t.as("clerk-b1").get(`/submissions/${id}`);
        const cell = body.cells.find((c: any) => c.measure === "t_energy");
        const saved = await save("b1", id, {
          cells: [number("t_energy", String(Number(cell.value) + 1), cell.version)],
        });
        if (saved.status === 200 && saved.body.conflicts.length === 0) return acknowledged++;
      }
      return 0;
    };
    for (let at = 0; at < 200; at += 8) await Promise.all(Array.from({ length: 8 }, raise));
    const { body } = await t.as("clerk-b1").get(`/submissions/${id}`);
    expect(acknowledged).toBe(200);
    expect(body.cells[0]).toMatchObject({ value: "200", version: 201 });
  });

  test("figures keep every digit, 0 is not blank, and the four values stay apart", async () => {
    const id = await start("a2");
    const saved = await save("a2", id, {
      cells: [
        number("t_energy", "12345678901234567890.123456789", 0, { estimated: true }),
        number("t_server", "0"),
        { measure: "t_people", member: "total", version: 0, value: { state: "missing", reason: "账单未到" } },
        { measure: "t_rate", member: "total", version: 0, value: { state: "na", reason: "未开展" } },
      ],
    });
    expect(saved.status, saved.text).toBe(200);
    const { cells } = (await t.as("clerk-a2").get(`/submissions/${id}`)).body;
    const byKey = Object.fromEntries(cells.map((c: any) => [c.measure, c]));
    expect(byKey.t_energy).toMatchObject({ state: "number", value: "12345678901234567890.123456789", estimated: true });
    expect(byKey.t_server).toMatchObject({ state: "number", value: "0" });
    expect(byKey.t_people).toMatchObject({ state: "missing", value: null, reason: "账单未到" });
    expect(byKey.t_rate).toMatchObject({ state: "na", value: null });
  });

  test("a measure the form does not ask, a cell sent twice, a number that is none: refused whole, with the place", async () => {
    const id = await start("b2");
    expect((await save("b2", id, { cells: [number("t_energy", "1"), number("t_other", "1")] })).body).toMatchObject({
      code: "rule",
      cells: ["t_other/total"],
    });
    expect((await save("b2", id, { cells: [number("t_energy", "1"), number("t_energy", "2")] })).status).toBe(422);
    const bad = await save("b2", id, { cells: [number("t_energy", "1e5")] });
    expect(bad.body.issues[0].path).toBe("body.cells.0.value.value");
    expect((await t.as("clerk-b2").get(`/submissions/${id}`)).body.cells).toEqual([]);
  });

  test("an explanation under a rule that the form does not ask is refused whole, with the rule's key", async () => {
    const id = await start("b2");
    const asked = { rule: "T2", measure: "t_energy", text: "新机房试运行" };
    const wrong = await save("b2", id, {
      cells: [number("t_energy", "1")],
      explanations: [asked, { ...asked, rule: "T9" }],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toMatchObject({ code: "rule", rules: ["T9"] });
    expect((await t.as("clerk-b2").get(`/submissions/${id}`)).body.cells).toEqual([]);
    expect((await save("b2", id, { explanations: [asked] })).status).toBe(200);
  });

  test("本节无发生 writes explicit zeros and is named in what is signed; a figure takes the declaration back", async () => {
    const id = await start("d");
    const zero = await save("d", id, { zeroSections: ["energy"] });
    expect(zero.status, zero.text).toBe(200);
    let { body } = await t.as("clerk-d").get(`/submissions/${id}`);
    expect(body.zeroSections).toEqual(["energy"]);
    expect(body.cells.map((c: any) => [c.measure, c.member, c.value, c.source])).toEqual([
      ["t_energy", "kind:office", "0", "zero_section"],
      ["t_energy", "kind:other", "0", "zero_section"],
      ["t_energy", "total", "0", "zero_section"],
      ["t_server", "total", "0", "zero_section"],
    ]);
    const before = body.contentHash;
    await save("d", id, {
      cells: [
        number("t_energy", "5", 1),
        { measure: "t_energy", member: "kind:office", version: 1, value: { state: "number", value: "5" } },
      ],
    });
    ({ body } = await t.as("clerk-d").get(`/submissions/${id}`));
    expect(body.zeroSections).toEqual([]);
    expect(body.contentHash).not.toBe(before);
  });

  test("a save that changes nothing leaves the record as it is, answers the same, and stands in the log as such", async () => {
    const id = await start("A0");
    const explanations = [{ rule: "T2", measure: "t_energy", text: "新建机房3月投用,仅1名值守" }];
    const first = await save("A0", id, {
      cells: [number("t_energy", "5000"), number("t_people", "1"), number("t_server", "0")],
      explanations,
    });
    expect(first.status, first.text).toBe(200);
    const stored = async () => {
      const rows = await t.owner.query(
        `select to_jsonb(s) as submission, (select jsonb_agg(to_jsonb(e)) from explanations e where submission_id = s.id) as explanations
         from submissions s where id = $1`,
        [id],
      );
      return rows.rows[0];
    };
    const before = await stored();
    t.setNow("2026-04-10T09:02:00+08:00");
    const cells = [number("t_energy", "5000.0", 1), number("t_people", "1", 1)];
    const again = await save("A0", id, { cells, explanations, zeroSections: [] });
    const { saved: _all, ...standing } = first.body;
    const { saved, ...answer } = again.body;
    expect(answer).toEqual(standing);
    expect(saved.map((cell: any) => cell.version)).toEqual([1, 1]);
    // What is in conflict is not written, either.
    expect((await save("A0", id, { cells: [number("t_energy", "7", 0)] })).body.conflicts).toHaveLength(1);
    expect(await stored()).toEqual(before);
    const log = await t.owner.query("select detail from audit_log where object = $1 order by id desc limit 2", [
      `submission/${id}`,
    ]);
    expect(log.rows.map((row) => row.detail)).toEqual([
      { changed: [], conflicts: ["t_energy/total"] },
      { changed: [], conflicts: [] },
    ]);
    // Another word or another figure does differ.
    await save("A0", id, { explanations: [{ ...explanations[0], text: "新建机房3月投用,2名值守" }] });
    await save("A0", id, { cells: [number("t_people", "2", 1)] });
    expect((await stored()).submission.version).toBe(before.submission.version + 2);
  });
});
