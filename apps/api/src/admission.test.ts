import { expect, test } from "vitest";
import { createMoments } from "./admission.ts";

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
