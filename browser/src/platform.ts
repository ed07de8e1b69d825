import { readFileSync } from "node:fs";
import { join } from "node:path";
import { closeHome, freePort, newHome, ready, start } from "../../infra/tests/running-platform.ts";

export type Platform = { base: string; password: string; close: () => Promise<void> };

/**
 * The platform as `npm start` brings it up, with the demo province, on a fresh data folder. While a test is being
 * written it may run already: BROWSER_BASE names its address and DUIBIAO_DATA its folder; it then stays as it is.
 */
export async function startPlatform(): Promise<Platform> {
  const { BROWSER_BASE, DUIBIAO_DATA } = process.env;
  const passwordIn = (data: string) => readFileSync(join(data, "demo-password"), "utf8").trim();
  if (BROWSER_BASE && DUIBIAO_DATA)
    return { base: BROWSER_BASE, password: passwordIn(DUIBIAO_DATA), close: () => Promise.resolve() };
  const home = newHome();
  const running = start(home, await freePort(), { DEMO: "1" });
  await ready(running);
  return {
    base: `http://127.0.0.1:${running.port}`,
    password: passwordIn(home.data),
    close: () => closeHome(home),
  };
}
