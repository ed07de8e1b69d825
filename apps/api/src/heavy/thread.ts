import type { Worker } from "node:worker_threads";
import type { Context } from "hono";
import { faultOf } from "../fault.ts";
import { problems } from "../problem.ts";
import { clientSource, fileLimit, readBytes, requestIdOf } from "../request.ts";
import { startThread } from "../start-thread.ts";
import type { Answered, Asked } from "./message.ts";

type Waiting = { done: (response: Response) => void; fail: (error: unknown) => void };

/**
 * A thread with the same application, for operations that calculate over thousands of regions: the server goes on
 * answering meanwhile. One that fell over is said, its requests hear 503 (nothing unacknowledged was stored), and the
 * next request starts another.
 */
export function openHeavyThread() {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let thread: Worker | null = start();

  function start(): Worker {
    const worker = startThread(new URL("./in-thread.ts", import.meta.url));
    worker.on("message", ({ id, status, headers, body }: Answered) => {
      waiting.get(id)?.done(new Response(status === 204 || status === 304 ? null : body, { status, headers }));
      waiting.delete(id);
    });
    worker.on("error", (error) =>
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), heavy: faultOf(error) })}\n`),
    );
    worker.on("exit", () => {
      if (thread === worker) thread = null;
      for (const { fail } of waiting.values()) fail(problems.busy());
      waiting.clear();
    });
    return worker;
  }

  return {
    /** The thread's answer to a request of the server. */
    async answer(c: Context): Promise<Response> {
      const { raw } = c.req;
      const body = raw.body === null ? null : new Uint8Array(await readBytes(raw.body, fileLimit)).buffer;
      const asked: Asked = {
        id: next++,
        requestId: requestIdOf(c),
        source: clientSource(c, 0),
        method: raw.method,
        url: raw.url,
        headers: [...raw.headers],
        body,
      };
      thread ??= start();
      return new Promise((done, fail) => {
        waiting.set(asked.id, { done, fail });
        thread!.postMessage(asked, body === null ? [] : [body]);
      });
    },
    async close(): Promise<void> {
      await thread?.terminate();
    },
  };
}
