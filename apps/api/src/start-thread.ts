import { Worker } from "node:worker_threads";

/** A thread that begins with a module of ours: what it calculates holds up nobody here. */
export const startThread = (module: URL): Worker =>
  new Worker(new URL("./start-thread.mjs", import.meta.url), { execArgv: [], workerData: { module: module.href } });
