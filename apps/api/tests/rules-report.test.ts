import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { outcomeOf, type Fate } from "../src/rules/outcomes.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, number, openFlow, report, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

describe("what a rule led to", () => {
  const figures: Record<string, string> = { "1 a": "7", "2 a": "7", "3 a": "8" };
  const fate = (more: Partial<Fate>): Fate => ({
    lastRev: 1,
    accepted: null,
    returns: [],
    figure: (revision, cell) => figures[`${revision} ${cell}`],
    ...more,
  });
  const hit = (revision: number) => ({ revision, verdict: "false" as const, cells: ["a"] });

  it.each([
    ["open", [hit(1)], fate({})],
    ["waved", [hit(1)], fate({ accepted: 1 })],
    ["upheld", [hit(1)], fate({ returns: [{ revision: 1, cells: ["a"] }] })],
    ["open", [hit(1)], fate({ returns: [{ revision: 1, cells: ["b"] }] })],
    // Sent again with the same figure: nothing came of it; the third revision changed it.
    ["waved", [hit(1), hit(2)], fate({ lastRev: 2, accepted: 2 })],
    ["upheld", [hit(1), hit(2)], fate({ lastRev: 3, accepted: 3 })],
    ["undecided", [{ ...hit(1), verdict: "undecided" as const }], fate({})],
    // It could not be decided at first; what was sent last holds.
    ["holds", [{ ...hit(1), verdict: "undecided" as const }], fate({ lastRev: 2 })],
  ])("is %s", (expected, struck, given) => {
    expect(outcomeOf(struck, given)).toBe(expected);
  });
});

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

/** T2 (not more than 1000 kWh a head) is struck, and the clerk gives a reason. */
async function struck(unit: string) {
  const id = await startSubmission(f, unit);
  const saved = await t.as(`clerk-${unit}`).put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "9000"), number("t_people", "2"), number("t_server", "0")],
    explanations: [{ rule: "T2", measure: "t_energy", text: "新机房试运行" }],
  });
  expect(saved.status, saved.text).toBe(200);
  return signAndSubmit(f, unit, id);
}

const rulesFor = async (who: string) => (await t.as(who).get(`/collections/${f.collection}/rules`)).body;

test("a rule's hits are upheld by a return, waved through by acceptance, or open; each within one's own subtree", async () => {
  const [a1, a2] = [await struck("a1"), await struck("a2")];
  await struck("b1");
  for (const unit of ["b2", "d", "A0"]) await report(f, unit, { energy: "10", people: "2" });
  await t.as("reviewer-a1").post(`/submissions/${a1.id}/return`, {
    contentHash: a1.hash,
    reason: "请核对电表",
    cells: [{ measure: "t_energy", member: "total", reason: "单位有误" }],
  });
  await report(f, "a1", { energy: "900", people: "2" });
  await accept(f, "reviewer-a2", "county", a2);

  const province = await rulesFor("reviewer-P");
  const row = (answer: any, rule: string) => answer.items.find((item: any) => item.rule === rule);
  // Six of seven units have reported, three were struck: 3 / 6 > 20 %.
  expect(row(province, "T2")).toMatchObject({
    asked: 6,
    hits: 3,
    upheld: 1,
    waved: 1,
    open: 1,
    undecided: 0,
    share: 0.5,
    strict: true,
    name: { zh: "人均用电过高" },
    severity: "explain",
  });
  expect(row(province, "T1")).toMatchObject({ asked: 6, hits: 0, share: 0, strict: false });
  // City A sees its own office and two counties.
  expect(row(await rulesFor("reviewer-A"), "T2")).toMatchObject({ asked: 3, hits: 2, upheld: 1, waved: 1, open: 0 });
  expect(row(await rulesFor("reviewer-B"), "T2")).toMatchObject({ asked: 2, hits: 1, open: 1 });

  const { items } = (await t.as("reviewer-A").get(`/collections/${f.collection}/rules/T2`)).body;
  expect(items.map((item: any) => [item.submissionId, item.revision, item.outcome, item.explained])).toEqual([
    [a1.id, 1, "upheld", true],
    [a2.id, 1, "waved", true],
  ]);
  expect(items[0].cells).toEqual([
    { measure: "t_energy", member: "total" },
    { measure: "t_people", member: "total" },
  ]);
  expect((await t.as("clerk-a1").get(`/collections/${f.collection}/rules`)).status).toBe(403);

  // Whoever drafts the next version is told that the rule fires for more than one unit in five.
  await t.person("ana", "analyst", { region: f.region["P"]! });
  const from = (await t.as("ana").get("/catalogues")).body.items.at(-1).id;
  const draft = await t.as("ana").post("/catalogue-drafts", { owner: f.region["P"], from, key: "next", version: "2" });
  expect(draft.status, draft.text).toBe(200);
  const { findings } = (await t.as("ana").get(`/catalogue-drafts/${draft.body.id}/check`)).body;
  expect(findings.filter(({ code }: any) => code === "rule_too_strict")).toEqual([
    expect.objectContaining({ path: "rules[1]", zh: expect.stringContaining("6 家中 3 家触发（50%") }),
  ]);
});
