import { Agent, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
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
