import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";
import { notify, type Notice } from "./notify.ts";
import { spreadNotices } from "./spread.ts";

let w: World;
const person: Record<string, number> = {};

beforeAll(async () => {
  w = await makeWorld();
  for (const name of ["revA", "revA2"]) person[name] = await w.t.person(name, "reviewer", { region: w.region["A"]! });
  person["revP"] = await w.t.person("revP", "reviewer", { region: w.region["P"]! });
  person["clerk1"] = await w.t.person("clerk1", "clerk", { unit: w.unit["a1"]! });
  person["root"] = await w.t.person("root", "system_admin");
});
afterAll(() => w.t.close());

const notice = (key: string, to: Notice["to"]): Notice => ({
  key,
  kind: "returned",
  title: { zh: `演示${key}`, en: `synthetic ${key}` },
  body: { zh: "", en: "" },
  link: "/county/",
  object: "submission/1",
  to,
});
const tell = (key: string, to: Notice["to"], by: number | null = null) =>
  w.t.workerDb.transaction((tx) =>
    notify({ tx, now: new Date("2026-04-01T00:00:00Z"), actor: { userId: by } }, notice(key, to)),
  );
const told = async (key: string) => {
  const { rows } = await w.t.owner.query(
    "select u.username from inbox i join users u on u.id = i.user_id where i.key = $1 order by 1",
    [key],
  );
  return rows.map(({ username }) => username);
};

test("a notice reaches whoever holds the role at the place as of now, but not the person whose deed it was", async () => {
  await tell("bureau", { roles: ["reviewer"], regions: [w.region["A"]!] }, person["revA"]);
  await tell("unit", { roles: ["clerk", "head"], units: [w.unit["a1"]!] });
  await tell("below", { roles: ["reviewer", "clerk"], below: w.region["A"]! });
  await tell("platform", { roles: ["system_admin"], regions: [null] });
  await tell("named", [{ users: [person["revP"]!] }, { users: [person["revP"]!, person["clerk1"]!] }], person["revP"]);
  expect(await spreadNotices(w.t.workerDb)).toBe(5);
  expect(await told("bureau")).toEqual(["revA2"]);
  expect(await told("unit")).toContain("clerk1");
  expect(await told("below")).toEqual(expect.arrayContaining(["revA", "revA2", "clerk1"]));
  expect(await told("below")).not.toContain("revP");
  expect(await told("platform")).toEqual(["root"]);
  expect(await told("named")).toEqual(["clerk1", "revP"]);
});

test("one key reaches a person once, whoever says it again and however many workers spread it", async () => {
  for (let again = 0; again < 12; again++) await tell("once", { users: [person["revP"]!] });
  const spread = await Promise.all([1, 2, 3, 4].map(() => spreadNotices(w.t.workerDb)));
  expect(spread.reduce((sum, n) => sum + n, 0)).toBe(12);
  expect(await told("once")).toEqual(["revP"]);
});

test("whoever lost the post or the account is not told", async () => {
  const gone = await w.t.person("gone", "reviewer", { region: w.region["P"]! });
  const off = await w.t.person("off", "reviewer", { region: w.region["P"]! });
  await w.t.owner.query("update posts set ended_at = now() where user_id = $1", [gone]);
  await w.t.owner.query("update users set disabled_at = now() where id = $1", [off]);
  await tell("present", { roles: ["reviewer"], regions: [w.region["P"]!] });
  await spreadNotices(w.t.workerDb);
  expect(await told("present")).not.toEqual(expect.arrayContaining(["gone"]));
  expect(await told("present")).not.toEqual(expect.arrayContaining(["off"]));
  expect(await told("present")).toContain("revP");
});

test("everybody reads and marks their own notices only", async () => {
  const mine = (await w.t.as("clerk1").get("/notices")).body.items;
  expect(mine.map(({ title }: any) => title.en)).toEqual(["synthetic named", "synthetic below", "synthetic unit"]);
  expect((await w.t.as("clerk1").get("/notices/count")).body).toEqual({
    unseen: 3,
    byKind: [{ kind: "returned", unseen: 3 }],
  });
  const others = (await w.t.as("revP").get("/notices")).body.items.map(({ id }: any) => id);
  const seen = await w.t.as("clerk1").post("/notices/seen", { ids: [...others, mine[0].id] });
  expect(seen.body).toEqual({ seen: 1, unseen: 2 });
  expect((await w.t.as("revP").get("/notices?unseen=true")).body.items).toHaveLength(others.length);
  expect((await w.t.as("clerk1").post("/notices/seen", { upTo: mine[0].id, kind: "due_soon" })).body.seen).toBe(0);
  expect((await w.t.as("clerk1").post("/notices/seen", { upTo: mine[0].id })).body).toEqual({ seen: 2, unseen: 0 });
  expect((await w.t.as("clerk1").get("/notices?unseen=true")).body.items).toEqual([]);
  expect((await w.t.as("clerk1").get("/notices?kind=due_soon")).body.items).toEqual([]);
});

test("a thousand notices come page by page, newest first, and none twice", async () => {
  await w.t.owner.query(`
    with n as (insert into notices (key, kind, title_zh, title_en, body_zh, body_en, link, object, audience, at, spread_at)
      select 'many/' || i, 'matter', '演示', 'synthetic', '', '', '', 'matter/' || i, '[]', now(), now() from generate_series(1, 1000) i returning id, key)
    insert into inbox (user_id, notice_id, key) select ${person["revA"]}, id, key from n`);
  const found: number[] = [];
  const start = performance.now();
  for (let after = ""; ;) {
    const { items, next } = (await w.t.as("revA").get(`/notices?kind=matter${after}`)).body;
    found.push(...items.map(({ id }: any) => id));
    if (next === null) break;
    after = `&after=${next}`;
  }
  expect([found.length, new Set(found).size]).toEqual([1000, 1000]);
  expect(found).toEqual(found.toSorted((a, b) => b - a));
  expect(performance.now() - start).toBeLessThan(5000);
});

test("settings are one's own; the audit row does not hold the address", async () => {
  const none = { email: "", wecom: "", zwding: "", off: [], digest: false };
  expect((await w.t.as("clerk1").get("/notices/settings")).body).toEqual({ ...none, channels: [], failed: [] });
  const wanted = { ...none, email: "clerk@example.test", off: ["email:due_soon"], digest: true };
  expect((await w.t.as("clerk1").put("/notices/settings", wanted)).body).toEqual(wanted);
  expect((await w.t.as("clerk1").get("/notices/settings")).body).toMatchObject(wanted);
  expect((await w.t.as("revP").get("/notices/settings")).body).toMatchObject(none);
  expect((await w.t.as("clerk1").put("/notices/settings", { ...wanted, email: "nobody" })).status).toBe(400);
  expect((await w.t.as("clerk1").put("/notices/settings", { ...wanted, off: ["pigeon:due_soon"] })).status).toBe(400);
  const { rows } = await w.t.owner.query(
    "select detail::text as detail from audit_log where action = 'notices.change'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].detail).not.toContain("example.test");
});

test("an address gives a delivery over each channel that the platform has, at once or together in the morning", async () => {
  await w.t
    .as("revP")
    .put("/notices/settings", { email: "p@example.test", wecom: "", zwding: "", off: ["email:matter"], digest: false });
  await tell("ways", { users: [person["revP"]!, person["clerk1"]!] });
  await spreadNotices(w.t.workerDb, ["email", "wecom"]);
  const { rows } = await w.t.owner.query(
    "select u.username, d.channel, to_char(d.next_at at time zone 'UTC', 'MM-DD HH24:MI') as at from deliveries d join users u on u.id = d.user_id order by 1",
  );
  // Told at 08:00 in Beijing: the morning's message has just left, so the digest goes a day later.
  expect(rows).toEqual([
    { username: "clerk1", channel: "email", at: "04-02 00:00" },
    { username: "revP", channel: "email", at: "04-01 00:00" },
  ]);
});
