import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Message } from "./channels.ts";
import { emailChannel } from "./email.ts";
import { isInside, speakTo } from "./outward.ts";
import { webhookChannel } from "./webhook.ts";
import { wecomChannel } from "./wecom.ts";
import { zwdingChannel } from "./zwding.ts";

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

const message: Message = {
  to: "someone@example.test",
  username: "clerk.x",
  notices: [
    { id: 7, kind: "returned", title: "已退回：演示任务 · 演示单位", at: "2026-04-01T00:00:00.000Z" },
    { id: 8, kind: "due_soon", title: "1 天内到期：演示任务", at: "2026-04-01T00:00:00.000Z" },
  ],
  link: "https://duibiao.example.test/",
};

type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };

/** A receiver of our own that keeps what it was sent and answers as told. */
async function receiver(answer: (asked: Asked) => { status?: number; headers?: object; body?: unknown }) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => (body += part));
    request.on("end", () => {
      const one = { method: request.method!, url: new URL(request.url!, "http://x"), headers: request.headers, body };
      asked.push(one);
      const { status = 200, headers = {}, body: text = {} } = answer(one);
      response.writeHead(status, { ...headers, Connection: "close" }).end(JSON.stringify(text));
    });
  });
  return { asked, url: `http://127.0.0.1:${await listening(server)}` };
}

async function listening(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

/** HMAC by the browser's own interface, another implementation than the one that signs. */
async function hmac(secret: string, text: string): Promise<Buffer> {
  const bytes = (part: string) => new TextEncoder().encode(part);
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, bytes(text)));
}

test("a webhook carries account, titles and link, signed over time and body, and a refusal is a fault", async () => {
  let status = 204;
  const { asked, url } = await receiver(() => ({ status }));
  const channel = webhookChannel({ url: `${url}/hook`, secret: "s3cret" }, true);
  await channel.send(message);
  const [{ headers, body }] = asked as [Asked];
  expect(JSON.parse(body)).toEqual({ user: "clerk.x", notices: message.notices, link: message.link });
  const time = headers["x-duibiao-timestamp"] as string;
  expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
  expect(headers["x-duibiao-signature"]).toBe(`sha256=${(await hmac("s3cret", `${time}.${body}`)).toString("hex")}`);
  status = 500;
  await expect(channel.send(message)).rejects.toThrow("http 500");
});

test("nothing follows a redirect, and no fault tells the address or the secret", async () => {
  const other = await receiver(() => ({}));
  const { url } = await receiver(() => ({ status: 302, headers: { Location: other.url } }));
  await expect(webhookChannel({ url: `${url}/t0ken`, secret: "s3cret" }, true).send(message)).rejects.toThrow(
    /^http 302$/,
  );
  expect(other.asked).toEqual([]);
  await expect(
    webhookChannel({ url: "http://127.0.0.1:1/t0ken", secret: "s3cret" }, true).send(message),
  ).rejects.toThrow(/^ECONNREFUSED$/);
});

test("an address inside the network is refused, whether written out, as a name, or as version 6", async () => {
  for (const address of [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "fd00::1",
    "fe80::1",
  ])
    expect(isInside(address), address).toBe(true);
  for (const address of ["8.8.8.8", "172.32.0.1", "192.169.0.1", "2400:3200::1", "::ffff:8.8.8.8"])
    expect(isInside(address), address).toBe(false);
  const { asked, url } = await receiver(() => ({}));
  const port = new URL(url).port;
  const ask = (address: string) => speakTo({ url: address, headers: {}, body: "", allowPrivate: false });
  await expect(ask(`https://127.0.0.1:${port}/`)).rejects.toThrow("address inside the network");
  await expect(ask(`https://[::ffff:127.0.0.1]:${port}/`)).rejects.toThrow("address inside the network");
  // The resolver says where the name leads, and only then is it refused.
  await expect(ask(`https://localhost:${port}/`)).rejects.toThrow("address inside the network");
  await expect(ask(`http://example.test:${port}/`)).rejects.toThrow("plain http is not allowed");
  expect(asked).toEqual([]);
});

test("an e-mail goes to the one person: several titles in one message, no text of a notice", async () => {
  const said: string[] = [];
  const server = createTcpServer((socket) => {
    let data = false;
    socket.write("220 test\r\n");
    socket.on("data", (part) => {
      for (const line of part.toString("utf8").split("\r\n").slice(0, -1)) {
        said.push(line);
        if (data) {
          if (line !== ".") continue;
          data = false;
          socket.write("250 kept\r\n");
        } else if (line === "DATA") {
          data = true;
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write(line.startsWith("RCPT TO:<nobody") ? "550 no such person\r\n" : "250 ok\r\n");
      }
    });
  });
  const port = await listening(server);
  const channel = emailChannel({ url: `smtp://127.0.0.1:${port}`, from: "duibiao@example.test" }, true);
  await channel.send(message);
  expect(said.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<someone@example.test>"]);
  const text = said.slice(said.indexOf("DATA") + 1);
  const body = Buffer.from(text.slice(text.indexOf("") + 1).join(""), "base64").toString("utf8");
  expect(body.trim()).toBe(
    "已退回：演示任务 · 演示单位\n1 天内到期：演示任务\n请登录平台查看：https://duibiao.example.test/",
  );
  await expect(channel.send({ ...message, to: "nobody@example.test" })).rejects.toThrow(/^smtp 550$/);
});

test("企业微信: one token for many messages, asked for again when it is stale; an unknown member is a fault", async () => {
  let tokens = 0;
  const { asked, url } = await receiver(({ url: { pathname, searchParams }, body }) => {
    if (pathname === "/cgi-bin/gettoken")
      return { body: { errcode: 0, access_token: `t${++tokens}`, expires_in: 7200 } };
    const { touser } = JSON.parse(body) as { touser: string };
    if (searchParams.get("access_token") === "t1" && touser === "stale") return { body: { errcode: 42001 } };
    return { body: { errcode: 0, invaliduser: touser === "nobody" ? "nobody" : "" } };
  });
  const channel = wecomChannel({ url, corp: "corp", agent: "1000002", secret: "s" }, true);
  await channel.send({ ...message, to: "zhangsan" });
  await channel.send({ ...message, to: "lisi" });
  expect(asked.map(({ method, url: at }) => `${method} ${at.pathname}`)).toEqual([
    "GET /cgi-bin/gettoken",
    "POST /cgi-bin/message/send",
    "POST /cgi-bin/message/send",
  ]);
  expect(asked[0]!.url.search).toBe("?corpid=corp&corpsecret=s");
  expect(JSON.parse(asked[1]!.body)).toMatchObject({ touser: "zhangsan", msgtype: "text", agentid: 1000002 });
  await expect(channel.send({ ...message, to: "stale" })).rejects.toThrow("wecom 42001");
  await channel.send({ ...message, to: "stale" });
  expect(tokens).toBe(2);
  await expect(channel.send({ ...message, to: "nobody" })).rejects.toThrow("no such member");
});

test("浙政钉: method, time, nonce, path and sorted parameters are signed; the same message has the same id", async () => {
  const { asked, url } = await receiver(() => ({ body: { success: true } }));
  const channel = zwdingChannel({ url, key: "app-key", secret: "app-secret", tenant: "196729" }, true);
  await channel.send({ ...message, to: "12345" });
  await channel.send({ ...message, to: "12345" });
  const [first, second] = asked as [Asked, Asked];
  const sent = new URLSearchParams(first.body);
  expect([...sent.keys()]).toEqual(["bizMsgId", "msg", "receiverIds", "tenantId"]);
  const signed = [
    "POST",
    first.headers["x-hmac-auth-timestamp"],
    first.headers["x-hmac-auth-nonce"],
    "/message/workNotification",
    [...sent].map(([name, value]) => `${name}=${value}`).join("&"),
  ].join("\n");
  expect(first.headers["x-hmac-auth-signature"]).toBe((await hmac("app-secret", signed)).toString("base64"));
  expect(new URLSearchParams(second.body).get("bizMsgId")).toBe(sent.get("bizMsgId"));
  expect(second.headers["x-hmac-auth-nonce"]).not.toBe(first.headers["x-hmac-auth-nonce"]);
});
