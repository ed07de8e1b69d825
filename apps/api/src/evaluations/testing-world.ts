import { createHash } from "node:crypto";
import { makePeriod, makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { worldCatalogue } from "./testing-catalogue.ts";

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

type Units = Parameters<typeof makeProvince>[2];

/** The small province with one unit per county (named after it) and `more` ones, a provincial analyst `ana` and two leaders. */
export async function makeWorld(more: Units = {}): Promise<World> {
  const t = await createTestPlatform();
  const units: Units = Object.fromEntries(
    ["a1", "a2", "b1", "b2", "d"].map((key) => [key, { region: key, covers: "own" }]),
  );
  const { region, unit } = await makeProvince(t, smallProvince, { ...units, ...more });
  await t.person("ana", "analyst", { region: region["P"]! });
  await t.person("lead", "leader", { region: region["P"]! });
  await t.person("aud", "auditor", { region: region["P"]! });
  const published = await t.as("ana").post("/catalogues", { owner: region["P"], document: worldCatalogue });
  if (published.status !== 200) throw new Error(published.text);
  const period: Record<string, number> = {};
  for (const year of [2024, 2025]) {
    period[`${year}`] = await makePeriod(t, `${year}`, "year", `${year}-01-01`, `${year}-12-31`);
    for (const [n, start, end] of [
      [1, "01-01", "03-31"],
      [2, "04-01", "06-30"],
      [3, "07-01", "09-30"],
      [4, "10-01", "12-31"],
    ] as const) {
      period[`${year}Q${n}`] = await makePeriod(t, `${year}Q${n}`, "quarter", `${year}-${start}`, `${year}-${end}`);
    }
  }
  const world = { t, region, unit, catalogue: published.body.catalogue.id as number, period };
  return {
    ...world,
    collect: (form, at, extra) => collect(world, form, at, extra),
    report: (collection, who, figures) => report(world, collection, who, figures),
  };
}

type Base = Omit<World, "collect" | "report">;

async function collect(
  { t, region, catalogue, period }: Base,
  form: string,
  at: string,
  extra: Record<string, unknown> = {},
): Promise<number> {
  const time = (day: string) => `${day}T00:00:00Z`;
  const answer = await t.as("ana").post("/collections", {
    owner: region["P"],
    catalogue,
    form,
    period: period[at],
    name: `${form} ${at}`,
    documentNo: "测试〔2020〕1号",
    legalBasis: "测试依据",
    approved: { number: "测1表", maker: "测试机关", approval: "测试〔2020〕2号", validUntil: "2099-12-31" },
    repeatReason: "测试",
    opensAt: time("2020-01-01"),
    dueUnit: time("2030-01-01"),
    dueCounty: time("2030-01-02"),
    dueCity: time("2030-01-03"),
    dueProvince: time("2030-01-04"),
    ...extra,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.id as number;
}

async function report({ t, unit }: Base, collection: number, who: string, figures: Figures): Promise<number> {
  const {
    rows: [place],
  } = await t.owner.query(
    "select a.region_id, a.city_id, c.period_id from assignments a join collections c on c.id = a.collection_id where a.collection_id = $1 and a.unit_id = $2",
    [collection, unit[who]],
  );
  const where = [unit[who], place.region_id, place.city_id];
  const {
    rows: [submission],
  } = await t.owner.query(
    `insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, last_rev, submitted_rev, county_rev, city_rev, province_rev)
     values ($1, $2, $3, $4, $5, 'province_accepted', 1, 1, 1, 1, 1)
     on conflict (collection_id, unit_id, city_id) do update set last_rev = submissions.last_rev + 1, submitted_rev = submissions.last_rev + 1, county_rev = submissions.last_rev + 1, city_rev = submissions.last_rev + 1, province_rev = submissions.last_rev + 1
     returning id, last_rev`,
    [collection, place.period_id, ...where],
  );
  const hash = createHash("sha256")
    .update(JSON.stringify([collection, who, figures]))
    .digest("hex");
  await t.owner.query(
    `insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt) values ($1, $2, $3, $4, $5, 'report', $6, $7, 1, '2025-04-03T08:00:00Z', '{}')`,
    [
      submission.id,
      submission.last_rev,
      ...where,
      hash,
      JSON.stringify([{ userId: 1, name: `演示${who}`, as: "head", at: "2025-04-03T08:00:00Z" }]),
    ],
  );
  for (const [measure, value] of Object.entries(figures)) {
    const state = value === null ? "na" : typeof value === "string" ? "number" : "missing";
    await t.owner.query(
      `insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, reason, source)
       select $1, $2, $3, $4, $5, $6, id, 'total', $7, $8, $9, 'typed' from measures where key = $10`,
      [
        submission.id,
        submission.last_rev,
        place.period_id,
        ...where,
        state,
        state === "number" ? value : null,
        typeof value === "object" && value !== null ? value.missing : state === "na" ? "无此项" : "",
        measure,
      ],
    );
  }
  await t.owner.query("insert into dirty (collection_id, city_id, region_id, level) values ($1, $2, null, 1)", [
    collection,
    place.city_id,
  ]);
  return Number(submission.id);
}
