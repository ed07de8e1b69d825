import { startEmbedded } from "@duibiao/db/embedded";

/** A platform's database in a process of its own, so that a drill can kill all of it. */
const server = await startEmbedded({ dataDir: process.argv[2]!, log: () => {} });
process.stdout.write(`${server.adminUrl}\n`);
setInterval(() => {}, 1_000);
