import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

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
  await t.person("secB", "security_admin", { region: p.region["B"]! });
});
afterAll(() => t.close());

async function account(by = "root", over: Record<string, unknown> = {}) {
  const username = `mover${++counter}`;
  const made = await t.as(by).post("/users", { username, name: "演示人员", region: p.region["a1"], ...over });
  expect(made.status).toBe(200);
  return made.body.id as number;
}

const propose = (by: string, user: number, role: string, place: Record<string, unknown>) =>
  t.as(by).post("/post-proposals", { user, role, ...place });
const decide = (by: string, ids: number[], confirm = true, reason = "") =>
  t.as(by).post("/post-proposals/decide", { ids, confirm, reason });
const rolesOf = async (user: number) =>
  (await t.as("keeper").get(`/posts?user=${user}`)).body.items.map((post: { role: string }) => post.role);

test("what the system administrator proposes begins only with the security administrator's word", async () => {
  const user = await account("sysA");
  const made = await propose("sysA", user, "clerk", { unit: p.unit["office"] });
  expect(made.body).toMatchObject({ role: "clerk", place: "演示单位office", mine: false });
  expect(await rolesOf(user)).toEqual([]);
  expect((await decide("sysA", [made.body.id])).body.code).toBe("second_administrator");
  // Another system administrator is a second person, but nobody of the security side has looked.
  expect((await decide("root", [made.body.id])).body.code).toBe("second_administrator");
  expect((await decide("secB", [made.body.id])).status).toBe(404);
  expect((await decide("secA", [made.body.id])).body).toEqual({ decided: 1 });
  expect(await rolesOf(user)).toEqual(["clerk"]);
  expect((await decide("secA", [made.body.id])).status).toBe(404);
});

test("an administrator's post takes a security administrator and another one", async () => {
  const user = await account();
  const direct = await t.as("secA").post("/posts", { user, role: "audit_admin", region: p.region["A"] });
  expect([direct.status, direct.body.code]).toEqual([403, "second_administrator"]);
  const made = await propose("secA", user, "audit_admin", { region: p.region["A"] });
  expect((await decide("secA", [made.body.id])).body.code).toBe("second_administrator");
  expect((await decide("sysA", [made.body.id])).status).toBe(200);
  expect(await rolesOf(user)).toEqual(["audit_admin"]);
});

test("nobody proposes oneself, and nobody confirms a post of one's own", async () => {
  const me = (await t.owner.query("select id from users where username = 'secA'")).rows[0].id as number;
  expect((await propose("secA", me, "security_admin", { region: p.region["a1"] })).body.code).toBe("own_account");
  const made = await propose("keeper", me, "security_admin", { region: p.region["a2"] });
  expect(made.status).toBe(200);
  expect((await decide("secA", [made.body.id])).body.code).toBe("own_account");
});

test("a proposal outside one's jurisdiction is refused, the same one is not made twice, and duties stay apart", async () => {
  const user = await account("sysA");
  expect((await propose("sysA", user, "clerk", { unit: p.unit["far"] })).status).toBe(403);
  expect((await propose("sysA", user, "clerk", { unit: p.unit["office"] })).status).toBe(200);
  expect((await propose("sysA", user, "clerk", { unit: p.unit["office"] })).status).toBe(409);
  const admin = await propose("secA", user, "audit_admin", { region: p.region["A"] });
  expect((await decide("sysA", [admin.body.id])).status).toBe(200);
  const waiting = (await t.as("secA").get(`/post-proposals?user=${user}`)).body.items;
  const refused = await decide("secA", [waiting[0].id]);
  expect([refused.status, refused.body.code]).toEqual([422, "duties_apart"]);
});

test("declining needs a reason, is kept, and leaves no post; of several all are decided or none", async () => {
  const [one, two] = [await account("sysA", { role: "reviewer" }), await account("sysA", { role: "reviewer" })];
  const idOf = async (user: number) => (await t.as("secA").get(`/post-proposals?user=${user}`)).body.items[0].id;
  const ids = [await idOf(one), await idOf(two)];
  expect((await decide("secA", ids, false)).status).toBe(400);
  expect((await decide("secA", [ids[0], 987654321])).status).toBe(404);
  expect(await rolesOf(one)).toEqual([]);
  expect((await decide("secA", ids, false, "岗位写错")).body).toEqual({ decided: 2 });
  expect([await rolesOf(one), await rolesOf(two)]).toEqual([[], []]);
  const { rows } = await t.owner.query("select confirmed, reason from post_proposals where id = any($1)", [ids]);
  expect(rows).toEqual([1, 2].map(() => ({ confirmed: false, reason: "岗位写错" })));
});

test("two deciders at once make one post", async () => {
  const user = await account("sysA");
  const made = await propose("sysA", user, "clerk", { unit: p.unit["office"] });
  const answers = await Promise.all([decide("secA", [made.body.id]), decide("keeper", [made.body.id])]);
  expect(answers.map((a) => a.status).toSorted()[0]).toBe(200);
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect(await rolesOf(user)).toEqual(["clerk"]);
});
