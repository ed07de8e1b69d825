import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealAudit } from "../audit/seal.ts";
import { seed } from "../seed.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { publicAccounts, wholeAccounts } from "./accounts.ts";
import { institutionTests } from "./testing-institutions.ts";
import { scoredTests } from "./testing-scored.ts";
import { analyst, loadedDemo, now, password } from "./testing.ts";
import type { Collection, Finding, LoadedDemo, Region, Submission } from "./testing.ts";

let t: TestPlatform;
let { call, regions, collections, region, collection, reportOf } = {} as LoadedDemo;
beforeAll(async () => {
  ({ t, call, regions, collections, region, collection, reportOf } = await loadedDemo());
});
afterAll(() => t.close());

describe("what the platform counts and scores", () =>
  scoredTests(() => ({ t, call, regions, collections, region, collection, reportOf })));
describe("institutions below a county", () =>
  institutionTests(() => ({ t, call, regions, collections, region, collection, reportOf })));

test("the province has 12 cities and 96 counties of all three kinds, one of them directly below it, and an own level everywhere", async () => {
  const cities = regions.filter(({ tier }) => tier === "city");
  const counties = regions.filter(({ tier }) => tier === "county");
  expect(cities.map(({ code }) => code)).toEqual(
    Array.from({ length: 12 }, (_, at) => `99${String(at + 1).padStart(2, "0")}00`),
  );
  expect(counties).toHaveLength(96);
  expect([...new Set(counties.map(({ kind }) => kind))].sort()).toEqual(["县", "县级市", "市辖区"]);
  const direct = counties.filter(({ parentId }) => parentId === region("990000").id);
  expect(direct.map(({ code }) => code)).toEqual(["999001"]);
  const { items } = await call<{ items: { covers: string }[] }>(
    analyst,
    "GET",
    `/units?region=${region("990000").id}&below=true`,
  );
  // An own level of 12 cities and the province, and the six institutions of one county.
  expect(items.filter(({ covers }) => covers === "own")).toHaveLength(12 + 1 + 6);
  expect(items.filter(({ covers }) => covers === "whole")).toHaveLength(96);
});

test("three whole years and the quarters since are closed, two forms of the last ended quarter are in work, and all of it says that it is synthetic", async () => {
  const reported = collections.filter(({ origin }) => origin === "report");
  const count = (form: string) => reported.filter(({ formKey }) => formKey === form).length;
  // 2023Q1 to 2026Q3 in work, or to 2026Q2; 2023, 2024, 2025. Since 2025 the other forms: 2025Q1 to 2026Q2; 2025.
  // One county's institutions answer F_SRV of the quarter in work, three counties F_CST with papers.
  expect(["F_ENE", "F_VEH", "F_CST", "F_BAS", "F_OFF", "F_CST_Y"].map(count)).toEqual([15, 15, 15, 3, 3, 3]);
  expect(["F_PRC", "F_SRV", "F_SAF", "F_AST", "F_GOV", "F_ENE_Y"].map(count)).toEqual([6, 7, 6, 1, 1, 1]);
  const open = reported.filter(({ lockedAt }) => lockedAt === null);
  expect(open.map(({ name }) => name.slice(0, 6))).toEqual(Array.from({ length: 4 }, () => "2026Q3"));
  // Five days from Monday 2 November is a Saturday: due at 24:00 of Monday the 9th.
  for (const { dueUnit } of open) expect(dueUnit).toBe("2026-11-09T16:00:00.000Z");
  expect(collections.every(({ synthetic, name }) => synthetic && name.includes("演示数据"))).toBe(true);
});

test("the quarter in work shows every state", async () => {
  const { rows } = await t.owner.query(
    `select distinct coalesce(s.state, 'not_started') as state from assignments a
     left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
     where a.collection_id = any($1::int[]) and a.exempt_reason is null order by 1`,
    [[collection("F_ENE", "2026Q3").id, collection("F_VEH", "2026Q3").id]],
  );
  expect(rows.map(({ state }) => state)).toEqual([
    "city_accepted",
    "county_accepted",
    "draft",
    "not_started",
    "province_accepted",
    "returned",
    "signed",
    "submitted",
  ]);
});

test("drafts show broken block rules, an unexplained finding, and costs typed in yuan; reports show explained and undecided findings", async () => {
  const open = ({ findings }: Submission, severity: string) =>
    findings.filter((f) => f.severity === severity && f.verdict === "false" && f.explanation === "");
  expect(open(await reportOf("990102", "F_ENE", "2026Q3"), "block").map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["VR32", "VR38"]),
  );
  expect(open(await reportOf("990801", "F_ENE", "2026Q3"), "explain").map(({ rule }) => rule)).toContain(
    "VR35_ELECTRICITY",
  );
  const explained = await reportOf("990103", "F_ENE", "2026Q3");
  expect(explained.findings.find(({ rule }) => rule === "VR35_WATER")?.explanation).toContain("演示");
  const undecided = await reportOf("990602", "F_ENE", "2026Q3");
  expect(undecided.findings.filter(({ verdict }) => verdict === "undecided").map(({ rule }) => rule)).toContain(
    "VR37_LPG",
  );
  const cost = (report: Submission) =>
    Number(report.cells.find(({ measure, member }) => measure === "energy_cost" && member === "total")!.value);
  const [slip, before] = [await reportOf("990101", "F_ENE", "2026Q3"), await reportOf("990101", "F_ENE", "2026Q2")].map(
    cost,
  );
  expect(slip! / before!).toBeGreaterThan(5000);
  expect(slip! / before!).toBeLessThan(20_000);
  const still = await reportOf("990703", "F_ENE", "2026Q3");
  const last = await reportOf("990703", "F_ENE", "2026Q2");
  expect(still.cells.map(({ value }) => value)).toEqual(last.cells.map(({ value }) => value));
});

test("three units keep a monthly ledger of the quarter in work, two of them for all its months", async () => {
  const months = collections.filter(({ origin }) => origin === "ledger");
  expect(months.map(({ name }) => name.split(" ")[0])).toEqual(["2026-07", "2026-08", "2026-09"]);
  type Ledger = {
    months: { kept: number }[];
    totals: { measure: string; member: string; value: { value: string } | null }[];
  };
  const ledgerOf = async (code: string) => {
    const { id } = await reportOf(code, "F_ENE", "2026Q3");
    return call<Ledger>(`clerk.${code}`, "GET", `/submissions/${id}/ledger`);
  };
  for (const code of ["990706", "990708"]) {
    const report = await reportOf(code, "F_ENE", "2026Q3");
    const { totals } = await ledgerOf(code);
    const typed = report.cells.filter(({ measure, state }) => measure !== "energy_area" && state === "number");
    expect(typed.length).toBeGreaterThan(4);
    for (const { measure, member, value } of typed) {
      const total = totals.find((one) => one.measure === measure && one.member === member)!;
      expect([measure, member, Number(total.value!.value)]).toEqual([measure, member, Number(value)]);
    }
  }
});

test("a rule over a limit that nobody has entered is shown as not in use, with that limit", async () => {
  const { items, inactive } = await call<{
    items: { rule: string }[];
    inactive: { rule: string; because: { zh: string } }[];
  }>(analyst, "GET", `/collections/${collection("F_ENE", "2026Q3").id}/rules`);
  expect(items.filter(({ rule }) => rule.startsWith("VR33"))).toEqual([]);
  expect(inactive.find(({ rule }) => rule === "VR33_WATER_HIGH")?.because.zh).toContain("水参考单价“上限”");
});

test("a returned report names cells and reasons, and questions stand open and answered", async () => {
  const returned = await reportOf("990104", "F_ENE", "2026Q3");
  expect(returned.state).toBe("returned");
  expect(returned.decisions.at(-1)).toMatchObject({ kind: "return", tier: "city" });
  expect(returned.decisions.at(-1)!.cells[0]!.reason).not.toBe("");
  expect((await reportOf("990103", "F_ENE", "2026Q3")).questions.map(({ answer }) => answer)).toEqual([null]);
  expect((await reportOf("990606", "F_ENE", "2026Q3")).questions[0]!.answer).toContain("演示");
});

test("one city has consolidated, one must consolidate again, and one is accepted by the province", async () => {
  const stateOf = async (code: string) => {
    const { items } = await call<{ items: { state: string; stale: boolean }[] }>(
      analyst,
      "GET",
      `/consolidations?collection=${collection("F_ENE", "2026Q3").id}&city=${region(code).id}`,
    );
    return items.map(({ state, stale }) => [state, stale]);
  };
  expect(await stateOf("990200")).toEqual([["signed", false]]);
  expect(await stateOf("990300")).toEqual([["signed", true]]);
  expect(await stateOf("990400")).toEqual([["accepted", false]]);
  expect(await stateOf("990500")).toEqual([]);
});

test("two counties became one in the middle of the years, with lineage, and only the tree of the time knows them", async () => {
  const before = (await call<{ items: Region[] }>(analyst, "GET", "/regions?date=2024-12-31")).items;
  expect(before.filter(({ tier }) => tier === "county")).toHaveLength(97);
  const { items } = await call<{
    items: { kind: string; effective: string; lineage: { from: number; to: number; share: string }[] }[];
  }>(analyst, "GET", "/region-changes");
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ kind: "merge", effective: "2025-01-01" });
  const heir = region("990808").id;
  expect(before.some(({ id }) => id === heir)).toBe(false);
  expect(items[0]!.lineage.map(({ to, share }) => [to, share])).toEqual([
    [heir, "1"],
    [heir, "1"],
  ]);
});

test("stored roll-ups of a closed year, of the quarter in work and of the past costs equal the oracle's", async () => {
  const some = [
    collection("F_OFF", "2025"),
    collection("F_ENE", "2024Q4"),
    collection("F_ENE", "2026Q3"),
    collections.find(({ origin }) => origin === "history")!,
  ];
  for (const { id } of some) {
    const answer = await call<{ rows: number; differences: unknown[] }>(
      analyst,
      "POST",
      `/collections/${id}/verify`,
      {},
    );
    expect(answer.rows).toBeGreaterThan(0);
    expect(answer.differences).toEqual([]);
  }
});

test("what was written in bulk is what the verbs say: content hash, findings and receipt of a report", async () => {
  for (const [code, form, period] of [
    ["990103", "F_ENE", "2026Q3"],
    ["990808", "F_VEH", "2025Q4"],
    ["991003", "F_CST_Y", "2024"],
  ] as const) {
    const report = await reportOf(code, form, period);
    const { revision, hash, receipt } = report.revisions.at(-1)!;
    expect(report.contentHash).toBe(hash);
    const stored = await call<{ findings: Finding[] }>(
      `clerk.${code}`,
      "GET",
      `/submissions/${report.id}/revisions/${revision}`,
    );
    const brief = (findings: Finding[]) =>
      findings.map(({ rule, verdict, explanation }) => `${rule} ${verdict} ${explanation}`).sort();
    expect(brief(stored.findings)).toEqual(brief(report.findings));
    expect(await call(`clerk.${code}`, "POST", "/receipts/verify", receipt)).toMatchObject({
      genuine: true,
      ledger: "same",
    });
  }
});

test("reports were late, sent back and corrected, left blank with a reason, not applicable and estimated", async () => {
  const { rows } = await t.owner.query(`
    select (select count(*)::int from revisions where on_time = false) as late,
           (select count(*)::int from decisions d join submissions s on s.id = d.submission_id where d.kind = 'return' and s.state = 'locked' and s.last_rev > d.revision) as mended,
           (select count(*)::int from observations where state = 'missing' and reason <> '') as missing,
           (select count(*)::int from observations where state = 'na' and reason <> '') as na,
           (select count(*)::int from observations where estimated) as estimated,
           (select count(*)::int from observations where state <> 'number' and reason = '') as bare`);
  const { bare, ...counts } = rows[0] as Record<string, number>;
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(5);
  expect(bare).toBe(0);
});

test("the catalogue of the province has factors and form marks that say 演示, and the base is left as it was", async () => {
  const { items } = await call<{ items: { id: number; key: string; owner: number | null }[] }>(
    analyst,
    "GET",
    "/catalogues",
  );
  const own = items.filter(({ owner }) => owner === region("990000").id);
  expect(own).toHaveLength(1);
  type Document = {
    forms: { number?: string; maker?: string; approval?: string; validUntil?: string }[];
    factorSets: { factors: { measure: string; value: string | null; note?: string }[] }[];
  };
  const read = async (id: number) => (await call<{ document: Document }>(analyst, "GET", `/catalogues/${id}`)).document;
  const document = await read(own[0]!.id);
  for (const { number, maker, approval, validUntil } of document.forms)
    for (const mark of [number, maker, approval, validUntil]) expect(mark).toContain("演示");
  const base = await read(items.find(({ owner }) => owner === null)!.id);
  const empty = base.factorSets.flatMap(({ factors }) => factors.filter(({ value }) => value === null));
  expect(empty.map(({ measure }) => measure)).toEqual(expect.arrayContaining(["elec_kwh", "gas_m3"]));
  const invented = document.factorSets.flatMap(({ factors }) =>
    factors.filter(({ measure }) => empty.some((factor) => factor.measure === measure)),
  );
  expect(invented.filter(({ note }) => note?.includes("演示系数"))).not.toHaveLength(0);
  expect(invented.every(({ value }) => value !== null)).toBe(true);
});

test("accounts stand for every role and place, their numbers reach nobody, and whoever lost the county cannot sign in", async () => {
  const shown = publicAccounts("whole");
  expect(new Set(shown.map(({ username }) => username)).size).toBe(shown.length);
  expect(new Set(shown.map(({ role }) => role)).size).toBe(9);
  expect(new Set(shown.map(({ place }) => place)).size).toBe(109);
  for (const { phone } of wholeAccounts) expect(phone).toMatch(/^000-\d{7}$/);
  await expect(call("clerk.990810", "GET", "/session")).rejects.toThrow(/登录/);
  await expect(call("clerk.991209", "GET", "/session")).resolves.toBeDefined();
});

test("the audit chain is intact, and a second start loads nothing again", async () => {
  await sealAudit(t.workerDb, "all");
  expect(await call("auditadmin.990000", "GET", "/audit/verify")).toMatchObject({ intact: true });
  const again = await seed(t.urls.ownerUrl, { admin: "x", demo: password }, { keys: t.platform.keys, now });
  expect(again).toEqual({ first: false, province: "whole" });
  const after = (await call<{ items: Collection[] }>(analyst, "GET", "/collections")).items;
  expect(after).toHaveLength(collections.length);
});

test("a loading that breaks off leaves nothing behind, and the next start begins anew", async () => {
  const other = await createTestPlatform();
  try {
    let signed = 0;
    const keys = {
      ...other.platform.keys,
      sign: (text: string) => {
        if (++signed > 150) throw new Error("power cut");
        return other.platform.keys.sign(text);
      },
    };
    const passwords = { admin: "Demo-admin-2026", demo: password };
    await expect(seed(other.urls.ownerUrl, passwords, { keys, now })).rejects.toThrow("power cut");
    const { rows } = await other.owner.query(
      "select (select count(*) from users)::int + (select count(*) from regions)::int + (select count(*) from catalogues)::int as n",
    );
    expect(rows[0].n).toBe(0);
    expect(await seed(other.urls.ownerUrl, passwords)).toEqual({ first: true, province: "places" });
  } finally {
    await other.close();
  }
});
