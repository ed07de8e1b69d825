import { cpus, totalmem } from "node:os";
import { hash } from "@node-rs/argon2";
import { loadAccepted, loadProvince, loadTask } from "./fixture.ts";
import { timed } from "./measure.ts";
import { benchRollUp } from "./roll-up.ts";
import { startDatabase } from "./servers.ts";
import { short } from "./table.ts";

const password = "bench-password-1";
/** The platform's own cost: 19 MiB, two passes, one lane. */
const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const all = ["roll-up"] as const;

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(all as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`没有这项测试 / no such benchmark: ${unknown.join(", ")} (${all.join(", ")})`);
  const runs = 3;
  const has = (name: (typeof all)[number]) => wanted.length === 0 || wanted.includes(name);
  const server = await startDatabase();
  try {
    console.log(
      `${cpus().length} x ${cpus()[0]!.model.trim()}, ${short(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
    );
    console.log(`PostgreSQL in ${server.folder}: ${server.settings}`);
    const passwordHash = await hash(password, passwordCost);
    const database = await server.makeDatabase("bench_3000");
    const { milliseconds, result: fixture } = await timed(() =>
      loadProvince(database.ownerUrl, 20, 150, passwordHash),
    );
    const past = await loadTask(fixture, "2025-01-01", "online");
    await loadAccepted(fixture, past, 1, fixture.counties);
    console.log(`3,000 counties loaded in ${short(milliseconds / 1000)} s`);
    if (has("roll-up"))
      await benchRollUp(
        { few: await server.makeDatabase("bench_96"), many: database },
        { fixture, task: past },
        passwordHash,
        runs,
      );
    await fixture.owner.end();
  } finally {
    await server.stop();
  }
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
