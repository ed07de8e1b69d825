import type { Catalogue, SchemeNode } from "@duibiao/indicators";
import { afterAll, beforeAll, expect, test } from "vitest";
import { worldCatalogue } from "../evaluations/testing-catalogue.ts";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

/**
 * By hand, three items. Of three items the principal vector is that of the rows' geometric means.
 *   1, 2, 4 against one another: 4/7 2/7 1/7, consistent. All alike: 1/3 each.
 *   3 times, a third, 3 times round in a circle: 1/3 each; every row adds up to 1 + 3 + 1/3, so that lambda is 13/3,
 *   the index (13/3 - 3) / 2 = 2/3 and the ratio 2/3 / 0.58 = 1.149425.
 *   The first two together: square roots of 2, 4, 2, so that weights are as 2 : sqrt 2 : 1.
 *   All three: cube roots of 6, 4/3, 6; rows' means 8^(1/9) : 1 : 8^(-1/9), which is 2^(1/3) : 1 : 2^(-1/3).
 */
const scaled = (...parts: number[]) => parts.map((part) => part / parts.reduce((sum, own) => sum + own, 0));
const close = (found: number[], expected: number[]) =>
  expected.forEach((weight, at) => expect(found[at]).toBeCloseTo(weight, 10));

const names = (key: string) => ({ zh: `演示${key}`, en: `synthetic ${key}` });
const leaf = (key: string, indicator: string, weight: number): SchemeNode => ({
  key,
  name: names(key),
  weight,
  indicator,
  norm: { method: "goalposts", lo: 0, hi: 100 },
});
const document: Catalogue = {
  ...worldCatalogue,
  version: "2",
  schemes: [
    {
      ...worldCatalogue.schemes[0]!,
      key: "P3",
      root: {
        key: "P3",
        name: names("P3"),
        weight: 1,
        children: [leaf("X", "per_head", 0.5), leaf("Y", "file_rate", 0.3), leaf("Z", "accident_rate", 0.2)],
      },
    },
  ],
};

let w: World;
let catalogue: number;
let panel: number;

const body = (nodes: string[], roles = ["leader"]) => ({
  owner: w.region["P"],
  catalogue,
  scheme: "P3",
  nodes,
  roles,
  title: "演示打分",
});
const fill = (who: string, upper: unknown, of = panel) =>
  w.t.as(who).post(`/panels/${of}/sheets`, { node: "P3", upper });
const enter = (who: string, upper: unknown, expert: string) =>
  w.t.as(who).post(`/panels/${panel}/paper-sheets`, {
    node: "P3",
    upper,
    expert,
    unit: "演示大学",
    day: "2026-01-05",
    scan: "演示档〔2026〕3号",
  });
const item = async (who: string) => (await w.t.as(who).get(`/panels/${panel}`)).body.items[0];

beforeAll(async () => {
  w = await makeWorld();
  catalogue = (await w.t.as("ana").post("/catalogues", { owner: w.region["P"], document })).body.catalogue.id;
  await w.t.person("rev", "reviewer", { region: w.region["P"]! });
  await w.t.person("cityAna", "analyst", { region: w.region["A"]! });
  panel = (await w.t.as("ana").post("/panels", body(["P3"]))).body.id;
});
afterAll(() => w.t.close());

test("an analyst puts nodes of a scheme to roles; a leaf or a stranger cannot be asked", async () => {
  expect((await w.t.as("ana").get("/panels")).body.items).toMatchObject([
    { id: panel, title: "演示打分", nodes: ["P3"], roles: ["leader"], sheets: 0 },
  ]);
  expect((await w.t.as("ana").post("/panels", body(["X"]))).status).toBe(400);
  expect((await w.t.as("lead").post("/panels", body(["P3"]))).status).toBe(403);
  expect((await w.t.as("cityAna").get("/panels")).status).toBe(403);
  const audit = await w.t.owner.query(
    "select object from audit_log where action = 'panels.create' and object like 'panel/%'",
  );
  expect(audit.rows).toEqual([{ object: `panel/${panel}` }]);
});

test("who is asked fills in a sheet and sees its weights; others are refused with the reason", async () => {
  const { status, body: sheet } = await fill("lead", [[2, 4], [2], []]);
  expect(status).toBe(200);
  close(sheet.weights, [4 / 7, 2 / 7, 1 / 7]);
  expect(sheet).toMatchObject({ source: "own", expert: "lead", missing: 0, worst: null, mine: true });
  expect(sheet.consistencyRatio).toBeCloseTo(0, 10);
  expect(sheet.hash).toMatch(/^[0-9a-f]{64}$/);
  const refused = await fill("rev", [[2, 4], [2], []]);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("没有邀请您的角色")]);
  expect((await enter("lead", [[2, 4], [2], []], "x")).status).toBe(403);
});

test("a missing judgement is left out, unless items no longer hang together", async () => {
  const { body: sheet } = await fill("lead", [[2, null], [2], []]);
  close(sheet.weights, [4 / 7, 2 / 7, 1 / 7]);
  expect(sheet.missing).toBe(1);
  const cut = await fill("lead", [[null, null], [2], []]);
  expect([cut.status, cut.text]).toEqual([422, expect.stringContaining("请补充判断")]);
  expect((await fill("lead", [[0, 4], [2], []])).status).toBe(400);
  expect((await fill("lead", [[2, 4]])).status).toBe(400);
});

test("every sheet is kept; the later one of an expert counts", async () => {
  const { sheets } = await item("ana");
  expect(sheets.map(({ replaced, missing }: any) => [replaced, missing])).toEqual([
    [true, 0],
    [false, 1],
  ]);
  await fill("lead", [[2, 4], [2], []]);
  expect((await item("ana")).sheets.filter(({ replaced }: any) => !replaced)).toHaveLength(1);
});

test("the group's weights both ways; a contradicting sheet is counted, shown, and told apart", async () => {
  expect((await enter("ana", [[1, 1], [1], []], "演示甲")).status).toBe(200);
  const two = await item("ana");
  close(two.all.judgements.weights, scaled(2, Math.SQRT2, 1));
  close(two.all.priorities, scaled(2, Math.SQRT2, 1));
  expect(two.consistent).toBeNull();
  const { body: circle } = await enter("ana", [[3, -3], [3], []], "演示乙");
  close(circle.weights, [1 / 3, 1 / 3, 1 / 3]);
  expect(circle.consistencyRatio).toBeCloseTo(2 / 3 / 0.58, 10);
  expect(circle).toMatchObject({ source: "paper", expert: "演示乙", scan: "演示档〔2026〕3号", enteredBy: "ana" });
  expect(circle.worst).not.toBeNull();
  const three = await item("ana");
  close(three.all.judgements.weights, scaled(2 ** (1 / 3), 1, 2 ** (-1 / 3)));
  close(three.all.priorities, scaled(2 ** (1 / 3), 1, 2 ** (-1 / 3)));
  expect(three.all.sheets).toHaveLength(3);
  // Without the one above 0.1, as a second opinion.
  expect(three.consistent.sheets).toHaveLength(2);
  close(three.consistent.judgements.weights, scaled(2, Math.SQRT2, 1));
});

test("experts judge without seeing the others; an auditor sees everything and fills nothing", async () => {
  const own = await item("lead");
  expect(own.sheets.every(({ mine }: any) => mine)).toBe(true);
  expect([own.all, own.consistent]).toEqual([null, null]);
  expect((await item("aud")).sheets).toHaveLength(5);
  expect((await w.t.as("aud").get("/panels")).body.items[0].sheets).toBe(5);
  expect((await fill("aud", [[2, 4], [2], []])).status).toBe(403);
});
