import type { Fixture, Task } from "../fixture.ts";
import { startPlatform, type BenchDatabase } from "../servers.ts";
import { rush } from "./rush.ts";
import { steady } from "./steady.ts";
import { loadDeadline } from "./task.ts";

/** The evening of a deadline: many offices at once, then the last hour with everything that goes wrong in it. */
export async function benchDeadline(
  f: Fixture,
  past: Task,
  password: string,
  database: BenchDatabase,
  folder: string,
): Promise<void> {
  const deadline = await loadDeadline(f);
  const tasks = {
    platform: await deadline.open("2027-01-01", "paper"),
    plain: await deadline.open("2027-04-01", "paper"),
  };
  const last = await deadline.open("2027-07-01", "online");
  await f.owner.query("vacuum analyze");
  let platform = await startPlatform(database, folder);
  const { port } = platform;
  try {
    await steady(f, tasks, database, port);
    await rush(f, last, { papers: tasks.platform, past }, password, {
      port,
      kill: () => platform.kill(),
      start: async () => {
        platform = await startPlatform(database, folder, port);
      },
    });
  } finally {
    await platform.stop();
  }
}
