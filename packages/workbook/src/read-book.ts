import { Worker } from "node:worker_threads";
import type { Text } from "@duibiao/indicators";
import type { OpenedBook } from "./open-book.ts";

export type ReadLimits = { milliseconds: number; megabytes: number };

/** A form is read in a second; these stop what is made to hurt. */
const usual: ReadLimits = { milliseconds: 20_000, megabytes: 256 };

const atOnce = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Opens an xlsx file in a thread that is ended when it takes too long or too much memory. Two at a time. */
export async function readBook(bytes: Uint8Array, limits: ReadLimits = usual): Promise<OpenedBook> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await inThread(bytes, limits);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

const TOO_HEAVY: Text = {
  zh: "文件过大或过于复杂,已停止读取:请下载模板,只填数后上传",
  en: "The file is too large or too complex and reading was stopped; download the template, enter the figures only and upload it",
};

function inThread(bytes: Uint8Array, limits: ReadLimits): Promise<OpenedBook> {
  return new Promise((done, fail) => {
    const thread = new Worker(new URL("./open-book-thread.mjs", import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      execArgv: [],
      env: {},
    });
    const late = setTimeout(() => settle({ ok: false, problem: TOO_HEAVY }), limits.milliseconds);
    const settle = (book: OpenedBook) => {
      clearTimeout(late);
      void thread.terminate();
      done(book);
    };
    thread.once("message", settle);
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return settle({ ok: false, problem: TOO_HEAVY });
      clearTimeout(late);
      fail(error);
    });
    thread.once("exit", () => settle({ ok: false, problem: TOO_HEAVY }));
  });
}
