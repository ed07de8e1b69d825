import { afterAll, beforeAll, expect, test } from "vitest";
import { filesPart } from "../src/self-checks/files.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { approveCorrection, askCorrection, figure, openFlow, report, signAndSubmit, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let sent: { id: number; hash: string };
let zero: number;
let unsent: number;

const number = (value: string) => ({ state: "number", value });
const energy = (value: string, member = "total") => ({ measure: "t_energy", member, value: number(value) });
const pdf = new TextEncoder().encode("%PDF-1.4 演示");
const binary = { "Content-Type": "application/octet-stream" };

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

  zero = (await t.as("clerk-a2").post("/submissions", { collection: f.collection, unit: f.unit["a2"] })).body.id;
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

/** A request that every tier approves; the revision that it makes. */
async function corrected(unit: string, id: number, cells: unknown[]): Promise<number> {
  const asked = await askCorrection(f, unit, id, cells);
  expect(asked.status, asked.text).toBe(200);
  await approveCorrection(f, unit, asked.body);
  return (await t.as(`head-${unit}`).get(`/submissions/${id}`)).body.lastRev;
}

const figures = async (id: number, revision: number) => {
  const city = id === unsent ? "B" : "A";
  const { body } = await t.as(`reviewer-${city}`).get(`/submissions/${id}/revisions/${revision}`);
  return {
    zeroSections: body.zeroSections,
    signers: body.signers.map((s: any) => [s.as, s.name]),
    cells: Object.fromEntries(body.observations.map((o: any) => [`${o.measure}/${o.member}`, o.value])),
  };
};

test("a correction fills a cell that was left empty, and takes nothing from a draft that was never sent", async () => {
  const revision = await corrected("a1", sent.id, [energy("60", "kind:office"), energy("40", "kind:other")]);
  expect(await figures(sent.id, revision)).toMatchObject({
    signers: [["head", "head-a1"]],
    cells: {
      "t_energy/total": "100",
      "t_energy/kind:office": "60",
      "t_energy/kind:other": "40",
      "t_server/total": "0",
      "t_people/total": "2",
    },
  });
  // Whoever asks the log what happened to the report finds it there.
  const { items } = (await t.as("auditor").get(`/audit?object=submission/${sent.id}`)).body;
  expect(items[0]).toMatchObject({ action: "corrections.decide", result: "done", detail: { revision } });
});

test("a section in which something happened after all is no longer declared 无发生", async () => {
  expect((await figures(zero, 1)).zeroSections).toEqual(["energy"]);
  const revision = await corrected("a2", zero, [energy("8"), energy("5", "kind:office"), energy("3", "kind:other")]);
  expect((await figures(zero, revision)).zeroSections).toEqual([]);
});

test("a unit that never sent anything corrects nothing into a report: what is given must be the whole of it", async () => {
  const part = await askCorrection(f, "b1", unsent, [{ measure: "t_people", value: number("4") }]);
  expect(part.body.code).toBe("gates");
  const revision = await corrected("b1", unsent, [
    energy("7"),
    { measure: "t_server", value: number("0") },
    { measure: "t_people", value: number("4") },
  ]);
  expect((await figures(unsent, revision)).cells).toEqual({
    "t_energy/total": "7",
    "t_server/total": "0",
    "t_people/total": "4",
  });
});

test("numbers run without gaps, also where a request is refused at the door; the same cell twice is told the number", async () => {
  const before = await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("5") }]);
  expect(before.body.number).toBe("更正〔2026〕4号");
  const again = await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("6") }, energy("9")]);
  expect([again.status, again.body.zh]).toEqual([409, expect.stringContaining("更正〔2026〕4号")]);
  expect((await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("2") }])).status).toBe(409);
  const other = await askCorrection(f, "a1", sent.id, [{ measure: "t_server", value: number("1") }]);
  expect(other.body.number).toBe("更正〔2026〕5号");
  const same = await askCorrection(f, "a2", zero, [energy("8")]);
  expect([same.status, same.body.zh]).toEqual([422, expect.stringContaining("与现值相同")]);
  for (const { body } of [before, other])
    expect((await t.as("head-a1").post(`/matters/${body.id}/withdrawal`, { reason: "误报" })).body.state).toBe(
      "withdrawn",
    );
});

test("refused and withdrawn leave no trace: no revision, no pointer, no sum, no cell", async () => {
  await t.settle();
  const look = async () => {
    const rows = await t.owner.query(
      `select (select jsonb_agg(to_jsonb(s) - 'version' - 'updated_at') from submissions s where id = ${sent.id}) as submission,
              (select count(*) from revisions where submission_id = ${sent.id}) as revisions,
              (select jsonb_agg(to_jsonb(c) order by c.measure_id, c.member) from cells c where submission_id = ${sent.id}) as cells,
              (select count(*) from observations where submission_id = ${sent.id}) as observations`,
    );
    await t.settle();
    const sums = [];
    for (const lens of ["submitted", "county", "city", "province"])
      sums.push((await figure(f, "reviewer-P", "P", "t_energy", lens)).sum);
    return { ...rows.rows[0], sums };
  };
  const before = await look();
  const refused = (
    await askCorrection(f, "a1", sent.id, [energy("999"), energy("899", "kind:other"), energy("100", "kind:office")])
  ).body;
  const body = { tier: "county", decision: "approve", hash: refused.hash };
  expect((await t.as("leader-a1").post(`/corrections/${refused.id}/decision`, body)).status).toBe(200);
  const silent = { ...body, tier: "city", decision: "refuse" };
  expect((await t.as("reviewer-A").post(`/corrections/${refused.id}/decision`, silent)).status).toBe(422);
  const no = await t.as("reviewer-A").post(`/corrections/${refused.id}/decision`, { ...silent, reason: "依据不足" });
  expect(no.body.state).toBe("refused");
  const withdrawn = (await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("7") }])).body;
  expect((await t.as("head-a1").post(`/matters/${withdrawn.id}/withdrawal`, { reason: "误报" })).status).toBe(200);
  expect(await look()).toEqual(before);
});

test("who decides names what they saw: a file or a mended value in between makes them look again", async () => {
  const asked = (await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("8") }])).body;
  const bad = await t.as("head-a1").post(`/matters/${asked.id}/files?name=a.exe`, pdf, binary);
  expect(bad.status).toBe(422);
  const attached = await t.as("head-a1").post(`/matters/${asked.id}/files?name=电费单.pdf`, pdf, binary);
  expect(attached.status, attached.text).toBe(200);
  expect(attached.body.files).toMatchObject([{ name: "电费单.pdf", size: pdf.byteLength }]);
  const stored = await t.as("reviewer-A").get(`/matters/${asked.id}/files/${attached.body.files[0].id}`);
  expect(stored.bytes).toEqual(pdf);
  // Changed behind the platform's back it is named by the night's check.
  const lie = (content: Uint8Array) => t.owner.query("update matter_files set content = $1", [Buffer.from(content)]);
  await lie(new TextEncoder().encode("%PDF-1.4 另一份"));
  expect((await filesPart(t.workerDb)).faults).toMatchObject([{ zh: expect.stringContaining("办件附件") }]);
  await lie(pdf);
  expect((await filesPart(t.workerDb)).sound).toBe(true);
  const decide = (who: string, tier: string, decision: string, hash: string) =>
    t.as(who).post(`/corrections/${asked.id}/decision`, { tier, decision, reason: "请补充台账", hash });
  expect((await decide("leader-a1", "county", "approve", asked.hash)).status).toBe(412);
  expect((await decide("leader-a1", "county", "approve", attached.body.hash)).status).toBe(200);
  // Somebody has decided: nothing is added behind their back.
  expect((await t.as("head-a1").post(`/matters/${asked.id}/files?name=b.pdf`, pdf, binary)).status).toBe(409);
  expect((await decide("reviewer-A", "city", "return", attached.body.hash)).body).toMatchObject({
    state: "returned",
    turn: null,
  });
  const mended = await t.as("head-a1").post(`/corrections/${asked.id}/amendment`, {
    reason: "抄表错误，补台账",
    evidence: "电费单、台账",
    cells: [{ measure: "t_people", value: number("9") }],
  });
  expect(mended.body).toMatchObject({ state: "open", turn: "county", number: asked.number });
  expect((await decide("leader-a1", "county", "approve", attached.body.hash)).status).toBe(412);
  await approveCorrection(f, "a1", mended.body);
  const { body } = await t.as("head-a1").get(`/submissions/${sent.id}`);
  expect(body.cells.find((c: any) => c.measure === "t_people").value).toBe("9");
  const { body: full } = await t.as("auditor").get(`/matters/${asked.id}`);
  expect(full.events.map((e: any) => [e.deed, e.tier, e.by])).toEqual([
    ["asked", null, "head-a1"],
    ["attached", null, "head-a1"],
    ["approved", "county", "leader-a1"],
    ["returned", "city", "reviewer-A"],
    ["amended", null, "head-a1"],
    ["approved", "county", "leader-a1"],
    ["approved", "city", "reviewer-A"],
    ["approved", "province", "reviewer2-P"],
    ["corrected", null, "reviewer2-P"],
  ]);
  const paper = await t.as("head-a1").get(`/matters/${asked.id}/print`);
  expect(paper.text).toContain("更正〔2026〕");
  expect(paper.text).toContain(full.hash);
});

test("two requests on different cells go their own ways; the submission is locked again with the last", async () => {
  const people = (await askCorrection(f, "a1", sent.id, [{ measure: "t_people", value: number("11") }])).body;
  const server = (await askCorrection(f, "a1", sent.id, [{ measure: "t_server", value: number("12") }])).body;
  await approveCorrection(f, "a1", server);
  const between = (await t.as("head-a1").get(`/submissions/${sent.id}`)).body;
  expect(between.state).toBe("correcting");
  await approveCorrection(f, "a1", people);
  const { body } = await t.as("head-a1").get(`/submissions/${sent.id}`);
  expect(body.state).toBe("locked");
  const cells = Object.fromEntries(body.cells.map((c: any) => [`${c.measure}/${c.member}`, c.value]));
  expect([cells["t_people/total"], cells["t_server/total"]]).toEqual(["11", "12"]);
});
