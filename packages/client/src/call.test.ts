import { afterEach, expect, test, vi } from "vitest";
import * as api from "@duibiao/contract";
import { addressOf, call, newKey } from "./call.ts";
import { queueing } from "./queueing.ts";
import { ApiProblem, isPassing, isSignedOut, textOf } from "./problem.ts";

afterEach(() => vi.unstubAllGlobals());

type Sent = { url: string; init: RequestInit & { headers: Record<string, string> } };

function answering(status: number, body: unknown): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, init: Sent["init"]) => {
    sent.push({ url, init });
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  });
  return sent;
}

test("an address carries its parameters and only the query that is given, escaped", () => {
  expect(addressOf(api.submissions.readRevision, { id: 7, revision: 2 })).toBe("/api/v1/submissions/7/revisions/2");
  expect(addressOf(api.evaluations.readRanking, {}, { catalogue: 1, peerGroup: "市辖区", collection: undefined })).toBe(
    "/api/v1/rankings?catalogue=1&peerGroup=%E5%B8%82%E8%BE%96%E5%8C%BA",
  );
});

test("a keyed write carries the key that it was given, so that a retry is one record", async () => {
  const sent = answering(200, { id: 1 });
  const key = newKey();
  const given = { params: { id: 3 }, body: { text: "电话核实" }, key };
  await call(api.submissions.answerQuestion, given);
  await call(api.submissions.answerQuestion, given);
  expect(sent.map(({ init }) => init.headers["Idempotency-Key"])).toEqual([key, key]);
  expect(key).toMatch(/^[\x21-\x7e]{16,100}$/);
  expect(newKey()).not.toBe(key);
});

test("every write says that it comes from these pages; a reading without a body sends none", async () => {
  const sent = answering(200, {});
  await call(api.session.endSession, { body: {} });
  await call(api.session.readSession, {});
  expect(sent[0]!.init.headers).toMatchObject({ "X-Duibiao": "1", "Content-Type": "application/json" });
  expect(sent[1]!.init.body).toBeUndefined();
});

test("a refusal is thrown with the server's own sentence in both languages", async () => {
  answering(409, { code: "conflict", zh: "该核实单已答复", en: "This question has been answered" });
  const thrown = await call(api.session.readSession, {}).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ApiProblem);
  expect(textOf(thrown)).toEqual({ zh: "该核实单已答复", en: "This question has been answered" });
  expect([isPassing(thrown), isSignedOut(thrown)]).toEqual([false, false]);
});

test("a proxy's page, a dead network and a busy server are told apart from a refusal: trying again may help", async () => {
  answering(502, "<html>Bad gateway</html>");
  expect(isPassing(await call(api.session.readSession, {}).catch((error: unknown) => error))).toBe(true);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  const dead = await call(api.session.readSession, {}).catch((error: unknown) => error);
  expect(isPassing(dead)).toBe(true);
  expect(textOf(dead).zh).toContain("服务器没有应答");
});

test("a server without room is asked again at the moment it told, under the same key, and the page can say so", async () => {
  vi.useFakeTimers();
  const sent: Sent[] = [];
  const answers = [
    new Response(JSON.stringify({ code: "busy", zh: "系统繁忙", en: "Busy", retryAfter: 4 }), { status: 503 }),
    new Response(JSON.stringify({ id: 1 })),
  ];
  vi.stubGlobal("fetch", async (url: string, init: Sent["init"]) => {
    sent.push({ url, init });
    return answers.shift();
  });
  const begun = Date.now();
  const answered = call(api.submissions.answerQuestion, { params: { id: 3 }, body: { text: "电话核实" } });
  await vi.advanceTimersByTimeAsync(3900);
  expect([sent.length, queueing.until()! - begun >= 4000]).toEqual([1, true]);
  await vi.advanceTimersByTimeAsync(1200);
  expect(await answered).toEqual({ id: 1 });
  expect(queueing.until()).toBe(null);
  expect(sent[1]!.init.headers["Idempotency-Key"]).toBe(sent[0]!.init.headers["Idempotency-Key"]);
  expect(sent.map(({ init }) => init.headers["X-Duibiao-Queued"])).toEqual([undefined, "1"]);
  vi.useRealTimers();
});

test("what a busy server gives along is sent back with the same wish, also when the person asks again, until it is answered", async () => {
  const sent: Sent[] = [];
  const busy = (given: string) =>
    new Response(JSON.stringify({ code: "busy", zh: "系统繁忙", en: "Busy" }), {
      status: 503,
      headers: { "X-Duibiao-Queued": given },
    });
  const ok = () => new Response(JSON.stringify({ id: 1 }));
  const answers = [busy("first"), busy("second"), ok(), ok(), ok()];
  vi.stubGlobal("fetch", async (url: string, init: Sent["init"]) => {
    sent.push({ url, init });
    return answers.shift();
  });
  const ask = (key: string) =>
    call(api.submissions.answerQuestion, { params: { id: 3 }, body: { text: "电话核实" }, key }).catch(() => {});
  for (const key of [
    "one-wish-0123456789",
    "one-wish-0123456789",
    "another-0123456789",
    "one-wish-0123456789",
    "one-wish-0123456789",
  ])
    await ask(key);
  expect(sent.map(({ init }) => init.headers["X-Duibiao-Queued"])).toEqual([
    undefined,
    "first",
    undefined,
    "second",
    undefined,
  ]);
});

test("two minutes of queueing are enough; a page that is left queues no more; without a moment nothing is sent twice", async () => {
  vi.useFakeTimers();
  const sent = answering(503, { code: "busy", zh: "系统繁忙", en: "Busy", retryAfter: 50 });
  const given = { params: { id: 3 }, body: { text: "电话核实" } };
  const given3 = call(api.submissions.answerQuestion, given).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(110_000);
  expect(textOf(await given3).en).toBe("Busy");
  expect(sent.length).toBe(3);
  const left = new AbortController();
  const gone = call(api.submissions.answerQuestion, { ...given, signal: left.signal }).catch(() => "gone");
  await vi.advanceTimersByTimeAsync(10);
  left.abort();
  expect(await gone).toBe("gone");
  expect(queueing.until()).toBe(null);
  const once = answering(503, { code: "busy", zh: "系统繁忙", en: "Busy" });
  await call(api.submissions.answerQuestion, given).catch(() => {});
  expect(once.length).toBe(1);
  vi.useRealTimers();
});
