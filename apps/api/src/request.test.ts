import { Agent, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readBytes } from "./request.ts";
import { createTestPlatform, type TestPlatform } from "./testing.ts";

// Over a socket: only there can a connection be lost before its answer.
let t: TestPlatform;
let server: Server;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  t = await createTestPlatform();
  server = createAdaptorServer({ fetch: t.app.fetch }) as Server;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  agent.destroy();
  await new Promise((done) => server.close(done));
  await t.close();
});

/** Sends a body as many parts as it takes, as a slow line does. */
async function send(path: string, bytes: number): Promise<{ status: number; body: any; socket: number }> {
  const { port } = server.address() as AddressInfo;
  const part = Buffer.alloc(64 << 10, " ");
  return new Promise((done, fail) => {
    const headers = { "Content-Type": "application/json", "X-Duibiao": "1", Cookie: "duibiao=nobody" };
    const sent = request({ port, path: `/api/v1${path}`, method: "POST", agent, headers });
    sent.on("error", fail);
    sent.on("response", async (answer: IncomingMessage) => {
      const socket = sent.socket!.localPort!;
      let text = "";
      for await (const chunk of answer) text += String(chunk);
      done({ status: answer.statusCode!, body: JSON.parse(text), socket });
    });
    const write = (left: number): void => {
      if (left <= 0) sent.end();
      else if (sent.write(part)) setImmediate(write, left - part.length);
      else sent.once("drain", () => write(left - part.length));
    };
    write(bytes);
  });
}

test.each([2 << 20, 30 << 20])(
  "a JSON body of %i bytes is answered with what is wrong, and the line is kept",
  async (bytes) => {
    const first = await send("/units", bytes);
    expect([first.status, first.body]).toMatchObject([
      413,
      { code: "too_large", zh: "请求体超过上限 1 MB", en: "The body is larger than 1 MB" },
    ]);
    const next = await send("/units", 0);
    expect([next.status, next.socket]).toEqual([401, first.socket]);
  },
);

test("slow lines together hold at most 256 MB; whoever comes then is told to come back, and there is room once they are gone", async () => {
  const megabyte = new Uint8Array(1 << 20);
  /** A body that gives so many MB, the same ones, and then nothing until its line breaks. */
  const body = (megabytes: number) => {
    let cut = () => {};
    let given = 0;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (given++ < megabytes) return controller.enqueue(megabyte);
        await new Promise<void>((done) => (cut = done));
        controller.error(new Error("cut"));
      },
    });
    return { stream, isHeld: () => given > megabytes, cut: () => cut() };
  };
  const limit = 20 << 20;
  const slow = Array.from({ length: 14 }, () => body(18));
  const read = slow.map(({ stream }) => readBytes(stream, limit).catch((error: Error) => error.message));
  await vi.waitFor(() => expect(slow.every(({ isHeld }) => isHeld())).toBe(true));
  // 14 x 18 = 252.
  await expect(readBytes(body(5).stream, limit)).rejects.toMatchObject({ status: 503, code: "busy" });
  const whole = new Blob([megabyte, megabyte, megabyte]).stream();
  expect((await readBytes(whole, limit)).byteLength).toBe(3 << 20);
  for (const { cut } of slow) cut();
  expect(await Promise.all(read)).toEqual(Array(14).fill("cut"));
  const late = body(19);
  const again = readBytes(late.stream, limit).catch((error: Error) => error.message);
  await vi.waitFor(() => expect(late.isHeld()).toBe(true));
  late.cut();
  expect(await again).toBe("cut");
});
