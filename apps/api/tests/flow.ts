import { expect } from "vitest";
import type { Client, TestPlatform } from "../src/testing.ts";
import {
  makeCatalogue,
  makePeriod,
  makeProvince,
  smallCatalogue,
  smallProvince,
  type TestProvince,
} from "../src/testing-province.ts";

export type Flow = TestProvince & { t: TestPlatform; catalogue: number; period: number; collection: number };

export const unitsOfSmallProvince = {
  a1: { region: "a1", covers: "whole" },
  a2: { region: "a2", covers: "whole" },
  b1: { region: "b1", covers: "whole" },
  b2: { region: "b2", covers: "whole" },
  d: { region: "d", covers: "whole" },
  A0: { region: "A", covers: "own" },
  P0: { region: "P", covers: "own" },
} as const;

/** The small province with people for every post, and an open collection of T_FORM for 2026Q1. Invented. */
export async function openFlow(
  t: TestPlatform,
  units: Record<string, { region: string; covers: "own" | "whole" }> = unitsOfSmallProvince,
): Promise<Flow> {
  const province = await makeProvince(t, smallProvince, units);
  const { region, unit } = province;
  for (const key of Object.keys(units)) {
    await t.person(`clerk-${key}`, "clerk", { unit: unit[key]!, region: region[units[key]!.region]! });
    await t.person(`head-${key}`, "head", { unit: unit[key]!, region: region[units[key]!.region]! });
  }
  for (const key of Object.keys(region)) {
    await t.person(`reviewer-${key}`, "reviewer", { region: region[key]! });
    await t.person(`reviewer2-${key}`, "reviewer", { region: region[key]! });
    await t.person(`leader-${key}`, "leader", { region: region[key]! });
  }
  await t.person("analyst", "analyst", { region: region["P"]! });
  await t.person("auditor", "auditor", { region: region["P"]! });
  const catalogue = await makeCatalogue(t, smallCatalogue);
  const period = await makePeriod(t, "2026Q1", "quarter", "2026-01-01", "2026-03-31");
  const collection = await openCollection(t.as("analyst"), { owner: region["P"]!, catalogue, period });
  return { ...province, t, catalogue, period, collection };
}

export async function openCollection(
  analyst: Client,
  task: { owner: number; catalogue: number; period: number } & Record<string, unknown>,
): Promise<number> {
  const opened = await analyst.post("/collections", {
    form: "T_FORM",
    name: "测试采集",
    synthetic: true,
    opensAt: "2026-04-01T00:00:00+08:00",
    dueUnit: "2026-04-15T24:00:00+08:00".replace("T24:00:00", "T23:59:59"),
    dueCounty: "2026-04-20T23:59:59+08:00",
    dueCity: "2026-04-25T23:59:59+08:00",
    dueProvince: "2026-04-30T23:59:59+08:00",
    ...task,
  });
  expect(opened.status, opened.text).toBe(200);
  return opened.body.id;
}

/** A number for a measure's total, as a save sends it. */
export const number = (measure: string, value: string, version = 0, more = {}) => ({
  measure,
  member: "total",
  version,
  value: { state: "number", value, ...more },
});

/** The clerk starts the unit's submission; its id. */
export async function startSubmission(f: Flow, unitKey: string): Promise<number> {
  const opened = await f.t
    .as(`clerk-${unitKey}`)
    .post("/submissions", { collection: f.collection, unit: f.unit[unitKey] });
  expect(opened.status, opened.text).toBe(200);
  return opened.body.id;
}

/** Clerk fills, both sign, clerk submits. Returns the submission's id and hash. */
export async function report(
  f: Flow,
  unitKey: string,
  figures: { energy: string; people: string; server?: string },
): Promise<{ id: number; hash: string; receipt: any }> {
  const clerk = f.t.as(`clerk-${unitKey}`);
  const id = await startSubmission(f, unitKey);
  const before = await clerk.get(`/submissions/${id}`);
  const version = (measure: string) =>
    before.body.cells.find((c: any) => c.measure === measure && c.member === "total")?.version ?? 0;
  const saved = await clerk.put(`/submissions/${id}/cells`, {
    cells: [
      number("t_energy", figures.energy, version("t_energy")),
      number("t_people", figures.people, version("t_people")),
      number("t_server", figures.server ?? "0", version("t_server")),
    ],
  });
  expect(saved.status, saved.text).toBe(200);
  expect(saved.body.conflicts).toEqual([]);
  return signAndSubmit(f, unitKey, id);
}

export async function signAndSubmit(
  f: Flow,
  unitKey: string,
  id: number,
): Promise<{ id: number; hash: string; receipt: any }> {
  const clerk = f.t.as(`clerk-${unitKey}`);
  const hash = (await clerk.get(`/submissions/${id}`)).body.contentHash;
  for (const who of [clerk, f.t.as(`head-${unitKey}`)]) {
    const signed = await who.post(`/submissions/${id}/sign`, { contentHash: hash });
    expect(signed.status, signed.text).toBe(200);
  }
  const submitted = await clerk.post(`/submissions/${id}/submit`, { contentHash: hash });
  expect(submitted.status, submitted.text).toBe(200);
  return { id, hash, receipt: submitted.body.receipt };
}

export async function accept(f: Flow, who: string, tier: string, s: { id: number; hash: string }): Promise<void> {
  const accepted = await f.t.as(who).post(`/submissions/${s.id}/accept`, { contentHash: s.hash, tier });
  expect(accepted.status, accepted.text).toBe(200);
}

/** The stored roll-up of a region's total, by measure. */
export async function figure(f: Flow, who: string, regionKey: string, measure: string, lens: string): Promise<any> {
  const answer = await f.t
    .as(who)
    .get(`/roll-ups?period=${f.period}&lens=${lens}&region=${f.region[regionKey]}&measure=${measure}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items.find((i: any) => i.member === "total");
}

/** The unit's head asks for a correction; the request. */
export async function askCorrection(f: Flow, unitKey: string, id: number, cells: unknown[], more = {}) {
  return f.t
    .as(`head-${unitKey}`)
    .post(`/submissions/${id}/corrections`, { reason: "抄表错误", evidence: "电费单", cells, ...more });
}

/** Who decides on a correction of a unit of a region, tier by tier. */
export const decidersOf = (region: string): [tier: string, who: string][] => {
  const city = region.startsWith("a") ? "A" : region.startsWith("b") ? "B" : region === "d" ? "P" : region;
  return [
    ["county", `leader-${region}`],
    ["city", `reviewer-${city}`],
    ["province", "reviewer2-P"],
  ];
};

/** Every tier approves a request as it stands. */
export async function approveCorrection(f: Flow, region: string, matter: { id: number; hash: string }): Promise<void> {
  for (const [tier, who] of decidersOf(region)) {
    const body = { tier, decision: "approve", hash: matter.hash };
    const decided = await f.t.as(who).post(`/corrections/${matter.id}/decision`, body);
    expect(decided.status, `${who} ${decided.text}`).toBe(200);
  }
}
