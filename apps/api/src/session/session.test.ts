import { hash as argon2 } from "@node-rs/argon2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { tokenHash, type SignedIn } from "../actor.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { openDoor, password } from "./testing-door.ts";
import { touchSession } from "./touch.ts";

let t: TestPlatform;
let door: ReturnType<typeof openDoor>;
beforeAll(async () => {
  t = await createTestPlatform();
  t.platform.trustedProxies = 1;
  door = openDoor(t);
});
afterEach(() => t.setNow(null));
afterAll(() => t.close());

const account: typeof door.account = (...given) => door.account(...given);
const call: typeof door.call = (...given) => door.call(...given);
const signIn: typeof door.signIn = (...given) => door.signIn(...given);
const cookieOf: typeof door.cookieOf = (...given) => door.cookieOf(...given);
const auditOf: typeof door.auditOf = (...given) => door.auditOf(...given);

test("signing in answers who one is and sets a cookie that scripts and other sites cannot use", async () => {
  await account("chen");
  const answer = await signIn("chen");
  expect(answer.body).toMatchObject({
    user: { username: "chen" },
    posts: [{ role: "clerk", unitId: 1 }],
    mustChange: false,
    idleSeconds: 1800,
  });
  const parts = answer.headers.get("Set-Cookie")!.split("; ");
  expect(parts[0]).toMatch(/^duibiao=[\w-]{43}$/); // 256 bits in base64url
  expect(parts.slice(1).toSorted()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax"]);
});

test("behind TLS the cookie is Secure and bound to the host", async () => {
  await account("zhou");
  t.platform.secureCookies = true;
  try {
    const cookie = (await signIn("zhou")).headers.get("Set-Cookie")!;
    expect(cookie).toMatch(/^__Host-duibiao=/);
    expect(cookie).toContain("; Secure");
    expect(cookie).not.toContain("Domain");
  } finally {
    t.platform.secureCookies = false;
  }
});

test("the database holds the SHA-256 of a token and never the token", async () => {
  await account("wu");
  const token = (await cookieOf("wu")).split("=")[1]!;
  const { rows } = await t.owner.query("select s::text as all from sessions s");
  expect(rows.some(({ all }) => all.includes(tokenHash(token)))).toBe(true);
  expect(rows.some(({ all }) => all.includes(token))).toBe(false);
});

test("a wrong name and a wrong password get the same answer, and both leave an audit row", async () => {
  const id = await account("sun");
  const wrong = await signIn("sun", "something else entirely");
  const unknown = await signIn("nobody-here");
  const { requestId: a, ...one } = wrong.body;
  const { requestId: b, ...two } = unknown.body;
  expect(a).not.toBe(b);
  expect(one).toEqual(two);
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await auditOf(id)).toMatchObject([
    { action: "session.start", result: "refused", detail: { reason: "wrong password" } },
  ]);
  const { rows } = await t.owner.query("select object from audit_log where request_id = $1", [b]);
  expect(rows[0].object).toMatch(/^account\/[0-9a-f]{16}$/);
  expect(JSON.stringify(rows)).not.toContain("nobody-here");
});

test("capitals and spaces around a user name do not matter; in a password they do", async () => {
  await account("zheng");
  expect((await signIn(" Zheng ")).status).toBe(200);
  expect((await signIn("zheng", `${password} `)).status).toBe(401);
});

test("a disabled account cannot sign in and its live session is over", async () => {
  const id = await account("wang");
  const cookie = await cookieOf("wang");
  expect((await call("GET", "/session", undefined, { cookie })).status).toBe(200);
  await t.owner.query("update users set disabled_at = now() where id = $1", [id]);
  expect((await call("GET", "/session", undefined, { cookie })).status).toBe(401);
  expect((await signIn("wang")).body.code).toBe("login_failed");
});

test("a session ends after 30 idle minutes, and after 12 hours however busy", async () => {
  await account("feng");
  t.setNow("2026-03-02T00:00:00Z");
  const idle = await cookieOf("feng");
  t.setNow("2026-03-02T00:29:59Z");
  const busy = await cookieOf("feng");
  t.setNow("2026-03-02T00:30:01Z");
  expect((await call("GET", "/session", undefined, { cookie: idle })).status).toBe(401);
  for (let minute = 50; minute < 12 * 60 + 29; minute += 20) {
    t.setNow(new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString());
    expect((await call("GET", "/session", undefined, { cookie: busy })).status, `minute ${minute}`).toBe(200);
  }
  t.setNow("2026-03-02T12:30:00Z");
  expect((await call("GET", "/session", undefined, { cookie: busy })).status).toBe(401);
});

test("the last sign of life is moved at most once a minute", async () => {
  await account("chu");
  t.setNow("2026-03-02T00:00:00Z");
  const cookie = await cookieOf("chu");
  const seen = async () =>
    (
      await t.owner.query("select last_seen_at from sessions where token_hash = $1", [tokenHash(cookie.split("=")[1]!)])
    ).rows[0].last_seen_at.toISOString();
  t.setNow("2026-03-02T00:00:59Z");
  await call("GET", "/session", undefined, { cookie });
  expect(await seen()).toBe("2026-03-02T00:00:00.000Z");
  t.setNow("2026-03-02T00:01:00Z");
  await call("GET", "/session", undefined, { cookie });
  expect(await seen()).toBe("2026-03-02T00:01:00.000Z");
});

test("many who come at once are marked together; a session that is held just now keeps nobody waiting", async () => {
  t.setNow("2026-03-02T00:00:00Z");
  const cookies: string[] = [];
  for (const name of ["xu", "lv", "shi", "kong"]) {
    await account(name);
    cookies.push(await cookieOf(name));
  }
  const hashes = cookies.map((cookie) => tokenHash(cookie.split("=")[1]!));
  const marks = async () =>
    (
      await t.owner.query(
        "select last_seen_at as at, xmin::text as writer from sessions where token_hash = any($1) order by array_position($1, token_hash)",
        [hashes],
      )
    ).rows as { at: Date; writer: string }[];
  await t.owner.query("begin");
  await t.owner.query("select 1 from sessions where token_hash = $1 for update", [hashes[0]]);
  const now = new Date("2026-03-02T00:05:00Z");
  const lastSeen = new Date("2026-03-02T00:00:00Z");
  await Promise.all(
    [...hashes, ...hashes].map((session) => touchSession(t.platform, { session, lastSeen } as SignedIn, now)),
  );
  await t.owner.query("commit");
  const [held, ...others] = await marks();
  expect(held!.at.toISOString()).toBe("2026-03-02T00:00:00.000Z");
  expect(others.map(({ at }) => at.toISOString())).toEqual(Array(3).fill("2026-03-02T00:05:00.000Z"));
  expect(new Set(others.map(({ writer }) => writer)).size).toBe(1);
});

test("signing out ends the session on the server; the cookie, replayed, is worth nothing", async () => {
  const id = await account("wei");
  const cookie = await cookieOf("wei");
  const out = await call("POST", "/session/end", {}, { cookie });
  expect(out.status).toBe(200);
  expect(out.headers.get("Clear-Site-Data")).toBe('"cache", "cookies"');
  expect(out.headers.get("Set-Cookie")).toMatch(/^duibiao=;.*Max-Age=0/);
  expect((await call("GET", "/session", undefined, { cookie })).status).toBe(401);
  expect((await call("POST", "/session/end", {}, { cookie })).status).toBe(200);
  expect((await auditOf(id)).map((r) => `${r.action} ${r.result}`)).toEqual(["session.start done", "session.end done"]);
});

test("signing in again ends the session that the browser carried", async () => {
  await account("jiang");
  const first = await cookieOf("jiang");
  await call("POST", "/session", { username: "jiang", password }, { cookie: first });
  expect((await call("GET", "/session", undefined, { cookie: first })).status).toBe(401);
});

test("one sees and ends one's own sessions, and nobody else's", async () => {
  await account("shen");
  await account("han");
  const here = await cookieOf("shen", "10.0.0.7");
  const there = await cookieOf("shen", "10.0.0.8");
  const { body } = await call("GET", "/sessions", undefined, { cookie: here });
  const mine = body.items.filter((s: { source: string }) => s.source.startsWith("10.0.0."));
  expect(mine.map((s: { source: string; current: boolean }) => [s.source, s.current])).toEqual([
    ["10.0.0.8", false],
    ["10.0.0.7", true],
  ]);
  const stranger = await cookieOf("han");
  const id = mine[0].id as string;
  expect((await call("POST", `/sessions/${id}/end`, {}, { cookie: stranger })).status).toBe(404);
  expect((await call("GET", "/session", undefined, { cookie: there })).status).toBe(200);
  expect((await call("POST", `/sessions/${id}/end`, {}, { cookie: here })).status).toBe(200);
  expect((await call("GET", "/session", undefined, { cookie: there })).status).toBe(401);
});

test("with a one-time password nothing is possible but choosing one's own, which ends all other sessions", async () => {
  await account("yang", { mustChange: true });
  const cookie = await cookieOf("yang");
  const other = await cookieOf("yang", "10.0.0.9");
  expect((await call("GET", "/session", undefined, { cookie })).body.mustChange).toBe(true);
  const refused = await call("GET", "/submissions", undefined, { cookie });
  expect([refused.status, refused.body.code]).toEqual([403, "must_change_password"]);

  const weak = await call("PUT", "/password", { current: password, next: "short" }, { cookie });
  expect([weak.status, weak.body.issues[0].path]).toEqual([400, "body.next"]);
  expect((await call("PUT", "/password", { current: password, next: password }, { cookie })).status).toBe(400);
  expect((await call("PUT", "/password", { current: "not mine", next: "Rk7#vmQx2pLw" }, { cookie })).body.code).toBe(
    "wrong_password",
  );
  expect((await call("PUT", "/password", { current: password, next: "Rk7#vmQx2pLw" }, { cookie })).status).toBe(200);

  expect((await call("GET", "/submissions", undefined, { cookie })).status).toBe(200);
  expect((await call("GET", "/session", undefined, { cookie: other })).status).toBe(401);
  expect((await signIn("yang")).status).toBe(401);
  expect((await signIn("yang", "Rk7#vmQx2pLw")).status).toBe(200);
});

test("all other sessions end at once by one's own word; this one goes on", async () => {
  await account("cao");
  const here = await cookieOf("cao", "10.0.0.7");
  const there = await cookieOf("cao", "10.0.0.8");
  expect((await call("POST", "/sessions/end-others", {}, { cookie: here })).body.ended).toBe(2);
  expect((await call("GET", "/session", undefined, { cookie: there })).status).toBe(401);
  expect((await call("GET", "/session", undefined, { cookie: here })).status).toBe(200);
});

test("a session says which browser it came from and whom to call when the password is lost", async () => {
  await account("yan");
  await t.person("helpdesk", "system_admin");
  await t.owner.query("update users set phone = '000-1234567' where username = 'helpdesk'");
  const made = await call(
    "POST",
    "/session",
    { username: "yan", password },
    { headers: { "User-Agent": "Chromium/109" } },
  );
  expect(made.body.administrators).toEqual([{ name: "helpdesk", phone: "000-1234567" }]);
  const cookie = made.headers.get("Set-Cookie")!.split(";")[0]!;
  const { body } = await call("GET", "/sessions", undefined, { cookie });
  expect(body.items.find((s: { current: boolean }) => s.current).agent).toBe("Chromium/109");
});

test("a password stored with cheaper parameters is stored anew when it is used", async () => {
  const id = await account("qin", {
    hash: await argon2(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 }),
  });
  expect((await signIn("qin")).status).toBe(200);
  const { rows } = await t.owner.query("select password_hash from credentials where user_id = $1", [id]);
  expect(rows[0].password_hash).toContain("$m=19456,t=2,p=1$");
  expect((await signIn("qin")).status).toBe(200);
});

test("a sign-in that another site caused, or one without the header, is refused", async () => {
  await account("you");
  for (const headers of [
    { Origin: "https://evil.example" },
    { "Sec-Fetch-Site": "cross-site" },
    { "X-Duibiao": "0" },
  ] as Record<string, string>[])
    expect((await call("POST", "/session", { username: "you", password }, { headers })).body.code).toBe("cross_site");
});

test("a body that is too large, of another type, not JSON, or with unknown fields is refused as such", async () => {
  expect((await call("POST", "/session", { username: "x".repeat(70_000), password })).status).toBe(413);
  expect((await call("POST", "/session", {}, { headers: { "Content-Type": "text/plain" } })).status).toBe(415);
  expect((await call("POST", "/session", { username: "x", password, admin: true })).status).toBe(400);
  const raw = await t.app.request("http://test/api/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: "{",
  });
  expect([raw.status, ((await raw.json()) as any).code]).toEqual([400, "not_json"]);
});

test("a password that was used for ninety days is said to be old, and nothing is refused for it", async () => {
  await account("luo");
  t.setNow("2026-03-02T04:00:00Z");
  const cookie = await cookieOf("luo");
  const set = (day: string) =>
    t.owner.query(
      "update credentials set changed_at = $1 where user_id = (select id from users where username = 'luo')",
      [`${day}T04:00:00Z`],
    );
  // 2 December 2025 and 90 days: 29 days of December, 31, 28, 2 March 2026.
  await set("2025-12-02");
  const mine = await call("GET", "/session", undefined, { cookie });
  expect([mine.status, mine.body.passwordDue]).toEqual([200, "2026-03-02"]);
  await set("2020-01-01");
  expect((await call("GET", "/regions", undefined, { cookie })).status).toBe(200);
  expect((await signIn("luo")).status).toBe(200);
});
