import { generateKeyPairSync } from "node:crypto";
import { Hono } from "hono";
import { afterEach, expect, test, vi } from "vitest";
import { receiptKeys } from "./keys.ts";
import { arrivalOf, proofOfArrival } from "./sent-away.ts";

afterEach(() => vi.useRealTimers());

const now = new Date("2026-04-15T16:00:04Z");
const newKeys = () => receiptKeys(generateKeyPairSync("ed25519").privateKey);
/** Sends a request away, or answers when it first came; every process of the platform has the same keys. */
const processOf = (keys: ReturnType<typeof newKeys>) =>
  new Hono().all("*", (c) =>
    c.req.header("X-Busy") === "1"
      ? c.json(null, 503, proofOfArrival(c, { keys }))
      : c.json(arrivalOf(c, { keys }, now) ?? null),
  );
const keys = newKeys();
const wish = { path: "/submit/1", key: "key-of-sixteen-aa", who: { Cookie: "duibiao=one" } as Record<string, string> };
type Asked = { path: string; key: string | null; who: Record<string, string>; method?: string };

const ask = async (asked: Asked, proof: string | null, more: Record<string, string> = {}, app = processOf(keys)) =>
  app.request(asked.path, {
    method: asked.method ?? "POST",
    headers: {
      ...asked.who,
      ...(asked.key === null ? {} : { "Idempotency-Key": asked.key }),
      ...(proof === null ? {} : { "X-Duibiao-Queued": proof }),
      ...more,
    },
  });
const sendAway = async (asked: Asked, proof: string | null = null) =>
  (await ask(asked, proof, { "X-Busy": "1" })).headers.get("X-Duibiao-Queued");
const arrival = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).json();

test("a retry counts from when it first came, in whichever process, however often it was sent away, for a quarter of an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 100_000 });
  const proof = await sendAway(wish);
  vi.setSystemTime(108_000);
  expect(await arrival(wish, proof)).toBe("2026-04-15T15:59:56.000Z");
  // The process that sent it away is gone.
  expect(await arrival(wish, proof, {}, processOf(keys))).toBe("2026-04-15T15:59:56.000Z");
  const again = await sendAway(wish, proof);
  vi.setSystemTime(109_000);
  expect(await arrival(wish, again)).toBe("2026-04-15T15:59:55.000Z");
  vi.setSystemTime(100_000 + 15 * 60_000);
  expect(await arrival(wish, again)).not.toBeNull();
  vi.setSystemTime(100_001 + 15 * 60_000);
  expect(await arrival(wish, again)).toBeNull();
  // What has ended does not begin anew from where it began, and a moment to come is none.
  expect(await arrival(wish, await sendAway(wish, again))).toBe(now.toISOString());
  vi.setSystemTime(99_999);
  expect(await arrival(wish, proof)).toBeNull();
});

test("another person, another wish, another program, or nobody at all has no use of it", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 100_000 });
  const proof = await sendAway(wish);
  const program = { ...wish, who: { Authorization: "Bearer duibiao_one" } };
  const other: Asked[] = [
    { ...wish, who: { Cookie: "duibiao=two" } },
    { ...wish, who: {} },
    { ...wish, key: "key-of-sixteen-bb" },
    { ...wish, key: null },
    { ...wish, path: "/submit/2" },
    { ...wish, method: "PUT" },
    program,
  ];
  for (const one of other) expect(await arrival(one, proof), JSON.stringify(one)).toBeNull();
  const own = await sendAway(program);
  expect(await arrival(program, own)).toBe(now.toISOString());
  expect(await arrival({ ...program, who: { Authorization: "Bearer duibiao_two" } }, own)).toBeNull();
  // Nothing to retry under, nothing to take along.
  expect(await sendAway({ ...wish, key: null })).toBeNull();
});

test("what the platform did not seal is worth nothing: made up, changed in one bit, of another platform, sealed for something else", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 100_000 });
  const proof = (await sendAway(wish))!;
  const bytes = Buffer.from(proof, "base64");
  const changed = [0, 12, bytes.length - 1].map((at) => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 1;
    return copy.toString("base64");
  });
  const forged = ["1", "", "100000 x", "A".repeat(160), ...changed, keys.seal("JBSWY3DPEHPK3PXP"), keys.seal("100000")];
  for (const one of forged) expect(await arrival(wish, one), one).toBeNull();
  expect(await arrival(wish, proof, {}, processOf(newKeys()))).toBeNull();
  expect(await arrival(wish, null)).toBeNull();
  expect(await arrival(wish, proof)).toBe(now.toISOString());
});
