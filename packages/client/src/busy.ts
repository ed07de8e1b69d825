import { ApiProblem } from "./problem.ts";

/** How often a server that is busy is asked before the person is told. */
const patience = 8;

/**
 * Asks for something of a file, and again while the server has its hands full of others' files. Where it told a moment,
 * `call` has queued for that already.
 */
export async function untilFree<Got>(ask: () => Promise<Got>, signal?: AbortSignal): Promise<Got> {
  for (let tries = 1; ; tries++)
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof ApiProblem && error.status === 503 && error.body.code === "busy";
      const hasQueued = isBusy && error.body["retryAfter"] !== undefined;
      if (!isBusy || hasQueued || tries === patience) throw error;
      await new Promise((done) => setTimeout(done, 200 * tries * (0.5 + Math.random())));
      signal?.throwIfAborted();
    }
}
