// A thread starts without the loader of its parent; this makes TypeScript readable in it.
import { constants, setPriority } from "node:os";
import process from "node:process";
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

// On Linux it is this thread alone that steps back behind the one which answers people; elsewhere it would be all.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
register();
await import(workerData.module);
