import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { spreadNotices } from "../notices/spread.ts";

let t: TestPlatform;
let p: TestProvince;
let counter = 0;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, {
    office: { region: "a1", covers: "own" },
    other: { region: "a2", covers: "own" },
    far: { region: "b1", covers: "own" },
  });
  await t.person("root", "system_admin");
  await t.person("keeper", "security_admin");
  await t.person("secA", "security_admin", { region: p.region["A"]! });
});
afterEach(() => t.setNow(null));
afterAll(() => t.close());

async function account(region = "a1"): Promise<number> {
  const username = `holder${++counter}`;
  const made = await t.as("root").post("/users", { username, name: `演示${counter}`, region: p.region[region] });
  expect(made.status).toBe(200);
  return made.body.id;
}

const grant = (by: string, user: number, role: string, place: Record<string, unknown>) =>
  t.as(by).post("/posts", { user, role, ...place });
const office = () => ({ unit: p.unit["office"]! });
const openPosts = async (user: number) =>
  (await t.as("keeper").get(`/users/${user}`)).body.posts.map((post: any) => [post.role, post.place]);
const at = (iso: string) => t.setNow(iso);

test("a post with a last day works through that day in Beijing and not after it", async () => {
  const user = await account();
  at("2026-03-02T04:00:00Z");
  const region = { region: p.region["a1"] };
  const past = await grant("secA", user, "analyst", { ...region, validTo: "2026-03-01" });
  expect([past.status, past.body.issues[0].path]).toEqual([400, "body.validTo"]);
  const made = await grant("secA", user, "analyst", { ...region, validTo: "2026-03-05" });
  expect(made.body).toMatchObject({ validTo: "2026-03-05", graceTo: null });
  at("2026-03-05T15:59:59Z");
  expect(await openPosts(user)).toHaveLength(1);
  at("2026-03-05T16:00:00Z");
  expect(await openPosts(user)).toEqual([]);
  // Whoever held it may be given it again.
  expect((await grant("secA", user, "analyst", region)).status).toBe(200);
});

test("whoever a submission needs works on for fifteen days after the last one, is told so, and can be extended", async () => {
  const user = await account();
  at("2026-03-02T04:00:00Z");
  const made = await grant("secA", user, "clerk", { ...office(), validTo: "2026-03-05" });
  // 5 March and 15 days: 20 March, through its end in Beijing.
  at("2026-03-06T04:00:00Z");
  const [post] = (await t.as("secA").get(`/users/${user}`)).body.posts;
  expect(post).toMatchObject({ validTo: "2026-03-05", graceTo: "2026-03-20" });
  expect((await t.as("secA").get("/users?state=ending")).body.items.map((u: any) => u.id)).toContain(user);
  at("2026-03-20T15:59:59Z");
  expect(await openPosts(user)).toHaveLength(1);
  const extended = await t.as("secA").post(`/posts/${made.body.id}/extend`, { validTo: "2026-12-31", reason: "续任" });
  expect(extended.body).toMatchObject({ validTo: "2026-12-31", graceTo: null });
  at("2026-12-31T15:00:00Z");
  expect(await openPosts(user)).toHaveLength(1);
  at("2027-01-16T00:00:00+08:00");
  expect(await openPosts(user)).toEqual([]);
});

test("the grace is of those without whom a submission would stop, and of nobody else", async () => {
  const place = { region: p.region["a1"] };
  for (const [role, where, open] of [
    ["head", office(), 1],
    ["reviewer", place, 1],
    ["leader", place, 1],
    ["auditor", place, 0],
  ] as const) {
    at("2026-03-02T04:00:00Z");
    const user = await account();
    const made = await grant("secA", user, role, { ...where, validTo: "2026-03-05" });
    expect(made.status, made.text).toBe(200);
    at("2026-03-10T04:00:00Z");
    expect([role, (await openPosts(user)).length]).toEqual([role, open]);
  }
});

test("extending is refused for one's own post, an administrator's, a day gone by, and beyond one's jurisdiction", async () => {
  const user = await account("b1");
  const made = await grant("keeper", user, "clerk", { unit: p.unit["far"] });
  const extend = (by: string, id: number, validTo: string | null) =>
    t.as(by).post(`/posts/${id}/extend`, { validTo, reason: "续任" });
  expect((await extend("secA", made.body.id, null)).status).toBe(404);
  expect((await extend("keeper", made.body.id, "2020-01-01")).body.issues[0].path).toBe("body.validTo");
  const idOf = async (name: string) =>
    (await t.owner.query("select p.id from posts p join users u on u.id = p.user_id where u.username = $1", [name]))
      .rows[0].id as number;
  expect((await extend("secA", await idOf("secA"), null)).body.code).toBe("own_account");
  expect((await extend("keeper", await idOf("secA"), null)).body.code).toBe("second_administrator");
});

test("handing over moves every post in one step, tells the receiver, and leaves those who held it with none", async () => {
  const [from, to] = [await account(), await account()];
  for (const [role, place] of [
    ["clerk", office()],
    ["head", { unit: p.unit["other"] }],
    ["reviewer", { region: p.region["a1"] }],
  ] as const)
    expect((await grant("secA", from, role, place)).status).toBe(200);
  expect((await grant("secA", to, "clerk", office())).status).toBe(200);
  const before = await openPosts(from);
  const answer = await t.as("secA").post(`/users/${from}/hand-over`, { to, reason: "调离" });
  expect([answer.status, answer.body.held]).toEqual([200, 1]);
  expect(await openPosts(from)).toEqual([]);
  expect((await openPosts(to)).toSorted()).toEqual(before.toSorted());
  await spreadNotices(t.workerDb);
  const told = await t.owner.query(
    "select n.title_zh from inbox i join notices n on n.id = i.notice_id where i.user_id = $1",
    [to],
  );
  expect(told.rows).toEqual([{ title_zh: "任职已移交给您" }]);
});

test("a hand-over that one post forbids moves none: duties apart, either way, a post elsewhere", async () => {
  const [from, to] = [await account(), await account()];
  await grant("secA", from, "clerk", office());
  const proposed = await t
    .as("keeper")
    .post("/post-proposals", { user: to, role: "audit_admin", region: p.region["a1"] });
  await t.as("root").post("/post-proposals/decide", { ids: [proposed.body.id], confirm: true });
  const apart = await t.as("secA").post(`/users/${from}/hand-over`, { to, reason: "调离" });
  expect([apart.status, apart.body.code]).toEqual([422, "duties_apart"]);
  expect(await openPosts(from)).toHaveLength(1);
  const back = await t.as("secA").post(`/users/${to}/hand-over`, { to: from, reason: "调离" });
  expect([back.status, back.body.code]).toEqual([422, "duties_apart"]);
  const next = await account();
  await grant("keeper", from, "clerk", { unit: p.unit["far"] });
  expect((await t.as("secA").post(`/users/${from}/hand-over`, { to: next, reason: "调离" })).status).toBe(403);
  expect((await t.as("root").post(`/users/${from}/hand-over`, { to: next, reason: "调离" })).status).toBe(403);
  expect(await openPosts(next)).toEqual([]);
  const self = await t.as("keeper").post(`/users/${from}/hand-over`, { to: from, reason: "调离" });
  expect(self.body.issues[0].path).toBe("body.to");
});

test("an administrator is handed over by two: the post ends with the holder the moment another one confirms", async () => {
  const [from, to] = [await account(), await account()];
  const place = { region: p.region["a2"]! };
  const first = await t.as("keeper").post("/post-proposals", { user: from, role: "security_admin", ...place });
  await t.as("root").post("/post-proposals/decide", { ids: [first.body.id], confirm: true });
  const asked = await t.as("root").post(`/users/${from}/hand-over`, { to, reason: "轮岗" });
  expect([asked.status, asked.body]).toEqual([200, { posts: [], held: 0, proposed: 1 }]);
  expect((await t.as("root").post(`/users/${from}/hand-over`, { to, reason: "轮岗" })).status).toBe(409);
  // Until the second word the place keeps its administrator.
  expect(await openPosts(from)).toHaveLength(1);
  const [waiting] = (await t.as("keeper").get(`/post-proposals?user=${to}`)).body.items;
  expect(waiting).toMatchObject({ role: "security_admin", from: expect.stringContaining("演示"), mine: true });
  expect((await t.as("root").post("/post-proposals/decide", { ids: [waiting.id], confirm: true })).status).toBe(403);
  expect((await t.as("keeper").post("/post-proposals/decide", { ids: [waiting.id], confirm: true })).status).toBe(200);
  expect(await openPosts(from)).toEqual([]);
  expect(await openPosts(to)).toEqual([["security_admin", "演示a2"]]);
  await spreadNotices(t.workerDb);
  const told = await t.owner.query(
    "select i.user_id from inbox i join notices n on n.id = i.notice_id where n.key like 'account/hand-over/%' and i.user_id = any($1)",
    [[from, to]],
  );
  expect(told.rows.map(({ user_id }) => user_id).toSorted()).toEqual([from, to].toSorted());
});
