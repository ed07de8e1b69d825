import { parentPort } from "node:worker_threads";
import { openBook } from "./open-book.ts";

parentPort!.on("message", (bytes: Uint8Array) => {
  void openBook(bytes).then((book) => parentPort!.postMessage(book));
});
