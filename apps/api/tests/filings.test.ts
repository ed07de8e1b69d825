import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { fillTemplate, partsOf, seenInTemplate } from "@duibiao/workbook/testing";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, number, openFlow, report, startSubmission, type Flow } from "./flow.ts";

// Each file may start a thread of its own.
vi.setConfig({ testTimeout: 120_000 });

const institutions = ["i1", "i2", "i3", "i4", "i5", "i6", "i7"];
let t: TestPlatform;
let f: Flow;
const templates = new Map<string, Uint8Array>();
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  const own = (region: string) => ({ region, covers: "own" as const });
  f = await openFlow(t, {
    ...Object.fromEntries(institutions.map((key) => [key, own("a1")])),
    j1: own("a2"),
    A0: own("A"),
  });
  const zip = await t
    .as("reviewer-a1")
    .get(`/filings/templates.zip?collection=${f.collection}&region=${f.region["a1"]}`);
  expect(zip.status, zip.text).toBe(200);
  for (const [name, content] of partsOf(zip.bytes)) templates.set(name, content);
});
afterAll(() => t.close());

const octets = { "Content-Type": "application/octet-stream" };
type Figures = { energy: string | number; people: number; server?: number; sender?: string; note?: string };
const filled = (unit: string, { energy, people, server = 0, note }: Figures) =>
  fillTemplate(templates.get(`U-${unit} 演示单位${unit}.xlsx`)!, {
    "01": { value: energy, ...(note === undefined ? {} : { note }) },
    "04": { value: server },
    "05": { value: people },
  });
type More = {
  who?: string;
  dryRun?: boolean;
  name?: string;
  sender?: string;
  unit?: string;
  over?: string;
  region?: string;
};
const send = (bytes: Uint8Array, more: More = {}) => {
  const query = new URLSearchParams({
    collection: String(f.collection),
    region: String(f.region[more.region ?? "a1"]),
    dryRun: String(more.dryRun ?? false),
    name: more.name ?? "报表.xlsx",
    sender: more.sender ?? "李送报",
    ...(more.unit === undefined ? {} : { unit: String(f.unit[more.unit]) }),
    ...(more.over === undefined ? {} : { over: more.over }),
  });
  return t.as(more.who ?? "reviewer-a1").post(`/filings?${query}`, bytes, octets);
};
const listed = async (who = "reviewer2-a1", region = "a1") => {
  const answer = await t.as(who).get(`/filings?collection=${f.collection}&region=${f.region[region]}`);
  expect(answer.status, answer.text).toBe(200);
  return Object.fromEntries(answer.body.items.map((item: any) => [item.code.slice(2), item]));
};
const count = async (table: string) => Number((await t.owner.query(`select count(*) as n from ${table}`)).rows[0].n);

describe("filing for institutions", () => {
  test("one download holds a template for each institution, named by code and name, bound to it by its hidden key", async () => {
    expect([...templates.keys()]).toEqual(institutions.map((key) => `U-${key} 演示单位${key}.xlsx`));
  });

  test("a dry run tells what would become of a file and writes nothing; the real run makes it the institution's report", async () => {
    const bytes = filled("i1", { energy: "1,200", people: 10, server: 100 });
    const before = await count("audit_log");
    const dry = await send(bytes, { dryRun: true });
    expect(dry.status, dry.text).toBe(200);
    expect(dry.body).toMatchObject({
      verdict: "filed",
      unit: { code: "U-i1" },
      filled: 3,
      sender: "李送报",
      filingId: null,
      submissionId: null,
    });
    expect(await count("submissions")).toBe(0);
    expect(await count("filings")).toBe(0);
    expect(await count("audit_log")).toBe(before + 1);

    const real = await send(bytes, { name: "i1 一季度.xlsx" });
    expect(real.body).toMatchObject({ verdict: "filed", revision: 1 });
    const read = (await t.as("reviewer-a1").get(`/submissions/${real.body.submissionId}`)).body;
    expect(read.state).toBe("submitted");
    expect(read.cells.map((c: any) => [c.measure, c.value, c.source])).toEqual([
      ["t_energy", "1200", "i1 一季度.xlsx"],
      ["t_people", "10", "i1 一季度.xlsx"],
      ["t_server", "100", "i1 一季度.xlsx"],
    ]);
    expect(read.revisions[0].signers.map((s: any) => [s.as, s.name])).toEqual([
      ["sender", "李送报"],
      ["filer", "reviewer-a1"],
    ]);
    // The file is kept byte for byte.
    const kept = await t.as("reviewer2-a1").get(`/filings/${real.body.filingId}/file.xlsx`);
    expect(Buffer.compare(Buffer.from(kept.bytes), Buffer.from(bytes))).toBe(0);
    expect(real.body.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    const receipt = await t.as("reviewer-a1").get(`/submissions/${real.body.submissionId}/revisions/1/receipt`);
    expect(receipt.text).toContain("代报");
    expect(receipt.text).toContain("李送报");
    expect(receipt.text).toContain("reviewer-a1");
    expect((await listed())["i1"]).toMatchObject({
      standing: "sent",
      way: "filed",
      hasAccount: true,
      filing: { sender: "李送报" },
    });
  });

  test("the same file again changes nothing, also under another name and from another person", async () => {
    const bytes = filled("i1", { energy: "1,200", people: 10, server: 100 });
    const [revisions, filings] = [await count("revisions"), await count("filings")];
    const again = await send(bytes, { name: "副本.xlsx", who: "leader-a1" });
    // The office program writes the same bytes for the same content; what counts is that nothing moved.
    expect(again.body).toMatchObject({ verdict: "unchanged", unit: { code: "U-i1" }, revision: 1 });
    expect(await count("revisions")).toBe(revisions);
    expect(await count("filings")).toBe(filings);
  });

  test("a newer file of the institution shows both figures and waits; confirmed, the earlier revision is returned and both stay", async () => {
    const newer = filled("i1", { energy: 1300, people: 10, server: 100 });
    const asked = await send(newer);
    expect(asked.body).toMatchObject({ verdict: "differs", present: "filed" });
    expect(asked.body.cells).toHaveLength(1);
    expect(asked.body.cells[0]).toMatchObject({
      line: "01",
      given: "1300",
      stored: { value: "1200" },
      verdict: "conflict",
    });
    const done = await send(newer, { over: asked.body.contentHash });
    expect(done.body).toMatchObject({ verdict: "filed", revision: 2 });
    const read = (await t.as("reviewer2-a1").get(`/submissions/${done.body.submissionId}`)).body;
    expect(read.revisions.map((r: any) => r.revision)).toEqual([1, 2]);
    expect(read.decisions).toMatchObject([{ kind: "return", revision: 1 }]);
    expect(read.cells.find((c: any) => c.measure === "t_energy").value).toBe("1300");
  });

  test("one bad file is refused with its places, kept, listed as faulty, comes back marked red, and loses nothing of the others", async () => {
    const bad = await send(filled("i2", { energy: "约五百", people: 3 }), { name: "i2.xlsx" });
    expect(bad.body).toMatchObject({ verdict: "refused", unit: { code: "U-i2" } });
    expect(bad.body.cells).toMatchObject([{ line: "01", given: "约五百", verdict: "refused" }]);
    // 机房 900 > 总量 500: a rule of the form, severity block.
    const broken = await send(filled("i3", { energy: 500, people: 3, server: 900 }), { name: "i3.xlsx" });
    expect(broken.body).toMatchObject({ verdict: "refused", findings: [{ rule: "T1" }] });
    const good = await send(filled("i4", { energy: 400, people: 4 }), { name: "i4.xlsx" });
    expect(good.body.verdict).toBe("filed");
    const rows = await listed();
    expect(rows["i2"]).toMatchObject({
      standing: "faulty",
      submissionId: null,
      filing: {
        verdict: "refused",
        name: "i2.xlsx",
        reasons: [{ cell: "t_energy/total", sheet: "填报", line: "01", given: "约五百" }],
      },
    });
    // The place as an office program names it: column of 本期 (D) and the row of the sheet.
    expect(rows["i2"].filing.reasons[0].at).toMatch(/^D\d+$/);
    expect(rows["i3"]).toMatchObject({
      standing: "faulty",
      filing: { reasons: [{ rule: "T1", cell: "t_server/total", sheet: "填报", line: "04", given: "900" }] },
    });
    expect(rows["i4"].standing).toBe("sent");
    expect(rows["i5"].standing).toBe("unsent");
    const marked = await t.as("reviewer-a1").get(`/filings/${rows["i3"].filing.id}/marked.xlsx`);
    expect(marked.status, marked.text).toBe(200);
    const seen = seenInTemplate(marked.bytes, "04");
    expect(seen.texts.value).toBe("900");
    expect(seen.fills.value).toMatch(/FFC7CE/i);
    expect(seen.notes.value).toContain("请核对");
    // Mended, it goes in, and the list says so.
    expect((await send(filled("i2", { energy: 500, people: 3 }))).body.verdict).toBe("filed");
    expect((await listed())["i2"].standing).toBe("sent");
  });

  test("a reason written on the line answers the rule that asks for one", async () => {
    // 9000 kWh / 3 people = 3000 per head, above the 1000 of rule T2.
    const without = await send(filled("i3", { energy: 9000, people: 3 }));
    expect(without.body).toMatchObject({ verdict: "refused", findings: [{ rule: "T2" }] });
    const reasoned = await send(filled("i3", { energy: 9000, people: 3, note: "新建数据机房三月投用,用电增加" }));
    expect(reasoned.body.verdict).toBe("filed");
    const read = (await t.as("reviewer-a1").get(`/submissions/${reasoned.body.submissionId}`)).body;
    expect(read.findings.find((one: any) => one.rule === "T2").explanation).toContain("数据机房");
  });

  test("whoever filed a file for a unit never accepts its report; a second person does", async () => {
    const row = (await listed())["i4"];
    const hash = (await t.as("reviewer-a1").get(`/submissions/${row.submissionId}`)).body.contentHash;
    const own = await t
      .as("reviewer-a1")
      .post(`/submissions/${row.submissionId}/accept`, { tier: "county", contentHash: hash });
    expect(own.status).toBe(403);
    expect(own.body.code).toBe("own_work");
    await accept(f, "reviewer2-a1", "county", { id: row.submissionId, hash });
    const after = await send(filled("i4", { energy: 401, people: 4 }));
    expect(after.body).toMatchObject({ verdict: "refused" });
    expect(after.body.problem.zh).toContain("县审通过");
  });

  test("a draft that the institution typed is shown beside the file and replaced only then, wholly by what the file says", async () => {
    const id = await startSubmission(f, "i5");
    await t
      .as("clerk-i5")
      .put(`/submissions/${id}/cells`, { cells: [number("t_energy", "70"), number("t_rate", "5")] });
    const bytes = filled("i5", { energy: 80, people: 2 });
    const asked = await send(bytes);
    expect(asked.body).toMatchObject({ verdict: "differs", present: "own" });
    expect(asked.body.cells.map((c: any) => [c.line, c.given, c.stored.value])).toEqual([
      ["01", "80", "70"],
      ["06", "", "5"],
    ]);
    const typed = (await t.as("clerk-i5").get(`/submissions/${id}`)).body;
    expect(typed.cells.map((c: any) => c.value)).toEqual(["70", "5"]);
    // The clerk types on meanwhile: what was seen is no longer what stands.
    await t.as("clerk-i5").put(`/submissions/${id}/cells`, { cells: [number("t_energy", "75", 1)] });
    expect((await send(bytes, { over: asked.body.contentHash })).body.verdict).toBe("differs");
    const now = (await send(bytes)).body.contentHash;
    expect((await send(bytes, { over: now })).body).toMatchObject({ verdict: "filed", submissionId: id });
    const filedCells = (await t.as("clerk-i5").get(`/submissions/${id}`)).body.cells;
    expect(filedCells.map((c: any) => [c.measure, c.value])).toEqual([
      ["t_energy", "80"],
      ["t_people", "2"],
      ["t_server", "0"],
    ]);
  });

  test("an institution that reports by itself stands beside them; a file with other figures never replaces what it sent", async () => {
    await report(f, "i6", { energy: "60", people: "6" });
    expect((await listed())["i6"]).toMatchObject({ standing: "sent", way: "own", filing: null });
    const other = await send(filled("i6", { energy: 61, people: 6 }));
    expect(other.body).toMatchObject({ verdict: "refused", present: "own" });
    expect(other.body.problem.zh).toContain("自行报送");
    expect((await listed())["i6"]).toMatchObject({ standing: "sent", way: "own" });
    // The same figures in a file are no news.
    expect((await send(filled("i6", { energy: 60, people: 6 }))).body.verdict).toBe("unchanged");
  });

  test("a file is matched by its hidden key alone; a name proposes, and a person may vouch", async () => {
    const stray = await send(filled("i7", { energy: 7, people: 1 }), { region: "a2", who: "reviewer-a2" });
    expect(stray.body).toMatchObject({ verdict: "unmatched", unit: null });
    const other = new TextEncoder().encode("a,b\n1,2");
    const unread = await send(other, { name: "U-i7 演示单位i7 报表.xlsx" });
    expect(unread.body).toMatchObject({ verdict: "unmatched", candidates: [{ code: "U-i7" }] });
    expect(await count("filings where name like 'U-i7%'")).toBe(0);
    // Copied from another institution's template, and said to be i7's.
    const copied = filled("i1", { energy: 77, people: 7 });
    const vouched = await send(copied, { unit: "i7" });
    expect(vouched.body).toMatchObject({ verdict: "filed", unit: { code: "U-i7" } });
    expect((await listed())["i7"].filing.confirmed).toBe(true);
  });

  test("only the bureau that the institutions hang on files for them", async () => {
    const bytes = filled("i1", { energy: 1, people: 1 });
    for (const who of ["reviewer-A", "reviewer-a2", "leader-P", "clerk-i1", "analyst"])
      expect((await send(bytes, { who })).status, who).toBe(403);
    expect(
      (await t.as("reviewer-b1").get(`/filings?collection=${f.collection}&region=${f.region["a1"]}`)).body.items,
    ).toEqual([]);
  });

  test("nobody to name as sender is a refusal that says where to name one", async () => {
    const answer = await send(filled("i1", { energy: 5, people: 1 }), { sender: "", dryRun: true });
    expect(answer.body.problem.zh).toContain("填表人");
    // What else is wrong is told with it, so that the file is mended once.
    const worse = await send(filled("i1", { energy: "很多", people: 1 }), { sender: "", dryRun: true });
    expect(worse.body.reasons.map((one: any) => one.given)).toEqual(["", "很多"]);
  });

  test("the county is the sum of what was filed and what was reported", async () => {
    await t.settle();
    const answer = await t
      .as("reviewer-a1")
      .get(`/roll-ups?period=${f.period}&collection=${f.collection}&lens=submitted&region=${f.region["a1"]}`);
    expect(answer.status, answer.text).toBe(200);
    const total = answer.body.items.find((row: any) => row.measure === "t_energy" && row.member === "total");
    // i1 1300 + i2 500 + i3 9000 + i4 400 + i5 80 + i6 60 + i7 77
    expect(total).toMatchObject({ nExpected: 7, nAnswered: 7, sum: "11417" });
  });

  test("nor does whoever filed for it accept what the institution itself reports in place of the file", async () => {
    const { submissionId: id } = (await listed())["i5"];
    const contentHash = (await t.as("clerk-i5").get(`/submissions/${id}`)).body.contentHash;
    const returned = { reason: "请单位自己报", cells: [], contentHash };
    expect((await t.as("reviewer2-a1").post(`/submissions/${id}/return`, returned)).status).toBe(200);
    const own = await report(f, "i5", { energy: "81", people: "2" });
    const body = { tier: "county", contentHash: own.hash };
    const filer = await t.as("reviewer-a1").post(`/submissions/${id}/accept`, body);
    expect([filer.status, filer.body.code]).toEqual([403, "own_work"]);
    await accept(f, "reviewer2-a1", "county", own);
  });
});
