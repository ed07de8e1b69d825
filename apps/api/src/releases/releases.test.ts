import { readOffice } from "@duibiao/workbook/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;
let quarter: number;
const evaluate = async (scheme = "W2") =>
  (
    await w.t.as("ana").post("/evaluations", {
      owner: w.region["P"],
      catalogue: w.catalogue,
      scheme,
      period: w.period["2025Q1"],
      tier: "county",
    })
  ).body.id as number;
const draft = async (audience: "subtree" | "own", scheme = "W2") => {
  const { status, body } = await w.t
    .as("ana")
    .post("/releases", { evaluation: await evaluate(scheme), title: "2025年一季度评估", audience });
  expect(status).toBe(200);
  return body;
};
const move = (id: number, to: string, reason = "") => w.t.as("ana").post(`/releases/${id}/state`, { to, reason });
const decide = (id: number, to: string, reason = "", who = "lead") =>
  w.t.as(who).post(`/releases/${id}/decision`, { to, reason });
const seen = async (who: string, id: number) => {
  const { status, body } = await w.t.as(who).get(`/releases/${id}`);
  return status === 200 ? body.items.map((item: any) => item.name.replace("演示", "")).sort() : status;
};

beforeAll(async () => {
  w = await makeWorld();
  quarter = await w.collect("W_Q", "2025Q1", { synthetic: true });
  // Energy per head 15, 12, 12, 22, 10: sorted 10 12 12 15 22.
  const figures = {
    a1: ["150", "10"],
    a2: ["120", "10"],
    b1: ["240", "20"],
    b2: ["220", "10"],
    d: ["100", "10"],
  };
  for (const [who, [energy, people]] of Object.entries(figures))
    await w.report(quarter, who, {
      w_energy: energy!,
      w_people: people!,
      w_files: "5",
      w_files_all: who === "d" ? null : "10",
    });
  await w.t.settle();
  await w.t.person("cty", "reviewer", { region: w.region["a1"]! });
  await w.t.person("city", "reviewer", { region: w.region["A"]! });
});
afterAll(() => w.t.close());

describe("a release", () => {
  it("goes draft, consulting, approved, published, and shows each audience its part at each step", async () => {
    const release = await draft("subtree");
    expect(release).toMatchObject({
      number: 1,
      edition: { zh: "评估结果第1版" },
      state: "draft",
      trial: true,
      synthetic: true,
    });
    expect(release.stamps.map((s: any) => s.zh)).toEqual(["试算，不作考核依据", "演示数据"]);
    const { id } = release;
    expect([await seen("cty", id), await seen("city", id)]).toEqual([404, 404]);
    expect((await w.t.as("cty").get(`/releases/${id}/peers`)).status).toBe(404);
    expect((await w.t.as("cty").get("/releases")).body.items).toEqual([]);

    expect((await move(id, "consulting")).body.state).toBe("consulting");
    expect([await seen("cty", id), await seen("city", id)]).toEqual([["a1"], ["a1", "a2"]]);
    expect((await w.t.as("cty").get(`/releases/${id}/results/${w.region["a2"]}`)).status).toBe(404);

    expect((await decide(id, "approved")).body.state).toBe("approved");
    const published = (await decide(id, "published")).body;
    expect(published.state).toBe("published");
    expect(published.states.map((step: any) => [step.state, step.by])).toEqual([
      ["draft", "ana"],
      ["consulting", "ana"],
      ["approved", "lead"],
      ["published", "lead"],
    ]);
    // Whoever is below the owner sees the steps, and not the people.
    const below = (await w.t.as("cty").get(`/releases/${id}`)).body.states;
    expect(below.map((step: any) => [step.state, step.by])).toEqual([
      ["draft", null],
      ["consulting", null],
      ["approved", null],
      ["published", null],
    ]);
    expect(await seen("cty", id)).toEqual(["a1", "a2", "b1", "b2", "d"]);
    expect((await decide(id, "draft", "改动")).status).toBe(409);
    expect((await move(id, "draft", "改动")).status).toBe(409);
  });

  it("with audience own shows each region only itself, also when published", async () => {
    const { id, number } = await draft("own");
    expect(number).toBe(2);
    await move(id, "consulting");
    await decide(id, "approved");
    await decide(id, "published");
    expect([await seen("cty", id), await seen("city", id)]).toEqual([["a1"], ["a1", "a2"]]);
    expect((await seen("ana", id)) as string[]).toHaveLength(5);
    const { body } = await w.t.as("cty").get(`/releases`);
    expect(body.items.map((r: any) => [r.number, r.state])).toEqual([
      [2, "published"],
      [1, "superseded"],
    ]);
    // The feed tells it once its transaction has settled: another test's on the same server may still run.
    const told = async () => (await w.t.as("cty").get("/exchange/changes/releases")).body.items;
    await expect
      .poll(async () => (await told()).map(({ op, number: edition }: any) => [op, edition]), { timeout: 20_000 })
      .toEqual([
        ["tombstone", 1],
        ["upsert", 2],
      ]);
  });

  it("is approved and published by nobody who prepared it, and goes back only with a reason", async () => {
    await w.t.person("ana", "leader", { region: w.region["P"]! });
    const { id } = await draft("subtree", "W1");
    await move(id, "consulting");
    expect((await decide(id, "approved", "", "ana")).body.code).toBe("own_work");
    expect((await decide(id, "draft")).status).toBe(422);
    expect((await decide(id, "published")).status).toBe(409);
    expect((await decide(id, "approved")).body.state).toBe("approved");
    expect((await decide(id, "published", "", "ana")).body.code).toBe("own_work");
    expect((await move(id, "draft", "须改")).status).toBe(403);
    expect((await decide(id, "draft", "须改")).body.states.map((s: any) => s.state)).toEqual([
      "draft",
      "consulting",
      "approved",
      "draft",
    ]);
    expect((await w.t.as("lead").post("/releases", { evaluation: 1, title: "x", audience: "own" })).status).toBe(403);
  });

  it("never lets an earlier number follow a later one", async () => {
    const [first, second] = [await draft("subtree", "W3"), await draft("subtree", "W3")];
    for (const { id } of [first, second]) {
      await move(id, "consulting");
      await decide(id, "approved");
    }
    expect((await decide(second.id, "published")).status).toBe(200);
    expect((await decide(first.id, "published")).body.zh).toContain("第 2 版已经发布");
  });

  it("gives each region its result with formula, numbers and where points were lost", async () => {
    const { body: list } = await w.t.as("cty").get("/releases?state=published&scheme=W2");
    const { body } = await w.t.as("cty").get(`/releases/${list.items[0].id}/results/${w.region["a1"]}`);
    // W2: D1 = 0.75 x 50 (per head 15) + 0.25 x 0 (未采集) = 37.5; D2 = 50. Total 0.6 x 37.5 + 0.4 x 50 = 42.5.
    expect(body.score).toBeCloseTo(42.5, 9);
    const lost = Object.fromEntries(body.lostPoints.map((leaf: any) => [leaf.indicator, leaf.pointsLost]));
    expect(lost["per_head"]).toBeCloseTo(0.45 * 50, 9);
    expect(lost["accident_rate"]).toBeCloseTo(15, 9);
    expect(lost["file_rate"]).toBeCloseTo(20, 9);
    const perHead = body.indicators.find((i: any) => i.key === "per_head");
    expect(perHead).toMatchObject({
      formula: { zh: "energy名 ÷ people名", numbersZh: "150 ÷ 10" },
      cell: { value: 15, complete: true },
    });
    expect(body.release.stamps.map((s: any) => s.zh)).toEqual(["试算，不作考核依据", "演示数据"]);
  });

  it("leaves peer statistics without names over at least five regions, none over fewer", async () => {
    const { body: list } = await w.t.as("cty").get("/releases?state=published&scheme=W2");
    const { body } = await w.t.as("cty").get(`/releases/${list.items[0].id}/peers`);
    // file_rate has four values (d answered 不适用), accident_rate none.
    expect(body.items).toEqual([
      expect.objectContaining({
        indicator: "per_head",
        peerGroup: "县",
        n: 5,
        best: 10,
        q1: 12,
        median: 12,
        q3: 15,
        worst: 22,
      }),
    ]);
    expect(JSON.stringify(body.items)).not.toMatch(/演示|region/);
  });

  it("tells of scores what a peer group's middle half is, over at least five regions, without names", async () => {
    const { body: list } = await w.t.as("cty").get("/releases?state=published&scheme=W2");
    const { body } = await w.t.as("cty").get(`/releases/${list.items[0].id}/results/${w.region["a1"]}`);
    // per_head 15 12 12 22 10 on 20..10 earns 50 80 80 0 100; D1 is three quarters of it: 37.5 60 60 0 75.
    // Total 0.6 D1 + 0.4 x 50: 42.5 56 56 20; for d, D2 does not apply: 75. D2 itself has four scores: no row.
    const { nodePeers } = body.head;
    expect(nodePeers.map((row: any) => row.peerGroup)).toEqual(["县", "县"]);
    const [total, first] = nodePeers.map(({ n, q1, median, q3 }: any) => ({ n, q1, median, q3 }));
    for (const [row, expected] of [
      [total, { n: 5, q1: 42.5, median: 56, q3: 56 }],
      [first, { n: 5, q1: 37.5, median: 60, q3: 60 }],
    ])
      for (const [key, value] of Object.entries(expected)) expect(row[key]).toBeCloseTo(value as number, 9);
    expect(JSON.stringify(nodePeers)).not.toMatch(/演示|region/);
  });

  it("carries number, date, stamps and who took it on its CSV", async () => {
    const { body: list } = await w.t.as("ana").get("/releases?state=published&scheme=W2");
    const { text } = await w.t.as("ana").get(`/releases/${list.items[0].id}/results.csv`);
    const [header, first] = readOffice((await w.t.as("ana").get(`/releases/${list.items[0].id}/results.xlsx`)).bytes);
    expect(header!.join(",")).toBe(text.replace("\uFEFF", "").split("\r\n")[0]);
    expect(first!.slice(2, 3).concat(first!.at(-1))).toEqual([expect.any(String), expect.stringContaining("/")]);
    const lines = text.trim().split("\r\n");
    expect(lines).toHaveLength(6);
    expect(
      lines
        .slice(1)
        .every(
          (line) =>
            line.includes("评估结果第2版（发布）") &&
            line.includes("试算，不作考核依据") &&
            line.includes("演示数据") &&
            /导出 \/ Exported: .*ana \d{4}-\d\d-\d\d \d\d:\d\d$/.test(line),
        ),
    ).toBe(true);
  });

  it("verifies byte for byte, and finds a changed line, a changed statistic and a changed stamp", async () => {
    const { body: list } = await w.t.as("ana").get("/releases?state=published&scheme=W2");
    const { id } = list.items[0];
    const verify = async () =>
      (await w.t.as("aud").post(`/releases/${id}/verify`)).body.checks.filter((c: any) => !c.ok);
    expect(await verify()).toEqual([]);
    await w.t.owner.query(
      "update release_results set result = jsonb_set(result, '{place,rank}', '1') where release_id = $1 and region_id = $2",
      [id, w.region["b2"]],
    );
    await w.t.owner.query("update peer_statistics set best = best + 1 where release_id = $1", [id]);
    await w.t.owner.query("update releases set head = jsonb_set(head, '{trial}', 'false') where id = $1", [id]);
    expect((await verify()).map((c: any) => [c.check, c.check === "release_head" ? [] : c.differences])).toEqual([
      ["release_head", []],
      ["release_results", [String(w.region["b2"])]],
      ["peer_statistics", ["per_head/县"]],
    ]);
  });
});
