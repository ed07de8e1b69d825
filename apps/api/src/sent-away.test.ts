import { Hono } from "hono";
import { afterEach, expect, test, vi } from "vitest";
import { arrivalOf, noteSentAway } from "./sent-away.ts";

afterEach(() => vi.restoreAllMocks());

const now = new Date("2026-04-15T16:00:04Z");
/** Notes a request that is sent away, or answers when one first came. */
const app = new Hono().post("*", (c) => {
  if (c.req.header("X-Busy") === "1") noteSentAway(c);
  return c.json(arrivalOf(c, now) ?? null);
});
const ask = async (path: string, key: string | null, session: string, busy = false): Promise<unknown> => {
  const headers = {
    Cookie: `duibiao=${session}`,
    ...(key === null ? {} : { "Idempotency-Key": key }),
    ...(busy ? { "X-Busy": "1" } : {}),
  };
  return (await app.request(path, { method: "POST", headers })).json();
};

test("a retry counts from when it first came: the same wish of the same person, for a quarter of an hour", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(100_000);
  await ask("/submit/1", "key-of-sixteen-aa", "one", true);
  clock.mockReturnValue(108_000);
  expect(await ask("/submit/1", "key-of-sixteen-aa", "one")).toBe("2026-04-15T15:59:56.000Z");
  // Sent away again it still counts from the first time.
  await ask("/submit/1", "key-of-sixteen-aa", "one", true);
  expect(await ask("/submit/1", "key-of-sixteen-aa", "one")).toBe("2026-04-15T15:59:56.000Z");
  expect(await ask("/submit/1", "key-of-sixteen-aa", "two")).toBeNull();
  expect(await ask("/submit/1", "key-of-sixteen-bb", "one")).toBeNull();
  expect(await ask("/submit/2", "key-of-sixteen-aa", "one")).toBeNull();
  expect(await ask("/submit/1", null, "one")).toBeNull();
  clock.mockReturnValue(100_000 + 15 * 60_000);
  expect(await ask("/submit/1", "key-of-sixteen-aa", "one")).not.toBeNull();
  clock.mockReturnValue(100_001 + 15 * 60_000);
  expect(await ask("/submit/1", "key-of-sixteen-aa", "one")).toBeNull();
});
