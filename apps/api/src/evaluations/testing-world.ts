import { createHash } from "node:crypto";
import type { Catalogue, SchemeNode } from "@duibiao/indicators";
import { makePeriod, makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

const t2 = (text: string) => ({ zh: `${text}名`, en: text });

/**
 * A catalogue of two forms, four indicators and two schemes, small enough to calculate by hand. `w_energy` is a flow
 * over quarters, `w_people` a stock; `w_area` is asked once a year; `w_safety` is asked by nobody.
 */
export const worldCatalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "world",
  version: "1",
  name: t2("world"),
  breakdowns: [],
  measures: [
    { key: "w_energy", name: t2("energy"), uom: "kWh", type: "decimal", aggRegion: "sum", aggTime: "sum" },
    { key: "w_people", name: t2("people"), uom: "人", type: "integer", aggRegion: "sum", aggTime: "last" },
    { key: "w_files", name: t2("files in order"), uom: "件", type: "integer", aggRegion: "sum", aggTime: "last" },
    { key: "w_files_all", name: t2("files"), uom: "件", type: "integer", aggRegion: "sum", aggTime: "last" },
    { key: "w_area", name: t2("floor area"), uom: "㎡", type: "decimal", aggRegion: "sum", aggTime: "last" },
    { key: "w_safety", name: t2("accidents"), uom: "起", type: "integer", aggRegion: "sum", aggTime: "sum" },
    { key: "w_rate", name: t2("published rate"), uom: "%", type: "decimal", aggRegion: "none", aggTime: "last" },
    { key: "w_rate_lo", name: t2("lower bound"), uom: "%", type: "decimal", aggRegion: "none", aggTime: "last" },
    { key: "w_rate_hi", name: t2("upper bound"), uom: "%", type: "decimal", aggRegion: "none", aggTime: "last" },
  ],
  derived: [],
  factorSets: [],
  indicators: [
    { key: "per_head", name: t2("energy per head"), formula: "w_energy / w_people", uom: "kWh/人", direction: "lower" },
    { key: "file_rate", name: t2("files in order"), formula: "w_files / w_files_all * 100", uom: "%", direction: "higher" },
    { key: "growth", name: t2("growth"), formula: "(w_energy / prev_year(w_energy) - 1) * 100", uom: "%", direction: "lower" },
    { key: "per_area", name: t2("energy per area"), formula: "w_energy / w_area", uom: "kWh/㎡", direction: "lower" },
    { key: "accident_rate", name: t2("accidents per head"), formula: "w_safety / w_people", uom: "起/人", direction: "lower" },
    { key: "size", name: t2("size"), formula: "w_people * 1", uom: "人", direction: "none" },
    { key: "rate", name: t2("rate"), formula: "w_rate * 1", uom: "%", direction: "higher", interval: { level: 95, lower: "w_rate_lo * 1", upper: "w_rate_hi * 1" } },
  ],
  rules: [],
  forms: [
    { key: "W_Q", name: t2("quarterly form"), period: "quarter", sections: [{ key: "all", name: t2("all"), lines: ["w_energy", "w_people", "w_files", "w_files_all"].map((measure, at) => ({ row: `${at + 1}`, measure })) }] },
    { key: "W_Y", name: t2("yearly form"), period: "year", sections: [{ key: "all", name: t2("all"), lines: ["w_area", "w_rate", "w_rate_lo", "w_rate_hi"].map((measure, at) => ({ row: `${at + 1}`, measure })) }] },
  ],
  schemes: [
    scheme("W1", "VERIFIED", "演示〔2026〕1号", [
      dimension("D1", 0.6, [leaf("per_head", 1, { method: "goalposts", lo: 20, hi: 10 })]),
      dimension("D2", 0.4, [leaf("file_rate", 1, { method: "goalposts", lo: 0, hi: 100 })]),
    ]),
    scheme("W2", "PROPOSAL", undefined, [
      dimension("D1", 0.6, [leaf("per_head", 0.75, { method: "goalposts", lo: 20, hi: 10 }), leaf("accident_rate", 0.25, { method: "goalposts", lo: 1, hi: 0 })]),
      dimension("D2", 0.4, [leaf("file_rate", 1, { method: "goalposts", lo: 0, hi: 100 })]),
    ]),
    scheme("W3", "VERIFIED", "演示〔2026〕3号", [dimension("D1", 1, [leaf("growth", 1, { method: "goalposts", lo: 50, hi: -50 })])]),
  ],
};

function scheme(key: string, weightsStatus: "VERIFIED" | "PROPOSAL", documentNo: string | undefined, children: SchemeNode[]) {
  return { key, name: t2(key), weightsStatus, ...(documentNo === undefined ? {} : { documentNo }), minCoverage: 0.7, root: { key, name: t2(key), weight: 1, children } };
}
function dimension(key: string, weight: number, children: SchemeNode[]): SchemeNode {
  return { key, name: t2(key), weight, children };
}
function leaf(indicator: string, weight: number, norm: SchemeNode["norm"]): SchemeNode {
  return { key: `L_${indicator}`, name: t2(indicator), weight, indicator, norm };
}

/** A number as text; null = 不适用; `{missing}` = 暂缺 with its reason. */
export type Figures = Record<string, string | null | { missing: string }>;

export type World = TestProvince & {
  t: TestPlatform;
  catalogue: number;
  period: Record<string, number>;
  collect: (form: string, period: string, extra?: Record<string, unknown>) => Promise<number>;
  /** Puts a unit's accepted figures in place as a new revision, and leaves the dirty mark; `settle` rolls up. */
  report: (collection: number, unit: string, figures: Figures) => Promise<number>;
};

/** The small province with one unit per county (named after it), a provincial analyst `ana` and two leaders. */
export async function makeWorld(): Promise<World> {
  const t = await createTestPlatform();
  const units = Object.fromEntries(["a1", "a2", "b1", "b2", "d"].map((key) => [key, { region: key, covers: "own" as const }]));
  const { region, unit } = await makeProvince(t, smallProvince, units);
  await t.person("ana", "analyst", { region: region["P"]! });
  await t.person("lead", "leader", { region: region["P"]! });
  await t.person("aud", "auditor", { region: region["P"]! });
  const published = await t.as("ana").post("/catalogues", { owner: region["P"], document: worldCatalogue });
  if (published.status !== 200) throw new Error(published.text);
  const period: Record<string, number> = {};
  for (const year of [2024, 2025]) {
    period[`${year}`] = await makePeriod(t, `${year}`, "year", `${year}-01-01`, `${year}-12-31`);
    for (const [n, start, end] of [[1, "01-01", "03-31"], [2, "04-01", "06-30"], [3, "07-01", "09-30"], [4, "10-01", "12-31"]] as const) {
      period[`${year}Q${n}`] = await makePeriod(t, `${year}Q${n}`, "quarter", `${year}-${start}`, `${year}-${end}`);
    }
  }
  const world = { t, region, unit, catalogue: published.body.catalogue.id as number, period };
  return { ...world, collect: (form, at, extra) => collect(world, form, at, extra), report: (collection, who, figures) => report(world, collection, who, figures) };
}

type Base = Omit<World, "collect" | "report">;

async function collect({ t, region, catalogue, period }: Base, form: string, at: string, extra: Record<string, unknown> = {}): Promise<number> {
  const time = (day: string) => `${day}T00:00:00Z`;
  const answer = await t.as("ana").post("/collections", {
    owner: region["P"], catalogue, form, period: period[at], name: `${form} ${at}`,
    opensAt: time("2020-01-01"), dueUnit: time("2030-01-01"), dueCounty: time("2030-01-02"), dueCity: time("2030-01-03"), dueProvince: time("2030-01-04"), ...extra,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.id as number;
}

async function report({ t, unit }: Base, collection: number, who: string, figures: Figures): Promise<number> {
  const { rows: [place] } = await t.owner.query("select a.region_id, a.city_id, c.period_id from assignments a join collections c on c.id = a.collection_id where a.collection_id = $1 and a.unit_id = $2", [collection, unit[who]]);
  const where = [unit[who], place.region_id, place.city_id];
  const { rows: [submission] } = await t.owner.query(
    `insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, last_rev, submitted_rev, county_rev, city_rev, province_rev)
     values ($1, $2, $3, $4, $5, 'province_accepted', 1, 1, 1, 1, 1)
     on conflict (collection_id, unit_id, city_id) do update set last_rev = submissions.last_rev + 1, submitted_rev = submissions.last_rev + 1, county_rev = submissions.last_rev + 1, city_rev = submissions.last_rev + 1, province_rev = submissions.last_rev + 1
     returning id, last_rev`, [collection, place.period_id, ...where]);
  const hash = createHash("sha256").update(JSON.stringify([collection, who, figures])).digest("hex");
  await t.owner.query(
    `insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt) values ($1, $2, $3, $4, $5, 'report', $6, $7, 1, '2025-04-03T08:00:00Z', '{}')`,
    [submission.id, submission.last_rev, ...where, hash, JSON.stringify([{ userId: 1, name: `演示${who}`, as: "head", at: "2025-04-03T08:00:00Z" }])]);
  for (const [measure, value] of Object.entries(figures)) {
    const state = value === null ? "na" : typeof value === "string" ? "number" : "missing";
    await t.owner.query(
      `insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, reason, source)
       select $1, $2, $3, $4, $5, $6, id, 'total', $7, $8, $9, 'typed' from measures where key = $10`,
      [submission.id, submission.last_rev, place.period_id, ...where, state, state === "number" ? value : null, typeof value === "object" && value !== null ? value.missing : state === "na" ? "无此项" : "", measure]);
  }
  await t.owner.query("insert into dirty (collection_id, city_id, region_id, level) values ($1, $2, null, 1)", [collection, place.city_id]);
  return Number(submission.id);
}
