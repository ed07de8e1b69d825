import { startEmbedded } from "@duibiao/db/embedded";

/** A platform's database in a process of its own, so that a drill can kill all of it. */
const server = await startEmbedded({
  dataDir: process.argv[2]!,
  log: () => {},
  // In files of the data folder: killed and never started again, it could not take its shared memory away.
  settings: { dynamic_shared_memory_type: "mmap" },
});
process.stdout.write(`${server.adminUrl}\n`);
setInterval(() => {}, 1_000);
