import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAdaptorServer } from "@hono/node-server";
import { seed } from "../src/seed.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { work } from "../src/worker.ts";

/** The page that people copy from, run block by block as they would. */
const page = new URL("../../../examples/story/curl.md", import.meta.url);
const blocks = () => [...readFileSync(page, "utf8").matchAll(/^```bash\n(.*?)^```$/gms)].map((match) => match[1]!);
const tools = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];
const there = (tool: string) => tools.some((folder) => existsSync(`${folder}/${tool}`));

let t: TestPlatform;
let server: Server;
let working: Promise<void>;
const stop = new AbortController();

beforeAll(async () => {
  t = await createTestPlatform();
  await seed(t.urls.ownerUrl, { admin: "Story-admin-2026", demo: "Story-demo-2026" });
  working = work(t.workerDb, [], stop.signal, () => false);
  server = createAdaptorServer({ fetch: t.app.fetch }) as Server;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  stop.abort();
  await working;
  await new Promise((done) => server.close(done));
  await t.close();
});

test.skipIf(!there("bash") || !there("curl"))(
  "the commands of the page lead from a county's cell to a release and back to the receipt",
  async () => {
    const env = {
      ...process.env,
      SERVER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      DUIBIAO_DEMO_PASSWORD: "Story-demo-2026",
      YEAR: "2022",
    };
    const script = ["set -euo pipefail", ...blocks()].join("\n");
    const output = await new Promise<string>((done, fail) => {
      execFile("bash", ["-c", script], { env, timeout: 170_000 }, (error, stdout, stderr) =>
        error ? fail(new Error(`${stdout}\n${stderr}`)) : done(stdout),
      );
    });
    const lines = output.trimEnd().split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "signed",
        "county_accepted",
        "returned",
        "city_accepted",
        "accepted",
        "征求意见",
        "审定",
        "发布",
      ]),
    );
    // 828 of 900 rooms = 92 %, the county's own figure after the return.
    expect(output).toContain('[1,"湖心区",92,null]');
    expect(output).toContain("一房一档完整间数 ÷ 办公室间数 × 100\n828 ÷ 900 × 100\n92\n");
    expect(output).toContain('"value":"828","revision":2');
    expect(output).toContain('"signers":["湖心区填报人","湖心区负责人"]');
    // 13 lines x 4 regions (two counties, their city, the province) x 4 lenses.
    expect(lines.at(-2)).toBe("208 rows, differences: 0");
    expect(lines.at(-1)).toBe("true");
  },
  180_000,
);
