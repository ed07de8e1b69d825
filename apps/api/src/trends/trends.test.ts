import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { worldCatalogue } from "../evaluations/testing-catalogue.ts";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;
/** A catalogue with an indicator whose sum passes over what is 不适用; `w_files` stands in for heat, `w_files_all` for power. */
let withHeat: number;
const heated = {
  key: "heated",
  name: { zh: "含热", en: "with heat" },
  formula: "(w_files_all + w_files) / w_people",
  uom: "件/人",
  direction: "lower",
};
const quarters = [2024, 2025].flatMap((year) => [1, 2, 3, 4].map((n) => `${year}Q${n}`));

beforeAll(async () => {
  w = await makeWorld();
  w.t.setNow("2026-01-10T09:00:00+08:00");
  // a2 moves from A to B in the middle of 2025.
  await w.t.owner.query("update region_versions set valid_to = '2025-07-01' where region_id = $1", [w.region["a2"]]);
  await w.t.owner.query(
    "insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id) values ($1, '2025-07-01', 'county', 'Ta2', '演示a2', '县', $2)",
    [w.region["a2"], w.region["B"]],
  );
  // The first quarter was asked under a version in which the indicator meant something else.
  const indicators = worldCatalogue.indicators.map((i) =>
    i.key === "per_head" ? { ...i, formula: "w_energy / w_people * 2" } : i,
  );
  const older = await w.t.as("ana").post("/catalogues", {
    owner: w.region["P"],
    document: { ...worldCatalogue, version: "0", indicators: [...indicators, heated] },
  });
  expect(older.status, older.text).toBe(200);
  withHeat = older.body.catalogue.id;
  for (const [n, quarter] of quarters.entries()) {
    const collection = await w.collect("W_Q", quarter, n === 0 ? { catalogue: older.body.catalogue.id } : {});
    // Ten people everywhere. a1: 10, 11, 12 ... kWh a head; a2: 5; b1: 30, 29, 28 ..., its third quarter missing; b2: 5.
    const energy = {
      a1: `${100 + 10 * n}`,
      a2: "50",
      b1: n === 2 ? { missing: "表计损坏" } : `${300 - 10 * n}`,
      b2: "50",
    };
    // a1 and a2 heat nothing: they answer 不适用.
    const files = { a1: null, a2: null, b1: "50", b2: "20" };
    for (const [who, figure] of Object.entries(energy))
      await w.report(collection, who, {
        w_energy: figure,
        w_people: "10",
        w_files_all: figure,
        w_files: files[who as keyof typeof files],
      });
  }
  await w.t.settle();
});
afterAll(() => w.t.close());

const ask = (keys: string[], more = "", who = "ana") =>
  w.t
    .as(who)
    .get(
      `/trends?catalogue=${w.catalogue}&indicator=per_head&kind=quarter&regions=${keys.map((k) => w.region[k]).join(",")}${more}`,
    );
const series = (item: any) => item.values.map((v: any) => v.value);
const breaks = (item: any) =>
  item.breaks.map((b: any) => [quarters.find((q) => w.period[q] === b.periodId), b.text.zh]);
const redefined = ["2024Q2", "指标口径变更：由 w_energy / w_people * 2 改为 w_energy / w_people"];

describe("trends", () => {
  it("show every period that was asked, on its own boundaries, with breaks and a trend since the last of them", async () => {
    const { body, status, text } = await ask(["a1", "b1", "a2", "A", "B"]);
    expect(status, text).toBe(200);
    expect(body.periods.map((p: any) => p.key)).toEqual(quarters);
    const [a1, b1, a2, A, B] = body.items;
    expect(series(a1)).toEqual([10, 11, 12, 13, 14, 15, 16, 17]);
    // Seven values in order since the break: S = 21.
    expect([breaks(a1), a1.trend]).toEqual([[redefined], "increasing"]);
    expect(series(b1)).toEqual([30, 29, null, 27, 26, 25, 24, 23]);
    expect(b1.values[2]).toMatchObject({ complete: false, value: null });
    expect(b1.values[2].reason.zh).not.toBe("");
    expect(b1.trend).toBe("decreasing");
    // A county that hangs elsewhere is still the same county; seven equal values are no trend.
    expect([breaks(a2), a2.trend]).toEqual([[redefined], "no_change"]);
    // A without a2 from 2025Q3: (110 + 50) / 20 = 8, ... and a1 alone: 16, 17.
    expect(series(A)).toEqual([7.5, 8, 8.5, 9, 9.5, 10, 16, 17]);
    expect(breaks(A)).toEqual([redefined, ["2025Q3", "区划变动（演示a2），前后不可直接比较"]]);
    // Two values since then are no trend.
    expect(A.trend).toBe("cannot_be_calculated");
    expect(breaks(B).at(-1)).toEqual(["2025Q3", "区划变动（演示a2），前后不可直接比较"]);
  });

  it("on today's boundaries follow what hangs below a region now, through all periods", async () => {
    const [A, B] = (await ask(["A", "B"], "&boundaries=today")).body.items;
    // A is a1 alone: 100 / 10, 110 / 10 ... B is a2, b1 and b2: (50 + 300 + 50) / 30, (50 + 290 + 50) / 30 ...
    expect(series(A)).toEqual([10, 11, 12, 13, 14, 15, 16, 17]);
    expect([breaks(A), A.trend]).toEqual([[redefined], "increasing"]);
    const thirty = [400, 390, null, 370, 360, 350, 340, 330].map((sum) => (sum === null ? null : sum / 30));
    expect(series(B)).toEqual(thirty.map((value) => (value === null ? null : expect.closeTo(value, 12))));
    expect(B.values[2].reason.zh).toContain("全部报齐");
    expect([A, B].flatMap((item) => item.values.flatMap((v: any) => v.boundaryShares))).toEqual([]);
    expect(breaks(B)).toEqual([redefined]);
  });

  it("on today's boundaries pass over what was answered 不适用 where the formula does, as on the period's own", async () => {
    const heat = async (keys: string[], more = "") =>
      (
        await w.t
          .as("ana")
          .get(
            `/trends?catalogue=${withHeat}&indicator=heated&kind=quarter&regions=${keys.map((k) => w.region[k]).join(",")}${more}`,
          )
      ).body.items.map(series);
    // a1: 100 / 10, 110 / 10 ...; B is a2 without heat, b1 and b2: (50 + 300 + 50 + 50 + 20) / 30 ...
    const seventy = [470, 460, null, 440, 430, 420, 410, 400].map((sum) => (sum === null ? null : sum / 30));
    expect(await heat(["a1", "A", "B"], "&boundaries=today")).toEqual([
      [10, 11, 12, 13, 14, 15, 16, 17],
      [10, 11, 12, 13, 14, 15, 16, 17],
      seventy.map((value) => (value === null ? null : expect.closeTo(value, 12))),
    ]);
    // From 2025Q3 the period's own boundaries are today's.
    const [own] = await heat(["B"]);
    expect(own.slice(-2)).toEqual([410 / 30, 400 / 30].map((value) => expect.closeTo(value, 12)));
  });

  it("on today's boundaries pass on a share of what a region was, and say so", async () => {
    await w.t.person("boss", "leader", { region: w.region["P"]! });
    const split = await w.t.as("boss").post("/region-changes", {
      kind: "split",
      effective: "2026-01-05",
      from: w.region["b2"],
      closes: false,
      documentNo: "演示〔2026〕9号",
      into: [
        { region: w.region["b2"], share: "0.4" },
        { region: w.region["b1"], share: "0.6" },
      ],
    });
    expect(split.status, split.text).toBe(200);
    const [b1, b2, a1] = (await ask(["b1", "b2", "a1"], "&boundaries=today")).body.items;
    // 0.6 of b2's 50 kWh and ten people: (300 + 30) / 16, (290 + 30) / 16 ...; what is left of b2 keeps its rate.
    expect(series(b1)).toEqual(
      [330, 320, null, 300, 290, 280, 270, 260].map((sum) => (sum === null ? null : sum / 16)),
    );
    expect(series(b2)).toEqual([5, 5, 5, 5, 5, 5, 5, 5]);
    const share = { regionId: w.region["b2"], name: "演示b2", share: "0.6", basis: "2026-01-05 演示〔2026〕9号" };
    expect(b1.values.map((v: any) => v.boundaryShares)).toEqual(
      [1, 1, 0, 1, 1, 1, 1, 1].map((there) => (there ? [share] : [])),
    );
    expect(a1.values.flatMap((v: any) => v.boundaryShares)).toEqual([]);
  });

  it("on today's boundaries say of a region that is no more that it is gone, and ask nobody for its figures", async () => {
    await w.t.owner.query("update region_versions set valid_to = '2026-01-06' where region_id = $1", [w.region["d"]]);
    const [d] = (await ask(["d"], "&boundaries=today")).body.items;
    for (const { value, reason } of d.values)
      expect([value, reason.zh]).toEqual([null, expect.stringContaining("现在已没有这个地区")]);
  });

  it("are refused for a region outside the asker's jurisdiction, and for who may not read roll-ups", async () => {
    await w.t.person("rev", "reviewer", { region: w.region["A"]! });
    expect((await ask(["a1"], "", "rev")).status).toBe(200);
    expect((await ask(["a1", "b1"], "", "rev")).status).toBe(404);
    await w.t.person("sys", "system_admin", {});
    expect((await ask(["a1"], "", "sys")).status).toBe(403);
    expect((await ask(["a1"], "&lens=nobody")).status).toBe(400);
  });
});
