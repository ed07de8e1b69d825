import { Hono } from "hono";
import { expect, test } from "vitest";
import { admitted, createMoments } from "./admission.ts";
import type { Problem } from "./problem.ts";

test("a crowd that is sent away comes back as fast as the server answered before", () => {
  let at = 0;
  const moments = createMoments(() => at);
  // Fifty answers a second for half a minute.
  for (; at < 30_000; at += 20) moments.answered();
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

test("half of the places are kept for those who come back at their moment", async () => {
  const pool = { waitingCount: 49 };
  const app = new Hono().use(admitted(pool)).get("/", (c) => c.text("in"));
  app.onError((error, c) => c.text(String((error as Problem).details["retryAfter"]), 503));
  const ask = async (headers: Record<string, string> = {}) => (await app.request("/", { headers })).status;
  const back = { "X-Duibiao-Queued": "1" };
  expect([await ask(), await ask(back)]).toEqual([200, 200]);
  pool.waitingCount = 50;
  expect([await ask(), await ask(back)]).toEqual([503, 200]);
  pool.waitingCount = 100;
  expect([await ask(), await ask(back)]).toEqual([503, 503]);
});
