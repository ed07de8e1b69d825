import { afterAll, beforeAll, expect, test } from "vitest";
import { spreadNotices } from "../notices/spread.ts";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let p: TestProvince;
let counter = 0;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, { office: { region: "a1", covers: "own" } });
  await t.person("root", "system_admin");
  await t.person("keeper", "security_admin");
  await t.person("sysA", "system_admin", { region: p.region["A"]! });
  await t.person("secA", "security_admin", { region: p.region["A"]! });
});
afterAll(() => t.close());

async function account(region: string): Promise<number> {
  const username = `changed${++counter}`;
  const made = await t.as("root").post("/users", { username, name: "演示旧名", region: p.region[region] });
  expect(made.status).toBe(200);
  return made.body.id;
}

const change = (by: string, id: number, over: Record<string, unknown> = {}) =>
  t.as(by).put(`/users/${id}`, { name: "演示新名", phone: "010-1", reason: "电话变更", ...over });

test("name, telephone and place are changed with a reason; the person is told and the log holds before and after", async () => {
  const id = await account("a1");
  const answer = await change("sysA", id, { unit: p.unit["office"] });
  expect([answer.status, answer.body.name, answer.body.phone]).toEqual([200, "演示新名", "010-1"]);
  expect((await t.as("sysA").get(`/users/${id}`)).body).toMatchObject({
    name: "演示新名",
    phone: "010-1",
    place: "演示单位office",
  });
  const log = await t.owner.query(
    "select detail from audit_log where action = 'users.change' order by id desc limit 1",
  );
  expect(log.rows[0].detail).toEqual({
    reason: "电话变更",
    from: { name: "演示旧名", phone: "", unitId: null },
    to: { name: "演示新名", phone: "010-1", unitId: p.unit["office"] },
  });
  await spreadNotices(t.workerDb);
  const told = await t.owner.query(
    "select n.title_zh as title from inbox i join notices n on n.id = i.notice_id where i.user_id = $1",
    [id],
  );
  expect(told.rows).toEqual([{ title: "您的账号信息已更改" }]);
});

test("nobody changes an account of another place, moves one out of reach, one's own, one that is off, or nothing", async () => {
  const [own, far] = [await account("a1"), await account("b1")];
  expect((await change("sysA", far)).status).toBe(404);
  expect((await change("sysA", own, { region: p.region["b1"] })).status).toBe(403);
  expect((await change("secA", own)).status).toBe(403);
  const me = (await t.owner.query("select id from users where username = 'sysA'")).rows[0].id;
  expect((await change("sysA", me)).body.code).toBe("own_account");
  expect((await change("sysA", own, { name: "演示旧名", phone: "" })).status).toBe(422);
  expect((await change("sysA", own, { reason: "" })).status).toBe(400);
  expect((await t.as("sysA").get(`/users/${own}`)).body).toMatchObject({ name: "演示旧名", phone: "" });
  await t.as("sysA").post(`/users/${own}/disable`, { reason: "离职" });
  expect((await change("sysA", own)).body.code).toBe("wrong_state");
});
