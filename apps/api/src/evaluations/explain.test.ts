import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scheme } from "@duibiao/indicators";
import { makeCatalogue } from "../testing-province.ts";
import { worldCatalogue } from "./testing-catalogue.ts";
import { makeWorld, type World } from "./testing-world.ts";

/*
 * Two indicators of weight 0.5 each. Points on goalposts 20..10 (per head) and 0..100 (files in order):
 *   a1 15 -> 50, 100: 75    a2 12 -> 80, 60: 70    b1 12 -> 80, 59: 69.5    b2 20 -> 0, 20: 10    d 20 -> 0, 10: 5
 * A year before a2 had 15 per head: 50, 60: 55. The target of energy per head is 16, that of files is not issued.
 */
const t2 = (text: string) => ({ zh: text, en: text });
const half: Scheme = {
  ...worldCatalogue.schemes[0]!,
  key: "HALF",
  root: {
    ...worldCatalogue.schemes[0]!.root,
    children: worldCatalogue.schemes[0]!.root.children!.map((child) => ({ ...child, weight: 0.5 })),
  },
  grades: [
    { key: "good", name: t2("良"), min: 75 },
    { key: "basic", name: t2("基本"), min: 60 },
    { key: "fail", name: t2("差"), min: 0 },
  ],
  gates: [
    { key: "COUNT", name: t2("次数"), when: "w_files > 99", cap: "basic" },
    { key: "TARGET", name: t2("目标"), targets: ["per_head"], cap: "fail" },
    { key: "UNISSUED", name: t2("未下达"), targets: ["file_rate"], cap: "fail" },
  ],
  bonus: { cap: 5, items: [t2("创新")] },
};
const targets = [
  { key: "T1", indicator: "per_head", year: 2025, value: 16 },
  { key: "T2", indicator: "file_rate", year: 2025, value: null },
];
const figures: Record<string, [string, string]> = {
  a1: ["150", "100"],
  a2: ["120", "60"],
  b1: ["120", "59"],
  b2: ["200", "20"],
  d: ["200", "10"],
};

let w: World;
let catalogue: number;
let id: number;
const run = (period: string, more: Record<string, unknown> = {}) =>
  w.t.as("ana").post("/evaluations", {
    owner: w.region["P"],
    catalogue,
    scheme: "HALF",
    period: w.period[period],
    tier: "county",
    ...more,
  });
const explain = async (who: string, query: string, as = "ana") =>
  w.t.as(as).get(`/evaluations/${id}/explanation?region=${w.region[who]}&${query}`);
const effects = ({ gap }: any) => gap.leaves.map(({ indicator, effect }: any) => [indicator, effect]);
const plain = (name: string) => name.replace("演示", "");
const closeTo = (number: number) => expect.closeTo(number, 9);

beforeAll(async () => {
  w = await makeWorld();
  catalogue = await makeCatalogue(w.t, { ...worldCatalogue, version: "half", schemes: [half], targets });
  for (const period of ["2024Q1", "2025Q1"]) {
    const quarter = await w.collect("W_Q", period);
    for (const [who, [energy, files]] of Object.entries(figures))
      await w.report(quarter, who, {
        w_energy: period === "2024Q1" && who === "a2" ? "150" : energy,
        w_people: "10",
        w_files: files,
        w_files_all: "100",
      });
  }
  await w.t.settle();
  await w.t.person("cty", "reviewer", { region: w.region["a2"]! });
  const bonus = [
    { region: w.region["a2"], points: 4, reason: "演示文号1" },
    { region: w.region["a2"], points: 3, reason: "演示文号2" },
  ];
  const { body, text } = await run("2025Q1", { bonus });
  if (body.id === undefined) throw new Error(text);
  id = body.id;
});
afterAll(() => w.t.close());

describe("gates, grades and bonus", () => {
  it("stand beside the score: capped bonus, grade held down by what strikes, unissued targets never met nor missed", async () => {
    const { body } = await w.t.as("ana").get(`/evaluations/${id}`);
    const told = body.items.map(({ name, score, conclusion: { total, bonus, grade, gates } }: any) => [
      plain(name),
      score,
      bonus,
      total,
      grade,
      gates.map(({ state }: any) => state).join(" "),
    ]);
    // a1 reaches 75, a gate holds it at basic. a2: 70 + 4 + 3, capped at 5. b2 and d miss the target of 16.
    expect(told).toEqual([
      ["a1", closeTo(75), 0, closeTo(75), "basic", "struck clear undecided"],
      ["a2", closeTo(70), 5, closeTo(75), "good", "clear clear undecided"],
      ["b1", closeTo(69.5), 0, closeTo(69.5), "basic", "clear clear undecided"],
      ["b2", closeTo(10), 0, closeTo(10), "fail", "clear struck undecided"],
      ["d", closeTo(5), 0, closeTo(5), "fail", "clear struck undecided"],
    ]);
    expect(body.items[0].conclusion.gates[2].reasons).toEqual([
      { zh: "目标值未下达", en: "the target has not been issued" },
    ]);
  });

  it("verify from the units' figures, and a changed gate is found", async () => {
    const verify = async () => (await w.t.as("ana").post(`/evaluations/${id}/verify`)).body.checks;
    const failed = async () => (await verify()).filter(({ ok }: any) => !ok).map(({ check }: any) => check);
    expect(await failed()).toEqual([]);
    const { rows } = await w.t.owner.query("select inputs from evaluations where id = $1", [id]);
    const document = JSON.parse(rows[0].inputs);
    const store = (inputs: unknown) =>
      w.t.owner.query(
        "update evaluations set inputs = $2, inputs_hash = encode(sha256(convert_to($2, 'UTF8')), 'hex') where id = $1",
        [id, typeof inputs === "string" ? inputs : JSON.stringify(inputs)],
      );
    const [formula] = Object.keys(document.judged.cells).filter((key) => key.includes("w_files > 99"));
    document.judged.cells[formula!][0].value = 0;
    await store(document);
    expect(await failed()).toEqual(["results", "inputs"]);
    await store(rows[0].inputs);
    expect(await failed()).toEqual([]);
  });

  it("give no bonus to a region that is not evaluated, nor under a scheme without one", async () => {
    const bonus = [{ region: w.region["A"], points: 1, reason: "演示" }];
    expect((await run("2025Q1", { bonus })).body.zh).toContain("不在本次评估内");
    const other = await run("2025Q1", { bonus, catalogue: w.catalogue, scheme: "W1" });
    expect([other.status, other.body.zh.includes("没有加分项")]).toEqual([422, true]);
  });
});

describe("the explanation of a gap", () => {
  it("splits it over the indicators, the largest first, adding up", async () => {
    // a1 - a2 = 5: files 0.5 x (100 - 60) = 20, per head 0.5 x (50 - 80) = -15.
    const { body } = await explain("a1", `against=region&other=${w.region["a2"]}`);
    expect(body.gap.difference).toBeCloseTo(5, 9);
    expect(effects(body)).toEqual([
      ["file_rate", closeTo(20)],
      ["per_head", closeTo(-15)],
    ]);
    expect(body.gap.leaves[0]).toMatchObject({ value: 100, otherValue: 60, uom: "%" });
  });

  it("finds the best and the median, and says where there is nothing to compare", async () => {
    const best = (await explain("a2", "against=best")).body;
    expect([plain(best.gap.other.name), best.gap.difference]).toEqual(["a1", closeTo(-5)]);
    // Five ranked: the third is the median.
    const median = (await explain("a2", "against=peer_median")).body;
    expect([plain(median.gap.other.name), median.gap.difference]).toEqual(["b1", closeTo(0.5)]);
    expect(effects(median)[1]).toEqual(["per_head", closeTo(0)]);
    expect((await explain("a1", "against=best")).body).toMatchObject({ gap: null, reason: { zh: expect.any(String) } });
    expect((await explain("a1", "against=region")).body.reason.zh).toContain("请选择");
    expect((await explain("a1", "against=region&other=999999")).status).toBe(404);
  });

  it("splits the change over a year by what changed", async () => {
    expect((await explain("a2", "against=year")).body.reason.zh).toContain("上年");
    const before = (await run("2024Q1")).body.id;
    const { body } = await explain("a2", "against=year");
    // Only its own value changed, 15 to 12 per head: 0.5 x (80 - 50).
    expect(body.gap).toMatchObject({ difference: closeTo(15), other: { evaluation: before, name: "2024Q1" } });
    expect(body.gap.leaves[0]).toMatchObject({
      indicator: "per_head",
      value: 12,
      otherValue: 15,
      effect: closeTo(15),
      parts: { value: closeTo(15), bounds: closeTo(0), weights: closeTo(0), peers: closeTo(0) },
    });
  });

  it("says what the next place and the next grade would take, or that one indicator does not suffice", async () => {
    const a2 = (await explain("a2", "against=best")).body;
    // 75 is the place above: 90 points per head = 11, or 70 files. With its bonus it has the best grade already.
    const needed = ({ leaves }: any) =>
      Object.fromEntries(leaves.map(({ indicator, needed: value }: any) => [indicator, value]));
    expect(plain(a2.nextPlace.name)).toBe("a1");
    expect(needed(a2.nextPlace)).toEqual({ per_head: closeTo(11), file_rate: closeTo(70) });
    expect(a2.nextGrade).toBeNull();
    // b1: 5.5 points = 11 of one indicator.
    const b1 = (await explain("b1", "against=best")).body;
    expect(b1.nextGrade).toMatchObject({ grade: "good", score: 75 });
    expect(needed(b1.nextGrade)).toEqual({ per_head: closeTo(10.9), file_rate: closeTo(70) });
    // d: all points of one leaf give 5 + 50 = 55, or 50: never 60.
    expect(needed((await explain("d", "against=best")).body.nextGrade)).toEqual({ per_head: null, file_rate: null });
    expect((await explain("a1", "against=median")).body.nextPlace).toBeNull();
  });

  it("names strengths and weaknesses among peers in their own uom", async () => {
    // Files 100 60 59 20 10: a1 is first, 41 above the median of 59. Per head has three distinct values: too few.
    const { standings } = (await explain("a1", "against=median")).body;
    expect(standings.strengths).toMatchObject([{ indicator: "file_rate", rank: 1, n: 5, median: 59, ahead: 41 }]);
    expect(standings.weaknesses).toEqual([]);
  });

  it("is for those who read calculation sheets", async () => {
    expect((await explain("a2", "against=best", "cty")).status).toBe(403);
  });
});

describe("the explanation inside a release", () => {
  const ask = (release: number, query: string, who = "cty", region = "a2") =>
    w.t.as(who).get(`/releases/${release}/results/${w.region[region]}/explanation?${query}`);
  const draft = async (more: Record<string, unknown>) =>
    (await w.t.as("ana").post("/releases", { evaluation: id, title: "演示评估", audience: "subtree", ...more })).body
      .id as number;
  const move = async (release: number, ...to: string[]) => {
    for (const step of to) {
      const path = step === "consulting" ? "state" : "decision";
      const who = step === "consulting" ? "ana" : "lead";
      await w.t.as(who).post(`/releases/${release}/${path}`, { to: step, reason: "" });
    }
  };

  it("says the same as the evaluation to whoever may read both lines", async () => {
    const release = await draft({});
    for (const against of ["best", "peer_median"]) {
      const { gap, nextPlace } = (await ask(release, `against=${against}`, "ana")).body;
      const whole = (await explain("a2", `against=${against}`)).body;
      expect(gap).toEqual(whole.gap);
      expect(nextPlace).toEqual(whole.nextPlace);
    }
    const b1 = (await ask(release, "against=best", "ana", "b1")).body;
    expect(b1.nextGrade).toEqual((await explain("b1", "against=best")).body.nextGrade);
  });

  it("tells a county of others only once their results are open to it, and never in a release of own results", async () => {
    const release = await draft({});
    expect((await ask(release, "against=best")).status).toBe(404);
    await move(release, "consulting");
    const closed = (await ask(release, "against=best")).body;
    expect(closed).toMatchObject({ gap: null, nextPlace: null, standings: null });
    expect(closed.reason.zh).toContain("不公开其他地区");
    expect((await ask(release, `against=region&other=${w.region["a1"]}`)).body.gap).toBeNull();
    expect((await ask(release, "against=best", "cty", "a1")).status).toBe(404);
    await move(release, "approved", "published");
    expect(plain((await ask(release, "against=best")).body.gap.other.name)).toBe("a1");

    const own = await draft({ audience: "own" });
    await move(own, "consulting", "approved", "published");
    const { body, text } = await ask(own, "against=median");
    expect([body.gap, body.nextPlace]).toEqual([null, null]);
    expect(text).not.toMatch(/演示(a1|b1|b2|d)"/);
  });

  it("names no best and no median where only bands are shown", async () => {
    const release = await draft({ presentation: "bands" });
    await move(release, "consulting", "approved", "published");
    const { body } = await ask(release, "against=best");
    expect([body.gap, body.nextPlace, body.reason.zh.includes("只公布档次")]).toEqual([null, null, true]);
    expect((await ask(release, `against=region&other=${w.region["a1"]}`)).body.gap.difference).toBeCloseTo(-5, 9);
  });
});
