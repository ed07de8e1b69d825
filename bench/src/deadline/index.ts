import { markAll, type Fixture, type Task } from "../fixture.ts";
import { settleAll } from "../roll-up.ts";
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
    early: await deadline.open("2026-10-01", "paper"),
    platform: await deadline.open("2027-01-01", "paper"),
    plain: await deadline.open("2027-04-01", "paper"),
  };
  const last = await deadline.open("2027-07-01", "online");
  // As the forms were opened weeks before: what nobody has reported yet is rolled up.
  for (const { id } of [tasks.early, tasks.platform, last]) await markAll(f.owner, id);
  await settleAll(database);
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
