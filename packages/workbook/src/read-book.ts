import { Worker } from "node:worker_threads";
import type { Text } from "@duibiao/indicators";
import type { OpenedBook } from "./open-book.ts";

export type ReadLimits = { milliseconds: number; megabytes: number };

/** A form is read in a second; these stop what is made to hurt. */
const usual: ReadLimits = { milliseconds: 20_000, megabytes: 256 };

const atOnce = 2;
/** A start costs more than a form: a thread that read one well reads the next, for so long and so many. */
const restMs = 5_000;
const most = 50;

const waiting: (() => void)[] = [];
let running = 0;
type Reader = { thread: Worker; limits: ReadLimits; read: number; leave: NodeJS.Timeout | null };
const resting: Reader[] = [];

/** Opens an xlsx file in a thread that is ended when it takes too long or too much memory. Two at a time. */
export const readBook = (bytes: Uint8Array, limits: ReadLimits = usual): Promise<OpenedBook> =>
  read(bytes, limits, false);

/** Opens what another system exported, whatever kind of table it is, in the same way. */
export const readExport = (bytes: Uint8Array): Promise<OpenedBook> => read(bytes, usual, true);

async function read(bytes: Uint8Array, limits: ReadLimits, ofAnySystem: boolean): Promise<OpenedBook> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await inThread(bytes, limits, ofAnySystem);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

const TOO_HEAVY: Text = {
  zh: "文件过大或过于复杂，已停止读取：请下载模板，只填数后上传",
  en: "The file is too large or too complex and reading was stopped; download the template, enter the figures only and upload it",
};

function inThread(bytes: Uint8Array, limits: ReadLimits, ofAnySystem: boolean): Promise<OpenedBook> {
  const reader = readerWith(limits);
  const { thread } = reader;
  return new Promise((done, fail) => {
    const late = setTimeout(() => settle({ ok: false, problem: TOO_HEAVY }, false), limits.milliseconds);
    const settle = (book: OpenedBook, well: boolean) => {
      clearTimeout(late);
      quiet(thread);
      if (well) rest(reader);
      else end(thread);
      done(book);
    };
    // What was refused may have been made to hurt: its thread reads nothing more.
    thread.once("message", (book: OpenedBook) => settle(book, book.ok));
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return settle({ ok: false, problem: TOO_HEAVY }, false);
      clearTimeout(late);
      quiet(thread);
      end(thread);
      fail(error);
    });
    thread.once("exit", () => settle({ ok: false, problem: TOO_HEAVY }, false));
    thread.postMessage({ bytes, ofAnySystem });
  });
}

/** By name: a worker listens to itself, too. */
const quiet = (thread: Worker) => ["message", "error", "exit"].forEach((event) => thread.removeAllListeners(event));

/** Ends a thread, whatever it still has to say. */
function end(thread: Worker): void {
  thread.on("error", () => undefined);
  void thread.terminate();
}

/** A thread that rests, or a new one. */
function readerWith(limits: ReadLimits): Reader {
  const at = resting.findIndex((one) => one.limits.megabytes === limits.megabytes);
  const [known] = at < 0 ? [] : resting.splice(at, 1);
  if (known !== undefined) {
    if (known.leave !== null) clearTimeout(known.leave);
    quiet(known.thread);
    known.thread.ref();
    return known;
  }
  const thread = new Worker(new URL("./open-book-thread.mjs", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    execArgv: [],
    env: {},
  });
  return { thread, limits, read: 0, leave: null };
}

function rest(reader: Reader): void {
  reader.read++;
  if (reader.read >= most) return end(reader.thread);
  const leave = () => {
    const at = resting.indexOf(reader);
    if (at >= 0) resting.splice(at, 1);
    end(reader.thread);
  };
  // It holds nothing open: the server may end while it rests.
  reader.thread.unref();
  reader.thread.once("exit", leave);
  reader.thread.once("error", leave);
  reader.leave = setTimeout(leave, restMs).unref();
  resting.push(reader);
}
