import { startEmbedded } from "../src/embedded.ts";

/** Run as a process of its own by the tests that kill a platform: starts a server, says where, and waits. */
const server = await startEmbedded({
  dataDir: process.argv[2]!,
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify({ adminUrl: server.adminUrl, adopted: server.adopted })}\n`);
setInterval(() => {}, 1_000);
