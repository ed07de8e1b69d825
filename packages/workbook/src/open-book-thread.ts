import { parentPort } from "node:worker_threads";
import { openBook } from "./open-book.ts";
import { openExport } from "./open-export.ts";

parentPort!.on("message", ({ bytes, ofAnySystem }: { bytes: Uint8Array; ofAnySystem: boolean }) => {
  const open = ofAnySystem ? openExport : openBook;
  void open(bytes).then((book) => parentPort!.postMessage(book));
});
