import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { inTheWay } from "../posts/apart.ts";

let t: TestPlatform;
let p: TestProvince;
let counter = 0;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, {
    office: { region: "a1", covers: "own" },
    far: { region: "b1", covers: "own" },
  });
  await t.person("root", "system_admin");
  await t.person("keeper", "security_admin");
  await t.person("sysA", "system_admin", { region: p.region["A"]! });
  await t.person("secA", "security_admin", { region: p.region["A"]! });
});
afterAll(() => t.close());

const fresh = () => `user${++counter}`;

async function create(by: string, region: string, username = fresh()) {
  const answer = await t.as(by).post("/users", { username, name: "演示人员", region: p.region[region] });
  return { ...answer, id: answer.body.id as number, username };
}

const grant = (by: string, user: number, role: string, place: Record<string, number> = {}) =>
  t.as(by).post("/posts", { user, role, ...place });

/** An administrator's post: proposed by one, confirmed by another. */
async function appoint(user: number, role: string, place: Record<string, number> = {}) {
  const proposed = await t.as("keeper").post("/post-proposals", { user, role, ...place });
  if (proposed.status !== 200) return proposed;
  return t.as("root").post("/post-proposals/decide", { ids: [proposed.body.id], confirm: true });
}

async function signIn(username: string, password: string) {
  const response = await t.app.request("http://test/api/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: JSON.stringify({ username, password }),
  });
  return {
    status: response.status,
    cookie: (response.headers.get("Set-Cookie") ?? "").split(";")[0]!,
    body: (await response.json()) as any,
  };
}

const asCookie = async (cookie: string, path: string) =>
  (await t.app.request(`http://test/api/v1${path}`, { headers: { Cookie: cookie } })).status;

test("a new account gets a one-time password, shown once, with which one must choose an own one", async () => {
  const made = await create("sysA", "a1");
  expect(made.status).toBe(200);
  const { password } = made.body;
  expect(password).toMatch(/^\d{4} \d{4} \d{4}$/);
  expect(await signIn(made.username, password)).toMatchObject({ status: 200, body: { mustChange: true, posts: [] } });
  const everything = await t.owner.query(
    "select (select string_agg(c::text, '') from credentials c) || (select string_agg(a::text, '') from audit_log a) || (select coalesce(string_agg(convert_from(i.body, 'utf8'), ''), '') from idempotency_keys i) as text",
  );
  expect(everything.rows[0].text).not.toContain(password);
  const list = await t.as("sysA").get("/users");
  expect(list.text).toContain(made.username);
  expect(list.text).not.toContain(password);
});

test("a user name is taken once, also when two ask at the same moment", async () => {
  const username = fresh();
  const answers = await Promise.all(Array.from({ length: 6 }, () => create("root", "a1", username)));
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
});

test("administrators of a city reach its accounts only: others are not found, not listed, not made", async () => {
  const inside = await create("root", "a2");
  const outside = await create("root", "b1");
  expect((await create("sysA", "b1")).status).toBe(403);
  const listed = (await t.as("sysA").get("/users")).body.items.map((u: { id: number }) => u.id);
  expect(listed).toContain(inside.id);
  expect(listed).not.toContain(outside.id);
  const there = await t.as("sysA").post(`/users/${outside.id}/disable`, { reason: "x" });
  const never = await t.as("sysA").post(`/users/999999/disable`, { reason: "x" });
  expect([there.status, never.status]).toEqual([404, 404]);
  expect((await t.as("secA").get(`/posts?user=${outside.id}`)).status).toBe(404);
  expect((await t.as("sysA").post(`/users/${outside.id}/reset`, { reason: "x" })).status).toBe(404);
  expect((await grant("secA", outside.id, "reviewer", { region: p.region["A"]! })).status).toBe(404);
  expect((await grant("secA", inside.id, "reviewer", { region: p.region["B"]! })).status).toBe(403);
  expect((await grant("secA", inside.id, "clerk", { unit: p.unit["far"]! })).status).toBe(403);
});

test("accounts and posts come from two different people", async () => {
  const made = await create("root", "a1");
  expect((await grant("root", made.id, "reviewer", { region: p.region["a1"]! })).status).toBe(403);
  expect((await create("keeper", "a1")).status).toBe(403);
});

test("a post works from the next request on, and ends with the next request after its end", async () => {
  const made = await create("sysA", "a1");
  const { cookie } = await signIn(made.username, made.body.password);
  await t.owner.query("update credentials set must_change = false where user_id = $1", [made.id]);
  expect(await asCookie(cookie, "/submissions")).toBe(403);
  const granted = await grant("secA", made.id, "clerk", { unit: p.unit["office"]! });
  expect(granted.body).toMatchObject({
    userId: made.id,
    role: "clerk",
    unitId: p.unit["office"],
    regionId: null,
    place: "演示单位office",
    endedAt: null,
  });
  expect(await asCookie(cookie, "/submissions")).toBe(200);
  expect((await t.as("secA").post(`/posts/${granted.body.id}/end`, { reason: "调离" })).status).toBe(200);
  expect(await asCookie(cookie, "/submissions")).toBe(403);
  expect((await t.as("secA").post(`/posts/${granted.body.id}/end`, { reason: "调离" })).status).toBe(409);
  const all = await t.as("secA").get(`/posts?user=${made.id}`);
  expect(all.body.items).toMatchObject([{ role: "clerk", endedAt: expect.any(String) }]);
});

test("nobody grants to, disables, resets or relieves oneself", async () => {
  const me = (await t.owner.query("select id from users where username = 'keeper'")).rows[0].id as number;
  const root = (await t.owner.query("select id from users where username = 'root'")).rows[0].id as number;
  const mine = (await t.owner.query("select id from posts where user_id = $1", [me])).rows[0].id as number;
  for (const answer of [
    await grant("keeper", me, "reviewer", { region: p.region["P"]! }),
    await t.as("keeper").post(`/posts/${mine}/end`, { reason: "x" }),
    await t.as("root").post(`/users/${root}/disable`, { reason: "x" }),
    await t.as("root").post(`/users/${root}/reset`, { reason: "x" }),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, "own_account"]);
});

// 三员分立: nobody holds two of the three, and an administrator holds no business post; business posts may be combined.
test.each([
  [["system_admin"], "security_admin", false],
  [["audit_admin"], "system_admin", false],
  [["security_admin"], "reviewer", false],
  [["clerk"], "audit_admin", false],
  [["system_admin"], "system_admin", true],
  [["reviewer"], "leader", true],
  [[], "audit_admin", true],
] as const)("whoever is %j may become %s: %s", (held, wanted, may) => {
  expect(inTheWay(held, wanted).length === 0).toBe(may);
});

test("two grants at once cannot make one person two administrators", async () => {
  const made = await create("root", "A");
  const place = { region: p.region["A"]! };
  const answers = await Promise.all([appoint(made.id, "system_admin", place), appoint(made.id, "audit_admin", place)]);
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 422]);
  expect(answers.find((a) => a.status === 422)!.body.code).toBe("duties_apart");
});

test("a post fits its place: clerks at units, others at regions, only administrators everywhere", async () => {
  const made = await create("root", "a1");
  const a1 = { region: p.region["a1"]! };
  for (const [role, place] of [
    ["clerk", a1],
    ["clerk", {}],
    ["reviewer", { unit: p.unit["office"]! }],
    ["reviewer", {}],
  ] as const)
    expect((await grant("keeper", made.id, role, place)).status, `${role} ${JSON.stringify(place)}`).toBe(400);
  expect((await grant("secA", made.id, "system_admin")).status).toBe(403);
  expect((await grant("keeper", made.id, "reviewer", a1)).status).toBe(200);
  expect((await grant("keeper", made.id, "reviewer", a1)).status).toBe(409);
});

test("disabling an account ends its sessions with the next request", async () => {
  const made = await create("sysA", "a1");
  const { cookie } = await signIn(made.username, made.body.password);
  expect(await asCookie(cookie, "/session")).toBe(200);
  expect((await t.as("sysA").post(`/users/${made.id}/disable`, { reason: "退休" })).status).toBe(200);
  expect(await asCookie(cookie, "/session")).toBe(401);
  const { rows } = await t.owner.query("select ended_at from sessions where user_id = $1", [made.id]);
  expect(rows.every((r) => r.ended_at !== null)).toBe(true);
});

test("a reset ends the sessions, voids the old password and gives a one-time one", async () => {
  const made = await create("sysA", "a1");
  const { cookie } = await signIn(made.username, made.body.password);
  const reset = await t.as("sysA").post(`/users/${made.id}/reset`, { reason: "忘记密码" });
  expect(reset.status).toBe(200);
  expect(await asCookie(cookie, "/session")).toBe(401);
  expect((await signIn(made.username, made.body.password)).status).toBe(401);
  expect((await signIn(made.username, reset.body.password)).body.mustChange).toBe(true);
});

test("managing a city's accounts does not reach a person who also serves the province", async () => {
  const made = await create("root", "a1");
  expect((await grant("keeper", made.id, "analyst", { region: p.region["P"]! })).status).toBe(200);
  expect((await t.as("sysA").post(`/users/${made.id}/reset`, { reason: "x" })).status).toBe(403);
  expect((await t.as("sysA").post(`/users/${made.id}/disable`, { reason: "x" })).status).toBe(403);
});

test("a system administrator cannot take over the security administrator of the same place by a reset", async () => {
  const made = await create("root", "A");
  expect((await appoint(made.id, "security_admin", { region: p.region["A"]! })).status).toBe(200);
  const refused = await t.as("sysA").post(`/users/${made.id}/reset`, { reason: "x" });
  expect([refused.status, refused.body.code]).toEqual([403, "administrator_reset"]);
  expect((await t.as("root").post(`/users/${made.id}/reset`, { reason: "x" })).status).toBe(200);
});

test("every change and every refusal of accounts and posts stands in the audit log", async () => {
  const made = await create("sysA", "a1");
  await grant("secA", made.id, "clerk", { unit: p.unit["office"]! });
  await grant("sysA", made.id, "clerk", { unit: p.unit["office"]! });
  await t.as("sysA").post(`/users/${made.id}/disable`, { reason: "离职" });
  const { rows } = await t.owner.query(
    "select action, result from audit_log where id > (select max(id) - 4 from audit_log) order by id",
  );
  expect(rows).toEqual([
    { action: "users.create", result: "done" },
    { action: "posts.grant", result: "done" },
    { action: "posts.grant", result: "refused" },
    { action: "users.disable", result: "done" },
  ]);
});
