import { afterAll, beforeAll, expect, test } from "vitest";
import { listener } from "../../tests/told.ts";
import { makeWorld, type World } from "../evaluations/testing-world.ts";
import { remind } from "../notices/remind.ts";

let w: World;
let quarter: number;
let first: number;
let submission: number;
let published: number;
const reason = { reason: "抄表错误", evidence: "电费单" };

async function release(upTo: "consulting" | "approved" = "approved", tier = "county"): Promise<any> {
  const evaluation = await w.t.as("ana").post("/evaluations", {
    owner: w.region["P"],
    catalogue: w.catalogue,
    scheme: "W2",
    period: w.period["2025Q1"],
    tier,
  });
  expect(evaluation.status, evaluation.text).toBe(200);
  const drafted = await w.t
    .as("ana")
    .post("/releases", { evaluation: evaluation.body.id, title: "2025年一季度评估", audience: "subtree" });
  expect((await w.t.as("ana").post(`/releases/${drafted.body.id}/state`, { to: "consulting" })).status).toBe(200);
  if (upTo === "approved") expect((await decide(drafted.body.id, "approved")).status).toBe(200);
  return drafted.body;
}
const decide = (id: number, to: string, more = {}) => w.t.as("lead").post(`/releases/${id}/decision`, { to, ...more });
const linesOf = (body: any) =>
  new Map<number, any>(
    body.items.map((item: any) => [item.regionId, { score: item.score, rank: item.place?.rank ?? null }]),
  );

beforeAll(async () => {
  w = await makeWorld();
  w.t.setNow("2026-04-10T09:00:00+08:00");
  quarter = await w.collect("W_Q", "2025Q1", { synthetic: true });
  // Energy per head 15, 12, 12, 22, 10.
  const figures = { a1: ["150", "10"], a2: ["120", "10"], b1: ["240", "20"], b2: ["220", "10"], d: ["100", "10"] };
  for (const [who, [energy, people]] of Object.entries(figures)) {
    const id = await w.report(quarter, who, { w_energy: energy!, w_people: people!, w_files: "5", w_files_all: "10" });
    if (who === "a1") submission = id;
  }
  await w.t.settle();
  await w.t.person("head", "head", { unit: w.unit["a1"]!, region: w.region["a1"]! });
  await w.t.person("county", "leader", { region: w.region["a1"]! });
  await w.t.person("city", "reviewer", { region: w.region["A"]! });
  await w.t.person("rev", "reviewer", { region: w.region["P"]! });
  first = (await release()).id;
  expect((await decide(first, "published")).status).toBe(200);
  expect((await w.t.as("lead").post(`/collections/${quarter}/lock`, {})).status).toBe(200);
});
afterAll(() => w.t.close());

test("the preview says of every region what the evaluation says once the correction is in effect", async () => {
  w.t.setNow("2026-04-10T10:00:00+08:00");
  const asked = await w.t.as("head").post(`/submissions/${submission}/corrections`, {
    ...reason,
    cells: [{ measure: "w_energy", member: "total", value: { state: "number", value: "75" } }],
  });
  expect(asked.status, asked.text).toBe(200);
  const { id, hash, number } = asked.body;
  const listed = await w.t.as("lead").get(`/matters/${id}/effects`);
  expect(listed.body.items.map((item: any) => item.release)).toEqual([first]);
  const preview = await w.t.as("lead").get(`/matters/${id}/effects/${first}`);
  expect(preview.status, preview.text).toBe(200);
  const { effect } = preview.body;
  // 150 / 10 = 15 becomes 75 / 10 = 7.5: half of it.
  expect(effect.indicators).toMatchObject([{ indicator: "per_head", before: 15, after: 7.5 }]);
  expect([effect.share, effect.rerank]).toEqual([0.5, true]);
  // Who decides in county and city sees the same lines, as the release is everybody's.
  for (const who of ["county", "city"])
    expect((await w.t.as(who).get(`/matters/${id}/effects/${first}`)).body.effect.lines).toEqual(effect.lines);

  for (const [tier, who] of [
    ["county", "county"],
    ["city", "city"],
    ["province", "rev"],
  ] as const) {
    const decided = await w.t.as(who).post(`/corrections/${id}/decision`, { tier, decision: "approve", hash });
    expect(decided.status, decided.text).toBe(200);
  }
  await w.t.settle();
  w.t.setNow("2026-04-11T09:00:00+08:00");
  const marked = (await w.t.as("county").get(`/releases/${first}`)).body;
  expect(marked.corrections).toMatchObject([{ number, share: 0.5, rerank: true, settledBy: null }]);

  const second = await release();
  const [before, after] = [linesOf(marked), linesOf(second)];
  expect(after.size).toBe(5);
  const told = new Map<number, any>(effect.lines.map((line: any) => [line.regionId, line]));
  expect(told.get(w.region["a1"]!).direct).toBe(true);
  for (const [region, now] of after) {
    const line = told.get(region);
    const then = {
      score: line?.score.after ?? before.get(region).score,
      rank: line?.rank.after ?? before.get(region).rank,
    };
    expect(then, String(region)).toEqual(now);
    if (line !== undefined) expect(line.score.before).toBe(before.get(region).score);
  }
  expect((await decide(second.id, "published")).status).toBe(200);
  expect((await w.t.as("county").get(`/releases/${first}`)).body).toMatchObject({
    state: "superseded",
    corrections: [{ number, settledBy: second.id }],
  });
  expect((await w.t.as("county").get(`/releases/${second.id}`)).body).toMatchObject({
    corrections: [],
    restates: [number],
  });
});

test("of cities out for comment a county is not told how far its own city would move", async () => {
  const asked = await w.t.as("head").post(`/submissions/${submission}/corrections`, {
    ...reason,
    cells: [{ measure: "w_energy", member: "total", value: { state: "number", value: "100" } }],
  });
  const { id, hash } = asked.body;
  const cities = await release("consulting", "city");
  const effectFor = async (who: string) => (await w.t.as(who).get(`/matters/${id}/effects/${cities.id}`)).body.effect;
  // (75 + 120) / 20 = 9.75 becomes (100 + 120) / 20 = 11: 12.8 % more.
  expect(await effectFor("lead")).toMatchObject({ rerank: true, share: expect.closeTo(1.25 / 9.75, 12) });
  expect(await effectFor("county")).toMatchObject({ nTold: 0, lines: [], indicators: [], share: null, rerank: false });
  const refused = { tier: "county", decision: "refuse", hash, reason: "演示" };
  expect((await w.t.as("county").post(`/corrections/${id}/decision`, refused)).status).toBe(200);
});

test("an objection has a number, a due workday, an effect and a written reply; nothing is published over it in silence", async () => {
  const third = await release("consulting");
  const object = (body: object, who = "county") =>
    w.t.as(who).post(`/releases/${third.id}/objections`, { region: w.region["a1"], ...reason, ...body });
  expect((await object({ target: "peer_group", group: "没有的组" })).status).toBe(422);
  expect((await object({ target: "number" }, "city")).status).toBe(403);
  // A total has no value of its own to be named: what was written is not dropped without a word.
  const total = await object({ target: "number", value: "90" });
  expect([total.status, total.body.zh]).toEqual([422, expect.stringContaining("总分由各指标算出")]);
  // More than any other: it changes the places of those around it.
  const raised = await object({ target: "number", indicator: "per_head", value: "23" });
  expect(raised.status, raised.text).toBe(200);
  const { id, hash } = raised.body;
  expect(raised.body).toMatchObject({
    number: "异议〔2026〕1号",
    state: "open",
    objection: { stands: { zh: "7.5 kWh/人" } },
  });
  const again = await object({ target: "number", indicator: "per_head" });
  expect([again.status, again.body.zh]).toEqual([409, expect.stringContaining("异议〔2026〕1号")]);
  const { effect } = (await w.t.as("lead").get(`/matters/${id}/effects/${third.id}`)).body;
  expect(effect.indicators).toMatchObject([{ indicator: "per_head", before: 7.5, after: 23 }]);
  expect(effect.lines.length).toBeGreaterThan(1);
  // Out for comment each region reads its own line: of others' nothing is told.
  const own = (await w.t.as("county").get(`/matters/${id}/effects/${third.id}`)).body.effect;
  expect([own.nTold, own.lines.map((line: any) => line.regionId)]).toEqual([1, [w.region["a1"]]]);

  const rule = await object({ target: "rule", indicator: "per_head", wanted: "应扣除数据中心用电" });
  expect(rule.status, rule.text).toBe(200);
  expect((await decide(third.id, "approved")).status).toBe(200);
  const refused = await decide(third.id, "published");
  expect([refused.status, refused.body.code, refused.body.zh]).toEqual([
    409,
    "open_objections",
    expect.stringContaining("异议〔2026〕1号"),
  ]);
  const outsider = await w.t.as("county").post(`/objections/${id}/reply`, { outcome: "upheld", reply: "同意", hash });
  expect(outsider.status).toBe(403);
  const replied = await w.t.as("lead").post(`/objections/${id}/reply`, { outcome: "refused", reply: "依据不足", hash });
  expect(replied.body).toMatchObject({ state: "refused", turn: null });
  expect((await w.t.as("county").get(`/matters/${id}`)).body.events.at(-1)).toMatchObject({
    deed: "refused",
    text: "依据不足",
  });

  expect((await w.t.as("lead").get(`/matters/${rule.body.id}/effects`)).body.items).toEqual([]);
  expect((await decide(third.id, "published")).status).toBe(409);
  const over = await decide(third.id, "published", { overrule: "规则已公开征求过意见" });
  expect(over.status, over.text).toBe(200);
  published = third.id;
  // The reason is told to every reader of the release.
  const seen = (await w.t.as("county").get(`/releases/${third.id}`)).body;
  expect(seen.states.at(-1).reason).toContain("异议〔2026〕2号）：规则已公开征求过意见");
  expect((await w.t.as("county").get(`/matters/${rule.body.id}`)).body.state).toBe("overruled");

  w.t.setNow("2026-05-20T09:00:00+08:00");
  expect((await object({ target: "number" })).body.zh).toContain("期限已过");
});

test("an edition whose number was objected to and the objection upheld is not published unchanged in silence", async () => {
  w.t.setNow("2026-04-11T10:00:00+08:00");
  const fourth = await release("consulting");
  const raised = await w.t.as("county").post(`/releases/${fourth.id}/objections`, {
    region: w.region["a1"],
    ...reason,
    target: "number",
    indicator: "per_head",
    value: "7",
  });
  expect(raised.status, raised.text).toBe(200);
  const { id, hash } = raised.body;
  const reply = { outcome: "upheld", reply: "同意，另起一版", hash };
  expect((await w.t.as("rev").post(`/objections/${id}/reply`, reply)).status).toBe(403);
  expect((await w.t.as("lead").post(`/objections/${id}/reply`, reply)).body.state).toBe("upheld");
  expect((await decide(fourth.id, "approved")).status).toBe(200);
  const refused = await decide(fourth.id, "published");
  expect([refused.status, refused.body.code, refused.body.objections, refused.body.zh]).toEqual([
    409,
    "open_objections",
    [],
    expect.stringContaining("已采纳的异议在本版没有改（异议〔2026〕3号）"),
  ]);
  expect(refused.body.upheld).toEqual([{ matter: id, number: "异议〔2026〕3号" }]);
  // Of the edition after it that is not said: it was evaluated anew. What waits on the edition that stands does hold it up.
  const standing = await w.t.as("county").post(`/releases/${published}/objections`, {
    region: w.region["a1"],
    ...reason,
    target: "number",
  });
  expect(standing.status, standing.text).toBe(200);
  const fifth = await release();
  const waits = await decide(fifth.id, "published");
  expect([waits.status, waits.body.objections, waits.body.upheld]).toEqual([
    409,
    [{ matter: standing.body.id, number: "异议〔2026〕4号" }],
    [],
  ]);
  const answer = { outcome: "refused", reply: "依据不足", hash: standing.body.hash };
  expect((await w.t.as("lead").post(`/objections/${standing.body.id}/reply`, answer)).status).toBe(200);
  const out = await decide(fifth.id, "published");
  expect(out.status, out.text).toBe(200);
});

test("an objection that stays without a reply is told to the owner's leaders once more, once; list and record say so", async () => {
  const sixth = await release("consulting");
  const raised = await w.t.as("county").post(`/releases/${sixth.id}/objections`, {
    region: w.region["a1"],
    ...reason,
    target: "number",
  });
  expect(raised.status, raised.text).toBe(200);
  const { id, dueAt } = raised.body;
  const told = listener(w.t);
  /** Two workers at once. */
  const after = async (days: number) => {
    const now = new Date(new Date(dueAt).getTime() + days * 86_400_000);
    w.t.setNow(now.toISOString());
    await told();
    await Promise.all([remind(w.t.workerDb, now), remind(w.t.workerDb, now)]);
    const all = Object.entries(await told());
    return all.flatMap(([who, lines]) =>
      lines.filter((line) => line.startsWith("escalated")).map((line) => `${who} ${line}`),
    );
  };
  const marks = async () => {
    const item = (await w.t.as("county").get("/matters")).body.items.find((one: any) => one.id === id);
    return [item.overdue, item.escalated, (await w.t.as("county").get(`/matters/${id}`)).body.escalated];
  };
  expect(await after(1)).toEqual([]);
  expect(await marks()).toEqual([true, null, null]);
  // No bureau stands above the province, which owns the release and owes the reply: its own are told.
  const link = `escalated /province/matters/${id}`;
  expect((await after(2)).toSorted()).toEqual([`ana ${link}`, `lead ${link}`]);
  const mark = { to: "演示P", at: new Date(new Date(dueAt).getTime() + 2 * 86_400_000).toISOString() };
  expect(await marks()).toEqual([true, mark, mark]);
  expect(await after(3)).toEqual([]);
});
