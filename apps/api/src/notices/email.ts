import { createTransport } from "nodemailer";
import { textOf, type Channel } from "./channels.ts";

/** 电子邮件 over the operator's own server. With an account, only over TLS unless the server is one's own network's. */
export function emailChannel({ url, from }: { url: string; from: string }, allowPrivate: boolean): Channel {
  const server = new URL(url);
  const secure = server.protocol === "smtps:";
  const transport = createTransport({
    host: server.hostname,
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !allowPrivate && server.username !== "",
    ...(server.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: "email",
    async send(message) {
      const { notices } = message;
      const subject = notices.length === 1 ? notices[0]!.title : `对标平台：${notices.length} 条通知`;
      try {
        // As an object: the text of an address is not read a second time.
        await transport.sendMail({ from, to: { name: "", address: message.to }, subject, text: textOf(message) });
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        throw new Error(`smtp ${responseCode ?? code ?? "fault"}`);
      }
    },
  };
}
