import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { tokenOf } from "./fixture.ts";

type Method = "GET" | "POST" | "PUT";

/** What an office's browser does, over connections that stay open. */
export type Http = {
  /** When the server says that it is busy (503), waits as told and asks again with the same key. @throws unless 200 comes in the end. */
  call: <T = unknown>(username: string | null, method: Method, path: string, body?: unknown) => Promise<T>;
  /** How often the server said so far that it is busy. */
  busy: () => number;
  close: () => void;
};

type Answer = { status: number; text: string; retryAfter: number };

export function openHttp(port: number): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let busy = 0;
  const ask = (method: Method, path: string, headers: Record<string, string>, bytes?: Buffer) =>
    new Promise<Answer>((done, fail) => {
      const address = { agent, host: "127.0.0.1", port, method, path: `/api/v1${path}`, headers };
      const sent = request(address, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString();
          const retryAfter = Number(answer.headers["retry-after"] ?? 1);
          done({ status: answer.statusCode!, text, retryAfter });
        });
      });
      sent.on("error", fail);
      sent.end(bytes);
    });
  return {
    busy: () => busy,
    async call(username, method, path, body) {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers: Record<string, string> = {};
      if (username !== null) headers["Cookie"] = `duibiao=${tokenOf(username)}`;
      if (method !== "GET") headers["X-Duibiao"] = "1";
      if (method === "POST") headers["Idempotency-Key"] = randomUUID();
      if (bytes !== undefined) {
        headers["Content-Type"] = "application/json";
        headers["Content-Length"] = String(bytes.byteLength);
      }
      for (let tries = 0; ; tries++) {
        const { status, text, retryAfter } = await ask(method, path, headers, bytes);
        if (status === 200) return JSON.parse(text);
        if (status !== 503 || tries === 10) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
        busy++;
        await new Promise((next) => setTimeout(next, retryAfter * 1000));
      }
    },
    close: () => agent.destroy(),
  };
}
