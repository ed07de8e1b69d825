import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let p: TestProvince;
const user: Record<string, number> = {};
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  p = await makeProvince(t, smallProvince, {
    office: { region: "a1", covers: "own" },
    other: { region: "a2", covers: "own" },
  });
  const at = (unit: string, region: string) => ({ unit: p.unit[unit]!, region: p.region[region]! });
  user["head"] = await t.person("head", "head", at("office", "a1"));
  user["clerk"] = await t.person("clerk", "clerk", at("office", "a1"));
  user["stranger"] = await t.person("stranger", "clerk", at("other", "a2"));
  user["leader"] = await t.person("leader", "leader", { region: p.region["A"]! });
  user["reviewer"] = await t.person("reviewer", "reviewer", { region: p.region["A"]! });
  user["secA"] = await t.person("secA", "security_admin", { region: p.region["A"]! });
  // As granting writes it: a unit's post carries its region.
  await t.owner.query(
    "update posts p set region_id = v.region_id from unit_versions v where v.unit_id = p.unit_id and p.region_id is null",
  );
  user["secB"] = await t.person("secB", "security_admin", { region: p.region["B"]! });
});
afterEach(() => t.setNow("2026-04-10T09:00:00+08:00"));
afterAll(() => t.close());

const postOf = async (name: string) => (await t.as(name).get("/session")).body.posts[0].id as number;
const rolesOf = async (name: string) =>
  (await t.as(name).get("/session")).body.posts.map((post: any) => [post.role, post.deputyFor]);

async function name(by: string, deputy: string, over: Record<string, unknown> = {}) {
  const body = { post: await postOf(by), user: user[deputy], from: "2026-04-10", to: "2026-04-12", ...over };
  return t.as(by).post("/deputies", body);
}

test("a deputy has the post from its first day through its last, says for whom, and loses it at once when it is ended", async () => {
  const made = await name("head", "clerk", { from: "2026-04-11", to: "2026-04-12" });
  expect(made.body).toMatchObject({
    role: "head",
    holder: { username: "head" },
    deputy: { username: "clerk" },
    holds: false,
  });
  expect(await rolesOf("clerk")).toEqual([["clerk", null]]);
  t.setNow("2026-04-11T00:00:00+08:00");
  expect(await rolesOf("clerk")).toEqual([
    ["clerk", null],
    ["head", "head"],
  ]);
  t.setNow("2026-04-12T23:59:59+08:00");
  expect(await rolesOf("clerk")).toHaveLength(2);
  t.setNow("2026-04-13T00:00:00+08:00");
  expect(await rolesOf("clerk")).toHaveLength(1);
  t.setNow("2026-04-11T08:00:00+08:00");
  // Either of the two may end it; a neighbour finds nothing.
  expect((await t.as("stranger").post(`/deputies/${made.body.id}/end`)).status).toBe(404);
  expect((await t.as("clerk").post(`/deputies/${made.body.id}/end`)).status).toBe(200);
  expect(await rolesOf("clerk")).toHaveLength(1);
  expect((await t.as("head").post(`/deputies/${made.body.id}/end`)).status).toBe(409);
});

test("a bureau's leader lends to the bureau's reviewer, who may then do what only a leader may", async () => {
  const denied = await t.as("reviewer").post("/consolidations", {});
  expect(denied.status).toBe(403);
  const made = await name("leader", "reviewer");
  expect(made.status).toBe(200);
  // Past the door of the post: what is wrong now is the empty body.
  expect((await t.as("reviewer").post("/consolidations", {})).status).toBe(400);
  expect((await t.as("secB").post(`/deputies/${made.body.id}/withdraw`, { reason: "x" })).status).toBe(404);
  expect((await t.as("secA").get(`/users/${user["reviewer"]}/deputies`)).body.items).toMatchObject([
    { id: made.body.id, holds: true },
  ]);
  expect((await t.as("secA").post(`/deputies/${made.body.id}/withdraw`, { reason: "不合规" })).status).toBe(200);
  expect((await t.as("reviewer").post("/consolidations", {})).status).toBe(403);
});

test("who may stand in are people of the same unit or bureau; nobody else, no administrator, not oneself, not on and on", async () => {
  const candidates = await t.as("head").get(`/deputies/candidates?post=${await postOf("head")}`);
  expect(candidates.body.items.map((c: any) => c.username)).toEqual(["clerk"]);
  for (const [other, status] of [
    ["stranger", 422],
    ["secA", 422],
    ["head", 422],
  ] as const)
    expect((await name("head", other)).status, other).toBe(status);
  // Of the same bureau, yet one of the three administrators: neither lends nor stands in.
  expect((await name("secA", "leader")).body.zh).toBe("三员的岗位不能请人代理");
  expect((await name("leader", "secA")).status).toBe(422);
  expect((await name("head", "clerk", { post: await postOf("stranger") })).status).toBe(404);
  const made = await name("head", "clerk");
  // A deputy lends nothing on: the post is not theirs.
  const lentOn = await t
    .as("clerk")
    .post("/deputies", { post: await postOf("head"), user: user["head"], from: "2026-04-10", to: "2026-04-11" });
  expect(lentOn.status).toBe(404);
  expect((await name("head", "clerk")).status).toBe(409);
  expect((await t.as("head").post(`/deputies/${made.body.id}/end`)).status).toBe(200);
});

test("the time is at most 92 days and not in the past", async () => {
  // 10 April and 91 days more is 10 July: 92 days, counted with both.
  const longest = await name("head", "clerk", { to: "2026-07-10" });
  expect(longest.status).toBe(200);
  await t.as("head").post(`/deputies/${longest.body.id}/end`);
  for (const time of [{ to: "2026-07-11" }, { to: "2026-04-09" }, { from: "2026-04-20", to: "2026-04-19" }])
    expect((await name("head", "clerk", time)).body.issues[0].path).toBe("body.to");
});

test("a deputy's time ends with the holder's post, and twenty requests at once name one", async () => {
  const post = await postOf("head");
  const body = { post, user: user["clerk"], from: "2026-04-10", to: "2026-04-20" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => t.as("head").post("/deputies", body)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await rolesOf("clerk")).toHaveLength(2);
  // While the holder's account is disabled nobody stands in for it.
  const disabled = (at: string | null) =>
    t.owner.query("update users set disabled_at = $2 where id = $1", [user["head"], at]);
  await disabled("2026-04-10");
  expect(await rolesOf("clerk")).toEqual([["clerk", null]]);
  await disabled(null);
  expect(await rolesOf("clerk")).toHaveLength(2);
  expect((await t.as("secA").post(`/posts/${post}/end`, { reason: "调离" })).status).toBe(200);
  expect(await rolesOf("clerk")).toEqual([["clerk", null]]);
});
