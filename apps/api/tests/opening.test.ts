import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod } from "../src/testing-province.ts";
import { askFor, beijing, year } from "./ask.ts";
import { openFlow, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let catalogue: number;
let second: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  catalogue = await makeCatalogue(t, year);
  second = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
});
afterAll(() => t.close());

const analyst = () => t.as("analyst");
const ask = (more: Record<string, unknown> = {}) => askFor({ owner: f.region["P"]!, catalogue, period: second }, more);
const codes = (answer: { body: any }) => answer.body.refusals.map(({ code }: { code: string }) => code);

describe("what an opening begins with", () => {
  const proposal = (query: string) =>
    analyst().get(`/collections/proposal?owner=${f.region["P"]}&catalogue=${catalogue}&${query}`);

  test("due times stand on workdays: over the Spring Festival to the first day worked, onto a Saturday that is worked", async () => {
    // 国办发明电〔2025〕7号: 15-23 February 2026 are off, Saturday 28 February is worked.
    const { body } = await proposal(
      "form=T_FORM&periods=2025Q4&unit=2026-02-17&county=2026-02-28&city=w40&province=d60",
    );
    const { unit, county, city, province } = body.items[0].due;
    expect([unit.asked, unit.day, unit.at]).toEqual(["2026-02-17", "2026-02-24", "2026-02-24T16:00:00.000Z"]);
    expect(unit.over).toHaveLength(7);
    expect(unit.over[0]).toMatchObject({ day: "2026-02-17", name: "春节", documentNo: "国办发明电〔2025〕7号" });
    expect([county.day, county.weekday]).toEqual(["2026-02-28", 6]);
    // Workdays of 2026 by hand: January 4-9 (6), 12-16, 19-23, 26-30 (21); February 2-6, 9-14 (32), 24-28 (37); March 2-4: the 40th.
    expect(city.day).toBe("2026-03-04");
    // 60 days after 31 December is 1 March, a Sunday.
    expect([province.asked, province.day]).toEqual(["2026-03-01", "2026-03-02"]);
  });

  test("without rules the platform's suggestion, and it says that it is one; a year without a notice is not settled", async () => {
    const { body } = await proposal("form=T_FORM&periods=2026Q3,2030Q1");
    // 15 days after 30 September is Thursday 15 October 2026.
    expect(body.items[0].due.unit).toMatchObject({ rule: "d15", day: "2026-10-15", settled: true });
    // The first day worked after the period: 1-7 October are off.
    expect(body.items[0].opens.day).toBe("2026-10-08");
    expect(body.items[1].due.unit.settled).toBe(false);
    expect(body.ruleSource.zh).toContain("不是法定期限");
    const taken = await proposal("form=T_FORM&periods=2026Q1");
    expect(taken.body.items[0].exists).toMatchObject({ id: f.collection });
    expect((await proposal("form=T_FORM&periods=2026-03")).status).toBe(422);
    expect((await proposal("form=T_FORM&periods=2026Q1&unit=tomorrow")).status).toBe(400);
  });
});

describe("a preview", () => {
  test("says who owes it by tier, city and region, and writes nothing", async () => {
    const answer = await analyst().post("/collections/preview", ask({ owes: { tiers: ["county"] } }));
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ units: 5, exempt: 0, cells: 6, refusals: [] });
    expect(answer.body.byTier).toEqual([{ tier: "county", covers: "whole", units: 5 }]);
    // d hangs on the province itself.
    expect(answer.body.byCity.map((c: any) => [c.name, c.units])).toEqual([
      ["演示A", 2],
      ["演示B", 2],
      ["演示P", 1],
    ]);
    const listed = await analyst().post("/collections/preview", ask({ owes: { codes: ["U-a1", "U-b2"] } }));
    expect(listed.body.rows.map((row: any) => row.code)).toEqual(["U-a1", "U-b2"]);
    const stray = await analyst().post("/collections/preview", ask({ owes: { codes: ["U-a1", "U-zz"] } }));
    expect([stray.status, stray.body.zh]).toEqual([422, expect.stringContaining("U-zz")]);
    expect((await analyst().get(`/collections?period=${second}`)).body.items).toEqual([]);
    const { rows } = await t.owner.query("select 1 from audit_log where action = 'collections.preview'");
    expect(rows).toEqual([]);
  });

  test("waits for nobody who changes regions or units meanwhile", async () => {
    await t.owner.query("begin");
    try {
      await t.owner.query("select pg_advisory_xact_lock(hashtextextended('regions and units', 0))");
      expect((await analyst().post("/collections/preview", ask())).status).toBe(200);
    } finally {
      await t.owner.query("rollback");
    }
  });

  test("the burden before and after is what is counted by hand", async () => {
    const { body } = await analyst().post("/collections/preview", ask({ owes: { tiers: ["county"] } }));
    // Each of five counties owes the first quarter's form of six lines; with this one twelve.
    expect(body.burden).toMatchObject({
      year: 2026,
      counties: 5,
      median: { before: { requests: 1, cells: 6 }, after: { requests: 2, cells: 12 } },
      minutes: null,
    });
    const few = await analyst().post("/collections/preview", ask({ owes: { codes: ["U-a1"] } }));
    expect(few.body.burden.busiest).toMatchObject({ name: "演示a1", after: { requests: 2, cells: 12 } });
    expect(few.body.burden.median.after).toEqual({ requests: 1, cells: 6, minutes: null });
  });

  test("what units may refuse by law is refused here first, by name", async () => {
    const real = await analyst().post("/collections/preview", ask({ synthetic: false }));
    expect(codes(real)).toEqual(["unapproved"]);
    for (const word of ["布置文号", "法律依据", "表号", "制定机关", "批准文号", "有效期至"])
      expect(real.body.refusals[0].zh).toContain(word);
    const approved = {
      number: "测1表",
      maker: "某机关（测试）",
      approval: "测试〔2026〕1号",
      validUntil: "2026-06-30",
    };
    const lapsed = ask({ synthetic: false, documentNo: "测试2号", legalBasis: "测试依据", approved });
    expect(codes(await analyst().post("/collections/preview", lapsed))).toEqual(["expired"]);
    expect((await analyst().post("/collections", lapsed)).body.zh).toContain("2026-06-30");
    const soon = await analyst().post("/collections/preview", {
      ...lapsed,
      approved: { ...approved, validUntil: "2026-07-20" },
    });
    expect(codes(soon)).toEqual([]);
    expect(soon.body.warnings.map((w: any) => w.code)).toContain("expires");
  });

  test("a due time on a day off, a short window and one before the period's end are said", async () => {
    const { body } = await analyst().post(
      "/collections/preview",
      ask({ opensAt: beijing("2026-06-15"), dueUnit: beijing("2026-06-20"), dueCounty: beijing("2026-06-22") }),
    );
    const said = body.warnings.map((w: any) => w.code);
    // 24:00 of 19 June is the Dragon Boat Festival, 24:00 of 21 June still is; four workdays lie between.
    expect(said.filter((code: string) => code === "day_off")).toHaveLength(2);
    expect(said).toEqual(expect.arrayContaining(["short", "before_end"]));
  });
});

describe("nothing is asked twice", () => {
  test("of one period not at all: the preview names the collection, the opening is refused", async () => {
    const same = ask({ period: f.period, form: "T_FORM", catalogue, owner: f.region["P"] });
    const seen = await analyst().post("/collections/preview", same);
    expect(codes(seen)).toEqual(["exists", "twice"]);
    expect(seen.body.reuse).toHaveLength(6);
    expect(seen.body.reuse[0].where[0]).toMatchObject({ collectionId: f.collection, relation: "same", units: 7 });
    const refused = await analyst().post("/collections", same);
    expect([refused.status, refused.body.zh]).toEqual([409, expect.stringContaining("测试采集")]);
  });

  test("what four quarters add up to is asked again for the year only with a reason; what they do not is asked freely", async () => {
    const quarters = [
      ["2025Q1", "2025-01-01", "2025-03-31"],
      ["2025Q2", "2025-04-01", "2025-06-30"],
      ["2025Q3", "2025-07-01", "2025-09-30"],
      ["2025Q4", "2025-10-01", "2025-12-31"],
    ] as const;
    const whole = ask({
      period: await makePeriod(t, "2025", "year", "2025-01-01", "2025-12-31"),
      form: "T_YEAR",
      name: "全年",
    });
    for (const [at, [key, start, end]] of quarters.entries()) {
      const period = await makePeriod(t, key, "quarter", start, end);
      expect((await analyst().post("/collections", ask({ period, name: key }))).status).toBe(200);
      const { body } = await analyst().post("/collections/preview", whole);
      const energy = body.reuse.find((line: any) => line.measure === "t_energy");
      expect(energy.where.map((w: any) => w.relation)).toEqual(Array(at + 1).fill("within"));
      // Only with the fourth is the year whole.
      expect(energy.where.at(-1).computable).toBe(at === 3);
    }
    const seen = await analyst().post("/collections/preview", whole);
    expect(codes(seen)).toEqual(["asked_twice"]);
    expect((await analyst().post("/collections", whole)).status).toBe(422);
    const reasoned = await analyst().post("/collections", { ...whole, repeatReason: "财务决算口径不同（测试）" });
    expect(reasoned.status, reasoned.text).toBe(200);
    expect(reasoned.body.repeatReason).toContain("决算");
  });

  test("nor of a unit that is added later", async () => {
    const { body } = await analyst().post("/collections", ask({ owes: { codes: ["U-a1", "U-a2"] } }));
    const other = { ...year, key: "other", forms: [{ ...year.forms[0]!, key: "T_OTHER" }] };
    const more = await analyst().post(
      "/collections",
      ask({ catalogue: await makeCatalogue(t, other), form: "T_OTHER", owes: { codes: ["U-b1"] } }),
    );
    expect(more.status, more.text).toBe(200);
    const added = await analyst().put(`/collections/${more.body.id}/assignments/${f.unit["a1"]}`, {});
    expect([added.status, added.body.code]).toEqual([409, "conflict"]);
    expect((await analyst().put(`/collections/${body.id}/assignments/${f.unit["b2"]}`, {})).status).toBe(200);
  });
});
