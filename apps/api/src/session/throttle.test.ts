import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { hashPassword } from "./hashing.ts";

// The promise (reliability.md P12): at most 10 guesses per account and hour from any number of addresses, parallel ones
// counted; a person can still sign in from a known device meanwhile; an office behind one address does not lock itself out.
const password = "river lamp cotton";
let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform();
  t.platform.trustedProxies = 1;
  const hash = await hashPassword(password);
  for (const name of ["ann", "bob", "cai", "dai", "eve", "fan"]) {
    const id = await t.person(name, "clerk", { unit: 1 });
    await t.owner.query("insert into credentials (user_id, password_hash) values ($1, $2)", [id, hash]);
  }
});
afterAll(() => t.close());

async function attempt(username: string, pass: string, source: string) {
  const response = await t.app.request("http://test/api/v1/session", {
    method: "POST",
    // Only the entry that the trusted proxy wrote counts: the left one is whatever the client claims.
    headers: {
      "Content-Type": "application/json",
      "X-Duibiao": "1",
      "X-Forwarded-For": `${Math.random()}, ${source}`,
    },
    body: JSON.stringify({ username, password: pass }),
  });
  return {
    status: response.status,
    wait: Number(response.headers.get("Retry-After") ?? Number.NaN),
  };
}

const at = (minute: number) => t.setNow(new Date(Date.UTC(2026, 4, 1, 8, 0) + minute * 60_000).toISOString());

test("guesses from ever new addresses, one every 20 seconds, come through at most ten times an hour", async () => {
  let checked = 0;
  for (let i = 0; i < 180; i++) {
    at(i / 3);
    if ((await attempt("ann", `guess ${i}`, `203.0.113.${i}`)).status === 401) checked++;
  }
  // Five free ones, then after 1, 2, 4, 8 and 16 minutes: 10 by minute 31; the next would be due after 32 more.
  expect(checked).toBe(10);
});

test("fifty guesses at the same moment are fifty guesses", async () => {
  at(0);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => attempt("bob", `guess ${i}`, "203.0.113.1")));
  expect(answers.filter((a) => a.status === 401)).toHaveLength(5);
  const refused = answers.filter((a) => a.status === 429);
  expect(refused).toHaveLength(45);
  for (const { wait } of refused) expect(wait).toBeGreaterThanOrEqual(1);
});

test("while an account is sprayed from elsewhere, its person signs in from a known device", async () => {
  at(0);
  expect((await attempt("cai", password, "192.0.2.10")).status).toBe(200);
  for (let i = 0; i < 30; i++) await attempt("cai", `guess ${i}`, `203.0.113.${i}`);
  expect((await attempt("cai", password, "198.51.100.1")).status).toBe(429);
  expect((await attempt("cai", password, "192.0.2.10")).status).toBe(200);
  // That success does not help the sprayer.
  expect((await attempt("cai", "guess", "203.0.113.99")).status).toBe(429);
});

test("an office behind one address: colleagues' mistakes do not count for others", async () => {
  at(0);
  for (let i = 0; i < 20; i++) await attempt("dai", `slip ${i}`, "192.0.2.20");
  expect((await attempt("dai", password, "192.0.2.20")).status).toBe(429);
  expect((await attempt("eve", password, "192.0.2.20")).status).toBe(200);
});

test("the answer says truly when to come back, and the right password then opens", async () => {
  at(0);
  for (let i = 0; i < 5; i++) expect((await attempt("fan", `slip ${i}`, "192.0.2.30")).status).toBe(401);
  const refused = await attempt("fan", password, "192.0.2.30");
  expect(refused).toEqual({ status: 429, wait: 60 });
  t.setNow(new Date(Date.UTC(2026, 4, 1, 8, 0, 59)).toISOString());
  expect(await attempt("fan", password, "192.0.2.30")).toEqual({ status: 429, wait: 1 });
  t.setNow(new Date(Date.UTC(2026, 4, 1, 8, 1, 0)).toISOString());
  expect((await attempt("fan", password, "192.0.2.30")).status).toBe(200);
  // A success forgets the slips before it.
  for (let i = 0; i < 5; i++) expect((await attempt("fan", `slip ${i}`, "192.0.2.30")).status).toBe(401);
});

test("an unknown name is slowed down like a known one, so that nobody learns which names exist", async () => {
  at(0);
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await attempt("not-there", `guess ${i}`, "203.0.113.7")).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
});
