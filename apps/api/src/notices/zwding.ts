import { createHmac, randomInt } from "node:crypto";
import { textOf, type Channel } from "./channels.ts";
import { speakTo } from "./outward.ts";

type Settings = { url: string; key: string; secret: string; tenant: string };

const path = "/message/workNotification";

/** Parameters sorted by name, as they are signed and, encoded, sent. */
const sorted = (parameters: Record<string, string>) => Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));

/** Method, time, nonce, path and parameters, a line each, under HMAC-SHA256, as base64. */
export const zwdingSignature = (
  secret: string,
  time: string,
  nonce: string,
  parameters: Record<string, string>,
): string =>
  createHmac("sha256", secret)
    .update(
      [
        "POST",
        time,
        nonce,
        path,
        sorted(parameters)
          .map(([name, value]) => `${name}=${value}`)
          .join("&"),
      ].join("\n"),
    )
    .digest("base64");

/**
 * 浙政钉 (专有钉钉) 工作通知. Parameters and signature are those that public clients of the platform use; its own
 * description is not open to us. NOT VERIFIED against the real platform: try it with one account first.
 */
export function zwdingChannel({ url, key, secret, tenant }: Settings, allowPrivate: boolean): Channel {
  return {
    name: "zwding",
    async send(message) {
      const ids = message.notices.map(({ id }) => id);
      const parameters = {
        // The platform drops a second message under the same id.
        bizMsgId: `duibiao-${message.username}-${ids.at(-1)}-${ids.length}`,
        msg: JSON.stringify({ msgtype: "text", text: { content: textOf(message) } }),
        receiverIds: message.to,
        tenantId: tenant,
      };
      const time = new Date(Date.now() + 8 * 3600_000).toISOString().replace("Z", "+08:00");
      const nonce = `${Date.now()}${randomInt(1000, 10_000)}`;
      const { status, text } = await speakTo({
        url: `${url}${path}`,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-Hmac-Auth-Timestamp": time,
          "X-Hmac-Auth-Version": "1.0",
          "X-Hmac-Auth-Nonce": nonce,
          apiKey: key,
          "X-Hmac-Auth-Signature": zwdingSignature(secret, time, nonce, parameters),
        },
        body: new URLSearchParams(sorted(parameters)).toString(),
        allowPrivate,
      });
      if (status !== 200) throw new Error(`http ${status}`);
      if ((JSON.parse(text) as { success?: boolean }).success !== true) throw new Error("zwding refused");
    },
  };
}
