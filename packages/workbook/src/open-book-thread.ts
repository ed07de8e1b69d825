import { parentPort, workerData } from "node:worker_threads";
import { openBook } from "./open-book.ts";

parentPort!.postMessage(await openBook(workerData as Uint8Array));
