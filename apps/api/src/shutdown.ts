import type { Server, ServerResponse } from "node:http";

/** How long requests that run may take to end. */
const drainTime = 25_000;

/**
 * Stops in good order: not ready first, then (after `linger`, in which a balancer notices) no new connections, running
 * requests end within 25 seconds, then `finish`. Calling it again changes nothing.
 */
export function gracefulStop(server: Server, options: { linger: number; finish: () => Promise<void> }) {
  let stopped: Promise<void> | undefined;
  const answering = new Set<ServerResponse>();
  // A client that keeps its connection open learns from its next answer that there will be no further one.
  const last = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader("Connection", "close");
  };
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (stopped !== undefined) return last(response);
    answering.add(response);
    response.once("close", () => answering.delete(response));
  });
  const stop = async () => {
    await new Promise((done) => setTimeout(done, options.linger));
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const response of answering) last(response);
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    const cut = setTimeout(() => server.closeAllConnections(), drainTime);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
    await options.finish();
  };
  return {
    stopping: () => stopped !== undefined,
    stop: () => (stopped ??= stop()),
  };
}
