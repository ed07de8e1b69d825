import { startTestServer } from "./testing.ts";

/** vitest `globalSetup`: one server for all test files of a package, or the one that the whole run already shares. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  return () => server.stop();
}
