import { connect } from "node:net";
import { problems } from "../problem.ts";
import type { Platform } from "../serve.ts";

/** A whole file is looked at within this time, or it is to be sent again. */
const patience = 8000;
const piece = 1 << 16;

/**
 * Has the virus scanner look at a file, by clamd's INSTREAM: length and bytes of each piece, a length of 0 at the end.
 * @returns whether somebody looked: false where the platform has no scanner.
 * @throws where something was found, or the scanner does not answer: an unseen file is not stored.
 */
export async function screen({ virusScanner }: Pick<Platform, "virusScanner">, bytes: Uint8Array): Promise<boolean> {
  if (virusScanner === undefined) return false;
  const said = await ask(virusScanner, bytes).catch(() => null);
  if (said === "stream: OK") return true;
  const found = said === null ? null : /^stream: (.+) FOUND$/.exec(said);
  if (found)
    throw problems.rule(
      `文件中发现病毒（${found[1]}），没有保存；请先对电脑杀毒，再换一份干净的文件上传`,
      `A virus (${found[1]}) was found in the file, which was not stored; clean the computer first, then send a clean copy`,
    );
  throw problems.busy();
}

function ask({ host, port }: { host: string; port: number }, bytes: Uint8Array): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ host, port });
    const answer: Buffer[] = [];
    socket.setTimeout(patience, () => socket.destroy(new Error("the virus scanner does not answer")));
    socket.on("error", fail);
    socket.on("data", (part) => answer.push(part));
    socket.on("close", () => done(Buffer.concat(answer).toString("utf8").replace(/\0$/, "").trim()));
    socket.write("zINSTREAM\0");
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      socket.write(lengthOf(part.length));
      socket.write(part);
    }
    socket.write(lengthOf(0));
  });
}

function lengthOf(length: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(length);
  return buffer;
}
