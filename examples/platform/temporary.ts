import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import { hash } from "@node-rs/argon2";
import { createTestPlatform } from "@duibiao/api/testing";
import { startTestServer } from "@duibiao/db/testing";
import { signIn } from "./client.ts";
import type { Place } from "./place.ts";

/**
 * A whole platform of its own: an embedded PostgreSQL, the server on a free port, the worker. Accounts are made
 * behind the interface, because a fresh platform has none; everything after that goes through the interface.
 * `close` removes all of it.
 */
export async function temporaryPlatform(): Promise<Place> {
  const database = await startTestServer();
  const platform = await createTestPlatform();
  const server = createAdaptorServer({ fetch: platform.app.fetch }) as Server;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const stop = new AbortController();
  const worker = (async () => {
    while (!stop.signal.aborted) {
      await platform.settle();
      await sleep(50);
    }
  })();

  const person = async (username: string, roles: ("system_admin" | "analyst" | "leader")[], region?: number) => {
    let userId = 0;
    for (const role of roles) userId = await platform.person(username, role, region === undefined ? {} : { region });
    const password = randomBytes(12).toString("base64url");
    await platform.owner.query("insert into credentials (user_id, password_hash) values ($1, $2)", [
      userId,
      await hash(password),
    ]);
    return signIn(address, username, password);
  };
  return {
    forTree: () => person("tree", ["system_admin"]),
    forFigures: (region) => person("figures", ["analyst", "leader"], region),
    async close() {
      stop.abort();
      await worker;
      await new Promise((done) => server.close(done));
      await platform.close();
      await database.stop();
    },
  };
}
