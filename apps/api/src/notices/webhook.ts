import { createHmac } from "node:crypto";
import type { Channel } from "./channels.ts";
import { speakTo } from "./outward.ts";

/** What the receiver computes again: HMAC-SHA256, as hex, over the timestamp, a point, and the body's bytes. */
export const webhookSignature = (secret: string, timestamp: string, body: string): string =>
  createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");

/** 单位消息平台: signed JSON to the office's own gateway. A receiver refuses timestamps older than five minutes. */
export function webhookChannel({ url, secret }: { url: string; secret: string }, allowPrivate: boolean): Channel {
  return {
    name: "webhook",
    async send({ username, notices, link }) {
      const body = JSON.stringify({ user: username, notices, link });
      const timestamp = String(Math.floor(Date.now() / 1000));
      const headers = {
        "Content-Type": "application/json",
        "X-Duibiao-Timestamp": timestamp,
        "X-Duibiao-Signature": `sha256=${webhookSignature(secret, timestamp, body)}`,
      };
      const { status } = await speakTo({ url, headers, body, allowPrivate });
      if (status < 200 || status > 299) throw new Error(`http ${status}`);
    },
  };
}
