import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { printing } from "./curl.ts";
import { signedIn } from "./people.ts";
import type { World } from "./world.ts";
import { playYear } from "./year.ts";

/** Plays the year 2025 of the invented province on a running platform, over its public interface only. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: "string", default: "http://127.0.0.1:8080" },
      password: { type: "string" },
      curl: { type: "boolean", default: false },
    },
  });
  const server = values.server.replace(/\/+$/, "");
  const password = values.password ?? process.env["DUIBIAO_DEMO_PASSWORD"];
  if (password === undefined)
    throw new Error(
      "请用 --password 或环境变量 DUIBIAO_DEMO_PASSWORD 给出演示账号的密码（启动时会显示）\nName the demo accounts' password (the start prints it) by --password or DUIBIAO_DEMO_PASSWORD",
    );
  await mustAnswer(server);
  const world: World = {
    call: signedIn((path, init) => fetch(`${server}/api/v1${path}`, init), password),
    now: () => new Date(),
    waitUntil: async (time) => {
      const rest = time.getTime() - Date.now();
      if (rest > 0)
        process.stdout.write(`等待 ${Math.ceil(rest / 1000)} 秒，让一个单位迟报 / waiting, so that one unit is late\n`);
      await sleep(Math.max(0, rest));
    },
    say: (line) => process.stdout.write(`${line}\n`),
  };
  await playYear(world, values.curl ? printing(world, server) : world);
}

async function mustAnswer(server: string): Promise<void> {
  const ready = await fetch(`${server}/readyz`).catch(() => null);
  if (ready?.ok !== true)
    throw new Error(
      `${server} 没有就绪的平台：请先运行 DEMO=places npm start，或用 --server 指明地址\nNo platform is ready at ${server}: run DEMO=places npm start first, or name its address by --server`,
    );
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
