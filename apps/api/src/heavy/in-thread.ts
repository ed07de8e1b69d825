import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { createApp } from "../app.ts";
import { readSettings } from "../env.ts";
import { openReceiptKeys } from "../keys.ts";
import { openPlatform } from "../open-platform.ts";
import { nameRequest } from "../request.ts";
import type { Answered, Asked } from "./message.ts";

/** The same application over a pool of its own: what calculates here holds up nobody there. */
const settings = readSettings();
const keys = openReceiptKeys(join(settings.dataDir, "receipt-key.pem"));
const platform = openPlatform(settings, keys, { connections: 4, name: "duibiao-heavy" });
const app = createApp(platform);

async function answer({ id, requestId, source, method, url, headers, body }: Asked): Promise<void> {
  const request = new Request(url, { method, headers, ...(body === null ? {} : { body }) });
  nameRequest(request, requestId);
  const response = await app.fetch(request, { incoming: { socket: { remoteAddress: source } } });
  const bytes = await response.arrayBuffer();
  const answered: Answered = { id, status: response.status, headers: [...response.headers], body: bytes };
  parentPort!.postMessage(answered, [bytes]);
}

parentPort!.on("message", (asked: Asked) => void answer(asked));
