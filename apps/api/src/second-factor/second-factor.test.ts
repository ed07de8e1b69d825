import { Secret, TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openDoor, password } from "../session/testing-door.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { codeHash, newCodes, stepOf } from "./totp.ts";

let t: TestPlatform;
let door: ReturnType<typeof openDoor>;
beforeAll(async () => {
  t = await createTestPlatform();
  t.platform.trustedProxies = 1;
  door = openDoor(t);
  await t.person("root", "system_admin");
});
afterEach(() => {
  t.setNow(null);
  delete t.platform.secondFactor;
});
afterAll(() => t.close());

// RFC 6238 appendix B, SHA-1: the secret is the ASCII text below; of its eight digits the last six are ours.
const rfcSecret = Buffer.from("12345678901234567890");
test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
])(
  "at second %i of RFC 6238 the digits are %s, for one interval before and after, and not beyond",
  (second, digits) => {
    const secret = new Secret({ buffer: new Uint8Array(rfcSecret).buffer as ArrayBuffer }).base32;
    const step = Math.floor(second / 30);
    const seen = (at: number) => stepOf(secret, digits, new Date(at * 1000));
    expect([seen(second), seen(second - 30), seen(second + 30)]).toEqual([step, step, step]);
    expect([seen(second - 60), seen(second + 60)]).toEqual([null, null]);
  },
);

test("backup codes are twelve clear characters in groups of four, differ, and are known however they are typed", () => {
  const made = Array.from({ length: 20 }, newCodes).flat();
  for (const code of made) expect(code).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
  expect(new Set(made).size).toBe(200);
  expect(codeHash(made[0]!.toUpperCase().replaceAll("-", " "))).toBe(codeHash(made[0]!));
});

const at = (second: number) => t.setNow(new Date(Date.UTC(2026, 2, 2) + second * 1000).toISOString());
const digitsAt = (secret: string, second: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.UTC(2026, 2, 2) + second * 1000 });
const enter = (username: string, code?: string, source = "10.0.0.1") =>
  door.call("POST", "/session", { username, password, ...(code === undefined ? {} : { code }) }, { source });

/** An account with an authenticator set up at second 0, whose digits of then are used. */
async function equipped(username: string) {
  at(0);
  const id = await door.account(username);
  const cookie = await door.cookieOf(username);
  const begun = await door.call("POST", "/second-factor/begin", { password }, { cookie });
  expect(begun.status).toBe(200);
  const secret = begun.body.secret as string;
  const confirmed = await door.call("POST", "/second-factor/confirm", { code: digitsAt(secret, 0) }, { cookie });
  expect(confirmed.status).toBe(200);
  return { id, cookie, secret, codes: confirmed.body.codes as string[] };
}

test("a second factor counts once its digits were typed back; then the password alone opens nothing", async () => {
  at(0);
  await door.account("su");
  const [here, there] = [await door.cookieOf("su"), await door.cookieOf("su", "10.0.0.9")];
  const wrong = await door.call("POST", "/second-factor/begin", { password: "river lamp" }, { cookie: here });
  expect(wrong.body.code).toBe("wrong_password");
  const begun = await door.call("POST", "/second-factor/begin", { password }, { cookie: here });
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\//);
  expect((await enter("su")).status).toBe(200);
  const back = await door.call("POST", "/second-factor/confirm", { code: "000000" }, { cookie: here });
  expect([back.status, back.body.issues[0].path]).toEqual([400, "body.code"]);
  const code = digitsAt(begun.body.secret, 0);
  const confirmed = await door.call("POST", "/second-factor/confirm", { code }, { cookie: here });
  expect(confirmed.body.codes).toHaveLength(10);
  expect((await door.call("GET", "/session", undefined, { cookie: there })).status).toBe(401);
  expect((await enter("su")).body.code).toBe("second_factor_needed");
  // The digits that confirmed it are used; those of the next interval are not.
  expect((await enter("su", code)).body.code).toBe("second_factor_wrong");
  at(30);
  const next = digitsAt(begun.body.secret, 30);
  const opened = await enter("su", next);
  expect([opened.status, opened.body.secondFactor]).toEqual([200, { on: true, mustSetUp: false }]);
  expect((await enter("su", next)).body.code).toBe("second_factor_wrong");
});

test("a right code with a wrong password is a wrong password, and twenty sockets with one code open one session", async () => {
  const { secret } = await equipped("qi");
  at(60);
  const code = digitsAt(secret, 60);
  const wrong = await door.call("POST", "/session", { username: "qi", password: "river lamp", code });
  expect(wrong.body.code).toBe("login_failed");
  const answers = await Promise.all(Array.from({ length: 4 }, () => enter("qi", code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("guesses at the digits are slowed down like those at a password, though the password is right", async () => {
  await equipped("fan");
  at(60);
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await enter("fan", `00000${i}`, "203.0.113.7")).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
});

test("a backup code opens once; neither it nor the secret stands in the database", async () => {
  const { codes, secret, cookie } = await equipped("shen");
  at(60);
  expect((await enter("shen", codes[3]!.toUpperCase())).status).toBe(200);
  expect((await enter("shen", codes[3])).body.code).toBe("second_factor_wrong");
  expect((await door.call("GET", "/second-factor", undefined, { cookie })).body).toMatchObject({ on: true, codes: 9 });
  const { rows } = await t.owner.query(
    "select (select string_agg(f::text, '') from second_factors f) || (select string_agg(a::text, '') from audit_log a) as text",
  );
  for (const kept of [secret, ...codes]) expect(rows[0].text).not.toContain(kept);
});

test("it is ended by password and code together, or by the account's administrator, whose word ends all sessions", async () => {
  const { id, secret, cookie } = await equipped("meng");
  at(60);
  const end = (pass: string, code: string) =>
    door.call("POST", "/second-factor/end", { password: pass, code }, { cookie });
  expect((await end("river lamp", digitsAt(secret, 60))).body.code).toBe("wrong_password");
  expect((await end(password, "000000")).status).toBe(400);
  expect((await end(password, digitsAt(secret, 60))).status).toBe(200);
  expect((await enter("meng")).status).toBe(200);
  await equipped("tan");
  const tan = (await t.owner.query("select id from users where username = 'tan'")).rows[0].id;
  expect((await t.as("root").post(`/users/${tan}/second-factor/end`, {})).status).toBe(400);
  expect((await t.as("root").post(`/users/${tan}/second-factor/end`, { reason: "手机丢失" })).status).toBe(200);
  expect((await t.as("root").post(`/users/${id}/second-factor/end`, { reason: "x" })).status).toBe(404);
  expect((await enter("tan")).status).toBe(200);
});

test("where the platform asks it of cities, province and administrators, they set it up before anything else", async () => {
  t.platform.secondFactor = "required";
  at(0);
  await door.account("clerk1");
  const free = await door.cookieOf("clerk1");
  expect((await door.call("GET", "/regions", undefined, { cookie: free })).status).not.toBe(403);
  const blocked = await t.as("root").get("/users");
  expect([blocked.status, blocked.body.code]).toEqual([403, "second_factor_missing"]);
  expect((await t.as("root").get("/session")).body.secondFactor).toEqual({ on: false, mustSetUp: true });
});
