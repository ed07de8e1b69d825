// A thread starts without the loader of its parent; this makes TypeScript readable in it.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.module);
