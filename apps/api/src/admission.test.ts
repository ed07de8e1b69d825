import { Hono } from "hono";
import { expect, test } from "vitest";
import { admitted, createMoments } from "./admission.ts";
import { problems, type Problem } from "./problem.ts";

test("a crowd that is sent away comes back as fast as people were let in before", () => {
  let at = 0;
  const moments = createMoments(() => at);
  // Fifty a second for half a minute.
  for (; at < 30_000; at += 20) moments.letIn();
  const told = Array.from({ length: 150 }, () => moments.next());
  // From two seconds on, fifty in every second: the last of them after 2 s + 150 / 50.
  expect([told[0], told.at(-1)]).toEqual([2, 5]);
  for (const second of [3, 4]) expect(told.filter((one) => one === second).length).toBeCloseTo(50, -1);
});

test("a server that has just begun is asked again by twenty a second, and nobody waits longer than half a minute", () => {
  const moments = createMoments(() => 0);
  const told = Array.from({ length: 1000 }, () => moments.next());
  expect([told[0], told[99], told.at(-1)]).toEqual([2, 7, 30]);
});

test("moments that have passed are forgotten", () => {
  let at = 0;
  const moments = createMoments(() => at);
  for (let asked = 0; asked < 100; asked++) moments.next();
  at = 60_000;
  expect(moments.next()).toBe(2);
});

/** A server of which so many requests wait, and what it answers to a person, to one who comes back, to nobody known. */
function door(clock: () => number = () => 0) {
  const pool = { waitingCount: 0 };
  const app = new Hono().use(admitted(pool, clock)).get("/", (c) => c.text("in"));
  app.get("/void", () => {
    throw problems.signedOut();
  });
  app.onError((error, c) => c.text(String((error as Problem).details["retryAfter"]), (error as Problem).status));
  const ask = async (headers: Record<string, string> = {}, path = "/") => (await app.request(path, { headers })).status;
  const person = (token: string) => ({ Cookie: `duibiao=${token}` });
  return { pool, ask, person };
}
const back = { "X-Duibiao-Queued": "1" };

test("places are kept for those who come back at their moment", async () => {
  const { pool, ask } = door();
  pool.waitingCount = 49;
  expect([await ask(), await ask(back)]).toEqual([200, 200]);
  pool.waitingCount = 50;
  expect([await ask(), await ask(back)]).toEqual([503, 200]);
  pool.waitingCount = 100;
  expect([await ask(), await ask(back)]).toEqual([503, 503]);
});

test("who was let in finishes before those who come, for a minute", async () => {
  let at = 0;
  const { pool, ask, person } = door(() => at);
  expect(await ask(person("one"))).toBe(200);
  pool.waitingCount = 149;
  expect([await ask(person("one")), await ask(person("two")), await ask({ ...person("two"), ...back })]).toEqual([
    200, 503, 503,
  ]);
  at = 59_999;
  expect(await ask(person("one"))).toBe(200);
  at = 60_000;
  expect(await ask(person("one"))).toBe(503);
  pool.waitingCount = 150;
  at = 0;
  expect(await ask(person("one"))).toBe(503);
});

test("neither a session that nobody was given nor a program begins a turn", async () => {
  const { pool, ask, person } = door();
  expect(await ask(person("made-up"), "/void")).toBe(401);
  const program = { ...person("beside"), Authorization: "Bearer abc" };
  expect(await ask(program)).toBe(200);
  pool.waitingCount = 50;
  expect([await ask(person("made-up")), await ask(program), await ask(person("beside"))]).toEqual([503, 503, 503]);
});
