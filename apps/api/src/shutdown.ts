import type { Server } from "node:http";

/** How long requests that run may take to end. */
const drainTime = 25_000;

/**
 * Stops in good order: not ready first, then (after `linger`, in which a balancer notices) no new connections, running
 * requests end within 25 seconds, then `finish`. Calling it again changes nothing.
 */
export function gracefulStop(
  server: Server,
  options: { linger: number; finish: () => Promise<void> },
) {
  let stopped: Promise<void> | undefined;
  // A client that keeps its connection open learns from its next answer that there will be no further one.
  server.prependListener("request", (_request, response) => {
    if (stopped !== undefined) response.setHeader("Connection", "close");
  });
  const stop = async () => {
    await new Promise((done) => setTimeout(done, options.linger));
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), drainTime);
    await closed;
    clearTimeout(cut);
    await options.finish();
  };
  return {
    stopping: () => stopped !== undefined,
    stop: () => (stopped ??= stop()),
  };
}
