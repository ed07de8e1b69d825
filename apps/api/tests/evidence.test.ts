import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, smallCatalogue } from "../src/testing-province.ts";
import { number, openCollection, openFlow, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  const small = await openFlow(t);
  const catalogue = await makeCatalogue(t, {
    ...smallCatalogue,
    key: "proved",
    measures: smallCatalogue.measures.map((measure) =>
      measure.key === "t_energy" ? { ...measure, evidence: ["电费账单"] } : measure,
    ),
  });
  // The small province is asked the same of the first quarter already.
  const period = await makePeriod(t, "2025Q4", "quarter", "2025-10-01", "2025-12-31");
  const collection = await openCollection(t.as("analyst"), {
    owner: small.region["P"]!,
    catalogue,
    period,
    evidenceRequired: true,
  });
  f = { ...small, catalogue, collection };
});
afterAll(() => t.close());
afterEach(() => {
  delete t.platform.virusScanner;
});

const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytes = { "Content-Type": "application/octet-stream" };
const attach = (who: string, id: number, file: Uint8Array, name = "账单.pdf", measure = "t_energy", more = {}) =>
  t.as(who).post(`/submissions/${id}/evidence?measure=${measure}&name=${encodeURIComponent(name)}`, file, {
    ...bytes,
    ...more,
  });
const stateOf = async (id: number) => (await t.as("head-a1").get(`/submissions/${id}`)).body;

/** 5000 kWh for one person: T2 (at most 1000 a head) is to be explained. */
async function explained(unit: string): Promise<number> {
  const id = await startSubmission(f, unit);
  await t.as(`clerk-${unit}`).put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "5000"), number("t_people", "1"), number("t_server", "0")],
    explanations: [{ rule: "T2", measure: "t_energy", text: "新建机房3月投用,仅1名值守" }],
  });
  return id;
}

test("an explained figure needs a paper where the catalogue names one, and what was attached is what is signed", async () => {
  const id = await explained("a1");
  const { contentHash } = await stateOf(id);
  const refused = await t.as("clerk-a1").post(`/submissions/${id}/submit`, { contentHash });
  expect(refused.status).toBe(422);
  expect(refused.body.evidence).toEqual([
    { rule: "T2", cells: [{ measure: "t_energy", member: "total" }], papers: ["电费账单"] },
  ]);
  for (const who of ["clerk-a1", "head-a1"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash });
  expect((await stateOf(id)).state).toBe("signed");
  // The paper alone is missing now.
  const bare = await t.as("clerk-a1").post(`/submissions/${id}/submit`, { contentHash });
  expect([bare.status, bare.body.unsigned, bare.body.findings, bare.body.evidence.length]).toEqual([422, [], [], 1]);

  const paper = pdf("三月电费 5000 kWh");
  const attached = await attach("clerk-a1", id, paper);
  expect(attached.status, attached.text).toBe(200);
  expect(attached.body.evidence).toMatchObject({
    measure: "t_energy",
    member: "total",
    revision: 1,
    name: "账单.pdf",
    type: "application/pdf",
    bytes: paper.length,
    sha256: sha256(paper),
    screened: false,
    by: "clerk-a1",
  });
  const now = await stateOf(id);
  expect(now.contentHash).toBe(attached.body.contentHash);
  expect(now.contentHash).not.toBe(contentHash);
  expect([now.state, now.signatures.some((s: any) => s.valid)]).toEqual(["draft", false]);
  const { hash } = await signAndSubmit(f, "a1", id);
  const revision = (await t.as("reviewer-a1").get(`/submissions/${id}/revisions/1`)).body;
  expect(revision.hash).toBe(hash);
  expect(revision.evidence).toHaveLength(1);

  const read = await t.as("reviewer-a1").get(`/evidence/${revision.evidence[0].id}`);
  expect([read.status, read.headers.get("content-disposition")]).toEqual([200, "attachment"]);
  expect(sha256(read.bytes)).toBe(sha256(paper));
  expect((await t.as("reviewer-b1").get(`/evidence/${revision.evidence[0].id}`)).status).toBe(404);
});

test("where the collection asks no papers, an explained figure goes without one", async () => {
  const period = await makePeriod(t, "2025Q3", "quarter", "2025-07-01", "2025-09-30");
  const { catalogue, region } = f;
  const collection = await openCollection(t.as("analyst"), { owner: region["P"]!, catalogue, period });
  const id = await startSubmission({ ...f, collection }, "b2");
  await t.as("clerk-b2").put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "5000"), number("t_people", "1"), number("t_server", "0")],
    explanations: [{ rule: "T2", measure: "t_energy", text: "新建机房3月投用,仅1名值守" }],
  });
  expect((await signAndSubmit({ ...f, collection }, "b2", id)).hash).toBeTruthy();
});

test("the same file again is one record, with one key or another; it can be taken back until a revision stands on it", async () => {
  const id = await explained("a2");
  const paper = pdf("a2");
  const key = { "Idempotency-Key": randomUUID() };
  const first = await attach("clerk-a2", id, paper, "一.pdf", "t_energy", key);
  const again = await attach("clerk-a2", id, paper, "一.pdf", "t_energy", key);
  const other = await attach("clerk-a2", id, paper, "二.pdf");
  expect(again.text).toBe(first.text);
  expect(other.body.evidence.id).toBe(first.body.evidence.id);
  expect((await t.as("clerk-a2").get(`/submissions/${id}`)).body.evidence).toHaveLength(1);

  expect((await t.as("head-a2").post(`/evidence/${first.body.evidence.id}/withdraw`)).status).toBe(403);
  const taken = await t.as("clerk-a2").post(`/evidence/${first.body.evidence.id}/withdraw`);
  expect(taken.status, taken.text).toBe(200);
  expect((await t.as("clerk-a2").get(`/submissions/${id}`)).body.evidence).toEqual([]);

  const kept = (await attach("clerk-a2", id, pdf("kept"))).body.evidence.id;
  await signAndSubmit(f, "a2", id);
  expect((await t.as("clerk-a2").post(`/evidence/${kept}/withdraw`)).status).toBe(409);
  const accepted = await t.as("reviewer-a2").get(`/submissions/${id}`);
  await t
    .as("reviewer-a2")
    .post(`/submissions/${id}/return`, { contentHash: accepted.body.contentHash, reason: "核对" });
  const refused = await t.as("clerk-a2").post(`/evidence/${kept}/withdraw`);
  expect([refused.status, refused.body.zh ?? refused.text]).toEqual([409, expect.stringContaining("第 1 版")]);
});

test("after the submit a paper is taken only for a cell that somebody asked about, and stays with the answer", async () => {
  const id = await explained("b1");
  await attach("clerk-b1", id, pdf("b1"));
  const { hash } = await signAndSubmit(f, "b1", id);
  expect((await attach("clerk-b1", id, pdf("late"))).status).toBe(409);
  const asked = await t.as("reviewer-b1").post(`/submissions/${id}/questions`, { measure: "t_people", text: "仅1人?" });
  expect((await attach("clerk-b1", id, pdf("late"))).status).toBe(409);
  const sent = await attach("clerk-b1", id, pdf("花名册"), "花名册.pdf", "t_people");
  expect(sent.body.evidence).toMatchObject({ revision: 1, questionId: asked.body.id });
  const submission = (await t.as("reviewer-b1").get(`/submissions/${id}`)).body;
  expect(submission.contentHash).toBe(hash);
  const accepted = await t.as("reviewer-b1").post(`/submissions/${id}/accept`, { contentHash: hash, tier: "county" });
  expect(accepted.status, accepted.text).toBe(200);
});

test("refuses what is no paper: another kind, another content, another form's cell, too many, and nobody else's hand", async () => {
  const id = await explained("b2");
  for (const [name, content] of [
    ["a.exe", pdf("")],
    ["a.png", pdf("")],
    ["a.pdf", new TextEncoder().encode("<html>")],
    ["a.xlsx", new TextEncoder().encode("PK\u0003\u0004 no zip")],
    ["a.docx", new TextEncoder().encode("PK\u0003\u0004")],
  ] as const)
    expect([name, (await attach("clerk-b2", id, content, name)).status]).toEqual([name, 422]);
  expect((await attach("clerk-b2", id, pdf(""), "a.pdf", "t_other")).status).toBe(422);
  expect((await attach("clerk-a1", id, pdf(""))).status).toBe(404);
  expect((await attach("head-b2", id, pdf(""))).status).toBe(403);
  for (let at = 0; at < 12; at += 1) expect((await attach("clerk-b2", id, pdf(`${at}`))).status).toBe(200);
  expect((await attach("clerk-b2", id, pdf("one more"))).status).toBe(422);
  expect((await attach("clerk-b2", id, pdf("people"), "a.pdf", "t_people")).status).toBe(200);
});

/** A scanner as clamd's manual describes INSTREAM: it reads the pieces and says what it found. Not clamd itself. */
async function scanner(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    let given = Buffer.alloc(0);
    socket.on("data", (part) => {
      given = Buffer.concat([given, part]);
      const command = "zINSTREAM\0".length;
      let at = command;
      const content: Buffer[] = [];
      while (given.length >= at + 4) {
        const length = given.readUInt32BE(at);
        if (length === 0) {
          const text = Buffer.concat(content).toString("latin1");
          socket.end(text.includes("EICAR") ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0");
          return;
        }
        content.push(given.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, port: (server.address() as { port: number }).port };
}

test("where a virus scanner is set it sees every byte; what it finds is not stored, and nothing is stored unseen", async () => {
  const id = await explained("d");
  const { server, port } = await scanner();
  t.platform.virusScanner = { host: "127.0.0.1", port };
  const clean = await attach("clerk-d", id, pdf("x".repeat(200_000)));
  expect(clean.body.evidence).toMatchObject({ screened: true, bytes: 200_009 });
  const found = await attach("clerk-d", id, pdf(`${"x".repeat(70_000)} EICAR`));
  expect([found.status, found.body.zh]).toEqual([422, expect.stringContaining("病毒（Eicar-Test-Signature）")]);
  await new Promise((done) => server.close(done));
  const away = await attach("clerk-d", id, pdf("unseen"));
  expect([away.status, away.body.code]).toEqual([503, "busy"]);
  expect((await t.as("clerk-d").get(`/submissions/${id}`)).body.evidence).toHaveLength(1);
});
