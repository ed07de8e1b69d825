import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { tokenOf } from "./fixture.ts";

/** What an office's browser does, over connections that stay open. */
export type Http = {
  /** @throws unless the answer is 200. */
  call: <T = unknown>(
    username: string | null,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ) => Promise<T>;
  /** Status and text, whatever it is. */
  ask: (
    username: string | null,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; text: string }>;
  close: () => void;
};

export function openHttp(port: number): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const ask: Http["ask"] = (username, method, path, body) =>
    new Promise((done, fail) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = {
        ...(username === null ? {} : { Cookie: `duibiao=${tokenOf(username)}` }),
        ...(method === "GET" ? {} : { "X-Duibiao": "1" }),
        ...(bytes === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": bytes.byteLength }),
        ...(method === "POST" ? { "Idempotency-Key": randomUUID() } : {}),
      };
      const sent = request(
        { agent, host: "127.0.0.1", port, method, path: `/api/v1${path}`, headers },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", fail);
          answer.on("end", () =>
            done({ status: answer.statusCode!, text: Buffer.concat(parts).toString() }),
          );
        },
      );
      sent.on("error", fail);
      sent.end(bytes);
    });
  return {
    ask,
    async call(username, method, path, body) {
      const { status, text } = await ask(username, method, path, body);
      if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
      return JSON.parse(text);
    },
    close: () => agent.destroy(),
  };
}
