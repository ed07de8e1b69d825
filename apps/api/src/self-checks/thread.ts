import { startThread } from "../start-thread.ts";

/** Tonight's check in a thread that lives as long as it: whoever asks the server meanwhile is answered, and its memory goes with it. */
export function selfCheckBeside(): Promise<void> {
  const thread = startThread(new URL("./in-thread.ts", import.meta.url));
  return new Promise((done, fail) => {
    thread.once("error", fail);
    thread.once("exit", () => done());
  });
}
