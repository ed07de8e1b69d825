import { lookup } from "node:dns";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses of one's own machine and network, where no message from here has any business unless the operator says so. */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  // Addresses of version 4 in the clothes of version 6: NAT64 and 6to4 lead wherever they say.
  ["64:ff9b::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** An IPv4 address written as IPv6 (::ffff:7f00:1) is looked at as what it is. */
export const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Looked up once and connected to that: what the name says a moment later does not matter. */
const outsideOnly: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    if (addresses.some(({ address }) => isInside(address))) return done(new Error("address inside the network"), []);
    if (options.all === true) return done(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

type Sent = { status: number; text: string };
type Asked = {
  url: string;
  headers: Record<string, string>;
  /** Absent: asked by GET. */
  body?: string;
  allowPrivate: boolean;
};

const mostAnswer = 64 * 1024;
const patience = 10_000;

/**
 * Sends to, or asks, an address that the operator configured. Redirects are not followed, an answer is cut at 64 kB, and
 * without `allowPrivate` neither plain http nor an address inside the network is spoken to.
 * @throws Error whose message holds no part of the address, the headers or the body.
 */
export function speakTo({ url, headers, body, allowPrivate }: Asked): Promise<Sent> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && target.protocol !== "https:") return Promise.reject(new Error("plain http is not allowed"));
  if (!allowPrivate && isIP(host) !== 0 && isInside(host))
    return Promise.reject(new Error("address inside the network"));
  const send = target.protocol === "https:" ? overHttps : overHttp;
  return new Promise((done, fail) => {
    const sent = send(
      target,
      {
        method: body === undefined ? "GET" : "POST",
        headers: body === undefined ? headers : { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(patience),
        agent: false,
        ...(allowPrivate ? {} : { lookup: outsideOnly }),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          size += part.length;
          if (size > mostAnswer) answer.destroy(new Error("answer too long"));
          else parts.push(part);
        });
        answer.on("end", () => done({ status: answer.statusCode!, text: Buffer.concat(parts).toString("utf8") }));
        answer.on("error", fail);
      },
    );
    sent.on("error", (error: NodeJS.ErrnoException) =>
      fail(
        new Error(
          error.name === "AbortError" || error.name === "TimeoutError"
            ? "no answer in time"
            : (error.code ?? error.message),
        ),
      ),
    );
    sent.end(body);
  });
}
