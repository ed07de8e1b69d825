import { randomUUID } from "node:crypto";
import { Agent, request, type RequestOptions } from "node:http";
import { gunzipSync } from "node:zlib";
import { tokenOf } from "../fixture.ts";

/** How an office's line behaves: as it should; cut before the answer is read; or sending its bytes over ten seconds. */
export type Line = "good" | "cut" | "slow";
export type Answer = { status: number; body: any; retryAfter: number | null; queued: string };
type Ask = { key?: string; line?: Line; bytes?: Buffer; type?: string; limit?: number; queued?: string };

/** What the offices of the last hour have to do with the server, and how it treated them. */
export type Offices = {
  /** One request and its answer; null when no answer came (cut, refused, reset). */
  once: (username: string | null, method: string, path: string, body?: unknown, ask?: Ask) => Promise<Answer | null>;
  /** The same request under the same key until it is answered 200. @throws what the server refuses for good, or after two minutes. */
  until: (username: string | null, method: string, path: string, body?: unknown, ask?: Ask) => Promise<any>;
  /** How often each status was answered; 0 counts those without an answer. */
  statuses: Map<number, number>;
  /** When each answer of 200 came, in milliseconds of the process's clock. */
  answered: number[];
  /** Answers of 429 and 503 that did not say when to come back. */
  speechless: number;
  close: () => void;
};

const patience = 120_000;
const comeBackLater = new Set([409, 429, 503]);
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

export function openOffices(port: number, sockets: number): Offices {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const statuses = new Map<number, number>();
  const offices: Offices = {
    statuses,
    answered: [],
    speechless: 0,
    close: () => agent.destroy(),
    async once(
      username,
      method,
      path,
      body,
      { key, line = "good", bytes, type = "application/json", limit = 30_000, queued } = {},
    ) {
      const content = bytes ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
      const headers: Record<string, string> = { "X-Duibiao": "1", "Accept-Encoding": "gzip" };
      if (queued !== undefined) headers["X-Duibiao-Queued"] = queued;
      if (username !== null) headers["Cookie"] = `duibiao=${tokenOf(username)}`;
      if (key !== undefined) headers["Idempotency-Key"] = key;
      if (content !== undefined) {
        headers["Content-Type"] = type;
        headers["Content-Length"] = `${content.byteLength}`;
      }
      const answer = await send(
        { agent, host: "127.0.0.1", port, method, path: `/api/v1${path}`, headers, timeout: limit },
        content,
        line,
      );
      statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
      if (answer?.status === 200) offices.answered.push(performance.now());
      if (answer !== null && [429, 503].includes(answer.status) && answer.retryAfter === null) offices.speechless++;
      return answer;
    },
    async until(username, method, path, body, ask = {}) {
      const key = ask.key ?? (method === "POST" ? randomUUID() : undefined);
      const end = performance.now() + patience;
      let { line = "good" } = ask;
      let queued: string | undefined;
      for (let tries = 0; performance.now() < end; tries++) {
        const answer = await offices.once(username, method, path, body, {
          ...ask,
          line,
          ...(queued === undefined ? {} : { queued }),
          ...(key === undefined ? {} : { key }),
        });
        if (answer?.status === 200) return answer.body;
        if (answer !== null && !comeBackLater.has(answer.status))
          throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
        if (answer !== null && answer.status === 409 && answer.body?.code === "version_conflict")
          throw new Error(`${method} ${path}: ${JSON.stringify(answer.body).slice(0, 300)}`);
        line = "good";
        if (answer?.status === 503) queued = answer.queued;
        // As told, within the second, as the pages do; else with growing patience. Never all at the same moment.
        await pause(
          answer?.retryAfter
            ? 1000 * (answer.retryAfter + Math.random())
            : Math.min(4000, 250 * 2 ** tries) * (0.5 + Math.random()),
        );
      }
      throw new Error(`${method} ${path}: not answered within ${patience / 1000} s`);
    },
  };
  return offices;
}

function send(options: RequestOptions, content: Buffer | undefined, line: Line): Promise<Answer | null> {
  return new Promise((done) => {
    const asked = request(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => done(null));
      answer.on("end", () => {
        const bytes = Buffer.concat(parts);
        const text = (answer.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString();
        const retryAfter = answer.headers["retry-after"] === undefined ? null : Number(answer.headers["retry-after"]);
        const json = answer.headers["content-type"]?.includes("json") === true;
        const queued = answer.headers["x-duibiao-queued"]?.toString() ?? "1";
        done({ status: answer.statusCode!, body: json ? JSON.parse(text) : text, retryAfter, queued });
      });
    });
    asked.on("error", () => done(null));
    asked.on("timeout", () => asked.destroy());
    // A line that breaks while a refused body is still being sent.
    asked.on("socket", (socket) => socket.listenerCount("error") < 2 && socket.on("error", () => done(null)));
    if (line === "slow" && content !== undefined) {
      void drip(asked, content);
      return;
    }
    asked.end(content);
    // The server has the whole request, and the office never hears of it.
    if (line === "cut") asked.on("finish", () => setTimeout(() => asked.destroy(), 5));
  });
}

async function drip(asked: ReturnType<typeof request>, content: Buffer): Promise<void> {
  const part = Math.ceil(content.byteLength / 20);
  for (let at = 0; at < content.byteLength && !asked.destroyed; at += part) {
    asked.write(content.subarray(at, at + part));
    await pause(500);
  }
  asked.end();
}
