import { afterAll, beforeAll, expect, test } from "vitest";
import { check, compile, type Catalogue, type Rule } from "@duibiao/indicators";
import { setScope } from "@duibiao/db";
import { makeCatalogue, makePeriod, makeProvince, smallCatalogue, type TestProvince } from "../src/testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openCollection, report, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

const rule = (key: string, expr: string, more: Partial<Rule> = {}): Rule => ({
  key,
  name: { zh: `${key}名`, en: key },
  severity: "warn",
  expr,
  form: "T_FORM",
  advice: { zh: "请核对", en: "check" },
  ...more,
});

const words = (text: string) => ({ zh: text, en: text });
const [form] = smallCatalogue.forms;

/** The small catalogue with a yearly budget, a registry and rules that look around the form. Invented. */
const catalogue: Catalogue = {
  ...smallCatalogue,
  measures: [
    ...smallCatalogue.measures,
    { key: "t_budget", name: words("budget"), uom: "kWh", type: "decimal", aggRegion: "sum", aggTime: "last" },
  ],
  registry: [{ key: "has_server", name: words("has a server room"), type: "flag" }],
  limits: [
    {
      key: "caps",
      name: words("caps"),
      uom: "kWh",
      limits: [
        { key: "use", name: words("use"), value: "9999", validTo: "2025-12-31" },
        { key: "use", name: words("use"), value: "500", validFrom: "2026-01-01" },
      ],
    },
  ],
  rules: [
    rule("BEFORE", "t_energy <= 2 * prev_period(t_energy)"),
    rule("YEAR", "year_to_date(t_energy) <= t_budget"),
    rule("PEERS", "robust_z(t_energy / t_people) <= 3.5"),
    rule("SERVER", "t_server == 0 or registry(has_server) == 1"),
    rule("CAP", "t_energy <= limit(caps[use])"),
    rule("OLD", "t_energy < 0", { validTo: "2025-12-31" }),
  ],
  forms: [
    form!,
    {
      key: "T_YEAR",
      name: words("yearly form"),
      period: "year",
      signing: "online",
      sections: [{ key: "all", name: words("all"), lines: [{ row: "01", measure: "t_budget" }] }],
    },
  ],
};

let t: TestPlatform;
let province: TestProvince;
let before: Flow;
let now: Flow;
let year: Flow;
const counties = ["a1", "a2", "a3", "b1", "b2", "b3"];

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  province = await makeProvince(
    t,
    [
      { key: "P", tier: "province", parent: null },
      { key: "A", tier: "city", parent: "P" },
      { key: "B", tier: "city", parent: "P" },
      ...counties.map((key) => ({
        key,
        tier: "county" as const,
        parent: key.startsWith("a") ? "A" : "B",
        kind: "县",
      })),
    ],
    Object.fromEntries(counties.map((key) => [key, { region: key, covers: "whole" as const }])),
  );
  const { region, unit } = province;
  for (const key of counties) {
    await t.person(`clerk-${key}`, "clerk", { unit: unit[key]!, region: region[key]! });
    await t.person(`head-${key}`, "head", { unit: unit[key]!, region: region[key]! });
  }
  await t.person("analyst", "analyst", { region: region["P"]! });
  const id = await makeCatalogue(t, catalogue);
  const flowOf = async (key: string, kind: string, start: string, end: string, more = {}) => {
    const period = await makePeriod(t, key, kind, start, end);
    const task = { owner: region["P"]!, catalogue: id, period, ...more };
    return { ...province, t, catalogue: id, period, collection: await openCollection(t.as("analyst"), task) };
  };
  before = await flowOf("2025Q4", "quarter", "2025-10-01", "2025-12-31");
  now = await flowOf("2026Q1", "quarter", "2026-01-01", "2026-03-31");
  year = await flowOf("2026", "year", "2026-01-01", "2026-12-31", { form: "T_YEAR" });
  // The period before, per head: 10 for a1 itself, 10 11 12 13 14 for the others.
  for (const [n, key] of counties.entries())
    await report(before, key, { energy: `${(n === 0 ? 10 : n + 9) * 10}`, people: "10" });
});
afterAll(() => t.close());

/** Findings of a unit's working copy as the server and as the browser say them. */
async function bothSay(id: number) {
  const clerk = t.as("clerk-a1");
  const { body: submission } = await clerk.get(`/submissions/${id}`);
  const { body: context } = await clerk.get(`/submissions/${id}/context`);
  const { body: published } = await clerk.get(`/catalogues/${now.catalogue}`);
  const cells = submission.cells.map(({ measure, member, state, value, reason }: any) => ({
    measure,
    member,
    value: state === "number" ? { state, value } : { state, reason },
  }));
  const browser = check(compile(published.document, context.period.end), "T_FORM", cells, context.check);
  const server = submission.findings.map(({ explanation: _explanation, ...finding }: any) => finding);
  return { server, browser: browser.findings, context: context.check };
}

const brief = (findings: any[]) => findings.map(({ rule, verdict, left, right }) => [rule, verdict, left, right]);

test("browser and server say the same of rules that look at other periods, forms, peers and the registry", async () => {
  const id = await startSubmission(now, "a1");
  const saved = await t.as("clerk-a1").put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "600"), number("t_people", "10"), number("t_server", "5")],
  });
  const nothingKnown = await bothSay(id);
  expect(nothingKnown.browser).toEqual(nothingKnown.server);
  expect(saved.body.findings.map((f: any) => f.rule)).toEqual(nothingKnown.server.map((f: any) => f.rule));
  // 600 > 2 x 100; no budget reported yet; peers 10 11 12 13 14: median 12, MAD 1, 0.6745 x (60 - 12) / 1; the registry
  // is silent; the limit of 2026 stands, and the rule that ended with 2025 is not asked.
  const members = ["VR32", "undecided", "600", undefined];
  expect(brief(nothingKnown.server)).toEqual([
    members,
    ["BEFORE", "false", "600", "200"],
    ["YEAR", "undecided", "600", undefined],
    ["PEERS", "false", "32.376", "3.5"],
    ["SERVER", "undecided", undefined, undefined],
    ["CAP", "false", "600", "500"],
  ]);
  expect(nothingKnown.context.peers).toEqual({ "t_energy / t_people": { n: 5, median: "12", mad: "1" } });

  await t.owner.query(`update unit_versions set registry = '{"has_server":"1"}' where unit_id = $1`, [
    province.unit["a1"],
  ]);
  const budget = await startSubmission(year, "a1");
  await t.as("clerk-a1").put(`/submissions/${budget}/cells`, { cells: [number("t_budget", "550")] });
  await signAndSubmit(year, "a1", budget);
  const known = await bothSay(id);
  expect(known.browser).toEqual(known.server);
  expect(brief(known.server)).toEqual([
    members,
    ["BEFORE", "false", "600", "200"],
    ["YEAR", "false", "600", "550"],
    ["PEERS", "false", "32.376", "3.5"],
    ["CAP", "false", "600", "500"],
  ]);
});

test("peers' answers come to nobody who may not see the form, and not where fewer than five other regions answered", async () => {
  const id = await startSubmission(now, "a1");
  const { rows } = await t.owner.query("select id from measures where key = 't_energy'");
  const answers = async (scope: { regions: number[]; units: number[] }, collection: number) => {
    let found: Record<string, unknown>[] = [];
    await t.db.transaction(async (tx) => {
      await setScope(tx, { userId: 1, cities: [], ancestors: [], purposes: [], ...scope });
      found = (await tx.execute(`select * from peer_answers(${id}, ${collection}, '{${rows[0].id}}')`)).rows;
    });
    return found;
  };
  const own = { regions: [], units: [province.unit["a1"]!] };
  const given = await answers(own, before.collection);
  expect(given.map(({ value }) => Number(value)).sort((a, b) => a - b)).toEqual([100, 110, 120, 130, 140]);
  // Marks only: none of the columns is the id of a unit, a region or a submission.
  expect(Object.keys(given[0]!)).toEqual(["peer", "region", "same_kind", "measure_id", "member", "state", "value"]);
  expect(given.map(({ peer }) => peer).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(await answers({ regions: [province.region["b1"]!], units: [] }, before.collection)).toEqual([]);
  expect(await answers({ regions: [], units: [] }, before.collection)).toEqual([]);
  // Nobody has answered this quarter yet.
  expect(await answers(own, now.collection)).toEqual([]);
});
