import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;

beforeAll(async () => {
  w = await makeWorld();
  await w.t.person("clerk1", "clerk", { unit: w.unit["a1"]! });
  await w.t.person("sysA", "system_admin", { region: w.region["A"]! });
  await w.t.person("sysP", "system_admin", { region: w.region["P"]! });
  await w.t.person("auditP", "audit_admin", { region: w.region["P"]! });
  for (const [name, place] of [
    ["anA", "A"],
    ["bob", "B"],
  ] as const) {
    const id = await w.t.person(name, "reviewer", { region: w.region[place]! });
    await w.t.owner.query("update users set region_id = $2 where id = $1", [id, w.region[place]!]);
    await w.t.owner.query(
      `with n as (insert into notices (key, kind, title_zh, title_en, body_zh, body_en, link, object, audience, at)
         select '${name}' || i, 'matter', '演示机密标题', '', '', '', '', 'matter/1', '[]', now() from generate_series(1, 3) i returning id, key)
       insert into deliveries (user_id, notice_id, channel, state, attempts, next_at, fault, sent_at)
       select $1, id, 'email', case right(key, 1) when '1' then 'failed' when '2' then 'waiting' else 'sent' end, case right(key, 1) when '1' then 9 else 1 end,
              now(), case right(key, 1) when '3' then '' else 'smtp 550' end, case right(key, 1) when '3' then now() end from n`,
      [id],
    );
  }
});
afterAll(() => w.t.close());

const seen = async (who: string) => (await w.t.as(who).get("/deliveries")).body;

test("an administrator sees how the channels do and what was given up, of the accounts that are theirs, without titles or addresses", async () => {
  const { channels, items, next } = await seen("sysP");
  expect(channels).toEqual([
    {
      channel: "email",
      connected: false,
      waiting: 2,
      retrying: 2,
      failed: 2,
      lastSentAt: expect.any(String),
      lastFault: "smtp 550",
    },
  ]);
  expect(items.map(({ person, attempts, fault }: any) => [person.username, attempts, fault])).toEqual([
    ["bob", 9, "smtp 550"],
    ["anA", 9, "smtp 550"],
  ]);
  expect(next).toBeNull();
  expect(JSON.stringify(items)).not.toContain("机密");
  expect((await seen("sysA")).items.map(({ person }: any) => person.username)).toEqual(["anA"]);
  for (const who of ["bob", "clerk1"]) expect((await w.t.as(who).get("/deliveries")).status, who).toBe(403);
});

test("only a system administrator has them sent again, and only those of their own accounts", async () => {
  expect((await w.t.as("auditP").post("/deliveries/retry", { channel: "email" })).status).toBe(403);
  const { body } = await w.t.as("sysA").post("/deliveries/retry", { channel: "email" });
  expect(body).toEqual({ queued: 1 });
  const { rows } = await w.t.owner.query(
    "select u.username, d.attempts from deliveries d join users u on u.id = d.user_id where d.state = 'failed'",
  );
  expect(rows).toEqual([{ username: "bob", attempts: 9 }]);
  const again = await w.t.owner.query(
    "select d.attempts from deliveries d join users u on u.id = d.user_id where u.username = 'anA' and d.state = 'waiting'",
  );
  expect(again.rows.map(({ attempts }) => attempts).sort()).toEqual([0, 1]);
});
