import { createHash } from "node:crypto";
import { goalpostScore, weightedArithmeticMean } from "@duibiao/scoring";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type World } from "./testing-world.ts";

let w: World;
let evaluation: number;

const verify = async (id = evaluation) => (await w.t.as("ana").post(`/evaluations/${id}/verify`)).body;
const failed = (body: any) => body.checks.filter((check: any) => !check.ok).map((check: any) => check.check);
/** Changes stored rows behind the platform's back, asks, and puts them back. */
async function tampered<T>(change: string, undo: string, ask: () => Promise<T>): Promise<T> {
  await w.t.owner.query(change);
  try {
    return await ask();
  } finally {
    await w.t.owner.query(undo);
  }
}

beforeAll(async () => {
  w = await makeWorld();
  const quarter = await w.collect("W_Q", "2025Q1");
  const people = { a1: "7", a2: "13", b1: "29", b2: "11", d: "17" };
  for (const [who, n] of Object.entries(people))
    await w.report(quarter, who, {
      w_energy: `${100 + Number(n)}.1`,
      w_people: n,
      w_files: "3",
      w_files_all: n,
    });
  await w.t.settle();
  const { body } = await w.t.as("ana").post("/evaluations", {
    owner: w.region["P"],
    catalogue: w.catalogue,
    scheme: "W2",
    period: w.period["2025Q1"],
    tier: "city",
  });
  evaluation = body.id;
});
afterAll(() => w.t.close());

describe("the calculation sheet", () => {
  it("rebuilds the stored score exactly, from the units' cells up", async () => {
    const { body: stored } = await w.t.as("ana").get(`/evaluations/${evaluation}`);
    const city = stored.items.find((item: any) => item.regionId === w.region["A"]);
    const scores = new Map<string, number | null>();
    for (const indicator of ["per_head", "file_rate", "accident_rate"]) {
      const { body } = await w.t
        .as("ana")
        .get(`/evaluations/${evaluation}/sheet?region=${w.region["A"]}&indicator=${indicator}`);
      const [leaf] = body.leaves;
      // Cells -> sums. These have one decimal at most, so tenths are whole numbers.
      const sum = (operand: string) =>
        leaf.units
          .filter((u: any) => u.used)
          .flatMap((u: any) => u.cells)
          .filter((c: any) => c.operand === operand && c.state === "number")
          .reduce((tenths: number, c: any) => tenths + Math.round(Number(c.value) * 10), 0) / 10;
      for (const operand of leaf.operands) expect(sum(operand.operand)).toBe(Number(operand.sum));
      // Sums -> value, by the catalogue's formula; value -> points, by the norm that the sheet names.
      const value = {
        per_head: () => sum("w_energy") / sum("w_people"),
        file_rate: () => (sum("w_files") / sum("w_files_all")) * 100,
        accident_rate: () => null,
      }[indicator]!();
      expect(leaf.value).toBe(value);
      const { norm } = leaf.points;
      scores.set(leaf.path, value === null ? 0 : goalpostScore(value, norm.lo, norm.hi));
      expect(leaf.points.score).toBe(value === null ? null : scores.get(leaf.path));
    }
    const { body: sheet } = await w.t.as("ana").get(`/evaluations/${evaluation}/sheet?region=${w.region["A"]}`);
    const rebuild = (node: any): number =>
      node.children.length === 0
        ? scores.get(node.path)!
        : weightedArithmeticMean(
            node.children.map(rebuild),
            node.children.map((child: any) => child.weight),
          );
    expect(rebuild(sheet.tree)).toBe(city.score);
    expect(sheet.score).toBe(city.score);
    // Contributions and lost points fill the hundred.
    const lost = sheet.lostPoints.reduce((total: number, leaf: any) => total + leaf.pointsLost, 0);
    expect(city.score + lost).toBeCloseTo(100, 9);
  });

  it("names unit, revision, hash, signers, dates and formula in both languages with the numbers put in", async () => {
    const { body } = await w.t
      .as("ana")
      .get(`/evaluations/${evaluation}/sheet?region=${w.region["A"]}&indicator=per_head`);
    const [leaf] = body.leaves;
    // a1 and a2: 107.1 + 113.1 kWh, 7 + 13 people.
    expect(leaf.formula).toEqual({
      text: "w_energy / w_people",
      zh: "energy名 ÷ people名",
      en: "energy ÷ people",
      numbersZh: "220.2 ÷ 20",
      numbersEn: "220.2 ÷ 20",
    });
    expect(leaf.operands[0]).toMatchObject({
      operand: "w_energy",
      sum: "220.2",
      nExpected: 2,
      nAnswered: 2,
      periods: ["2025Q1"],
      start: "2025-01-01",
      end: "2025-03-31",
    });
    expect(leaf.units[0]).toMatchObject({ code: "U-a1", regionName: "演示a1", used: true });
    expect(leaf.units[0].cells[0]).toMatchObject({
      value: "107.1",
      state: "number",
      estimated: false,
      revision: 1,
      signers: [{ name: "演示a1", as: "head" }],
      submittedAt: "2025-04-03T08:00:00Z",
      questions: 0,
    });
    expect(leaf.units[0].cells[0].hash).toMatch(/^[0-9a-f]{64}$/);
    expect(leaf.units).toHaveLength(2);
    expect(body.stamps[0].zh).toBe("试算，不作考核依据");
  });
});

describe("verify", () => {
  it("finds nothing to say about an evaluation that nobody touched, also after later corrections", async () => {
    expect(await verify()).toMatchObject({ ok: true });
    const { body } = await w.t.as("ana").get(`/collections?period=${w.period["2025Q1"]}`);
    await w.report(body.items[0].id, "a1", { w_energy: "9000", w_people: "1" });
    expect(await verify()).toMatchObject({ ok: true });
  });

  it("detects one changed byte of the results", async () => {
    const {
      rows: [row],
    } = await w.t.owner.query("select results from evaluations where id = $1", [evaluation]);
    const put = (text: string) =>
      `update evaluations set results = '${text.replaceAll("'", "''")}' where id = ${evaluation}`;
    const changed = (row.results as string).replace('"nRanked":2', '"nRanked":3');
    expect(changed).not.toBe(row.results);
    expect(failed(await tampered(put(changed), put(row.results), verify))).toEqual(["results_hash", "results"]);
  });

  it("detects changed results even when their hash was changed with them", async () => {
    const {
      rows: [row],
    } = await w.t.owner.query("select results, results_hash from evaluations where id = $1", [evaluation]);
    const changed = (row.results as string).replace('"nRanked":2', '"nRanked":3');
    const put = (text: string, hash: string) =>
      `update evaluations set results = '${text.replaceAll("'", "''")}', results_hash = '${hash}' where id = ${evaluation}`;
    const hash = createHash("sha256").update(changed).digest("hex");
    expect(failed(await tampered(put(changed, hash), put(row.results, row.results_hash), verify))).toEqual(["results"]);
  });

  it("detects a changed figure below, naming region and indicator", async () => {
    const change = (from: string, to: string) =>
      `update observations set value = ${to} where revision = 1 and value = ${from} and unit_id = ${w.unit["a2"]}`;
    const body = await tampered(change("113.1", "113.2"), change("113.2", "113.1"), verify);
    expect(failed(body)).toEqual(["inputs"]);
    const { differences } = body.checks.find((check: any) => check.check === "inputs");
    expect(
      differences.map((d: any) => [d.indicator, d.region.name, d.stored.operands[0].sum, d.computed.operands[0].sum]),
    ).toEqual([["per_head", "演示A", "220.2", "220.3"]]);
  });

  it("detects a changed revision and a changed catalogue", async () => {
    const swap = (from: string, to: string) =>
      `update revisions set hash = ${to} where unit_id = ${w.unit["b1"]} and revision = 1 and hash = ${from}`;
    const {
      rows: [row],
    } = await w.t.owner.query("select hash from revisions where unit_id = $1 and revision = 1", [w.unit["b1"]]);
    const other = "f".repeat(64);
    expect(
      failed(await tampered(swap(`'${row.hash}'`, `'${other}'`), swap(`'${other}'`, `'${row.hash}'`), verify)),
    ).toEqual(["revisions"]);
    const edit = (from: string, to: string) =>
      `update catalogues set document = replace(document, '${from}', '${to}') where id = ${w.catalogue}`;
    expect(
      failed(await tampered(edit("〔2026〕1号", "〔2026〕9号"), edit("〔2026〕9号", "〔2026〕1号"), verify)),
    ).toEqual(["catalogue_hash"]);
  });

  it("holds results whose sentences have the half-width marks of before, and other words for other results", async () => {
    const quarter = await w.collect("W_Q", "2025Q2");
    for (const who of ["a1", "a2", "b1", "d"])
      await w.report(quarter, who, { w_energy: "100", w_people: "7", w_files: "3", w_files_all: "7" });
    await w.t.settle();
    const asked = { owner: w.region["P"], catalogue: w.catalogue, scheme: "W2", period: w.period["2025Q2"] };
    const { body } = await w.t.as("ana").post("/evaluations", { ...asked, tier: "city" });
    const {
      rows: [row],
    } = await w.t.owner.query("select results from evaluations where id = $1", [body.id]);
    const results = row.results as string;
    expect(results).toContain("，不参加排名。");
    const put = (text: string) =>
      w.t.owner.query("update evaluations set results = $2, results_hash = $3 where id = $1", [
        body.id,
        text,
        createHash("sha256").update(text).digest("hex"),
      ]);
    await put(results.replaceAll("，", ","));
    expect(failed(await verify(body.id))).toEqual([]);
    await put(results.replaceAll("，不参加排名", "、不参加排名"));
    expect(failed(await verify(body.id))).toEqual(["results"]);
  });

  it("leaves the stored bytes to whoever wants to recompute elsewhere", async () => {
    const { body } = await w.t.as("aud").get(`/evaluations/${evaluation}/bundle`);
    for (const part of ["inputs", "results", "catalogue"])
      expect(createHash("sha256").update(body[part]).digest("hex")).toBe(body[`${part}Hash`]);
  });
});
