import type { TestProject } from "vitest/node";
import { serveChromium } from "./chromium.ts";
import { startPlatform } from "./platform.ts";

declare module "vitest" {
  interface ProvidedContext {
    platform: { base: string; password: string };
    chromium: string;
  }
}

/** One platform with the whole demo province and one browser for all files; both end with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [platform, chromium] = await Promise.all([startPlatform(), serveChromium()]);
  project.provide("platform", { base: platform.base, password: platform.password });
  project.provide("chromium", chromium.wsEndpoint());
  return async () => {
    await chromium.close();
    await platform.close();
  };
}
