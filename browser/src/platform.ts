import { readFileSync } from "node:fs";
import { join } from "node:path";
import { closeHome, freePort, newHome, ready, start } from "../../infra/tests/running-platform.ts";

export type Platform = { base: string; password: string; data: string; close: () => Promise<void> };

/** The platform as `npm start` brings it up, with the demo province, on a fresh data folder. */
export async function startPlatform(): Promise<Platform> {
  const home = newHome();
  const running = start(home, await freePort(), { DEMO: "1" });
  await ready(running);
  return {
    base: `http://127.0.0.1:${running.port}`,
    password: readFileSync(join(home.data, "demo-password"), "utf8"),
    data: home.data,
    close: () => closeHome(home),
  };
}
