import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Operation } from "@duibiao/contract";
import { problems } from "./problem.ts";

export const cookieName = (secure: boolean) => (secure ? "__Host-duibiao" : "duibiao");

const requestIds = new WeakMap<Request, string>();

/** The id that answer, audit row and log line of a request share. */
export function requestIdOf(c: Context): string {
  const known = requestIds.get(c.req.raw) ?? randomUUID();
  requestIds.set(c.req.raw, known);
  return known;
}

/** Gives a request the id that it was named by elsewhere. */
export const nameRequest = (request: Request, id: string): void => void requestIds.set(request, id);

/** The session token of a request, or null. */
export function sessionToken(c: Context): string | null {
  return getCookie(c, cookieName(true)) ?? getCookie(c, cookieName(false)) ?? null;
}

/** The secret of an API token, or null. A request that carries one is a program's: a cookie beside it counts for nothing. */
export function bearerOf(c: Context): string | null {
  const header = c.req.header("Authorization");
  return header === undefined ? null : (/^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1] ?? "");
}

/**
 * Refuses writes that another site could have caused: a custom header is needed, and what the browser says of
 * the origin must be this site (ASVS 3.5; reliability 2.5).
 */
export function guardSite(c: Context, _platform: unknown): void {
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  const host = c.req.header("Host") ?? new URL(c.req.url).host;
  if (c.req.header("X-Duibiao") !== "1") throw problems.crossSite();
  if (site !== undefined && site !== "same-origin" && site !== "none") throw problems.crossSite();
  if (origin !== undefined && hostOf(origin) !== host) throw problems.crossSite();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const jsonLimit = 1 << 20;
/** Of JSON that holds a whole table or document: 20,000 cells with their notes. */
const tableLimit = 8 << 20;
/** No body is larger. */
export const fileLimit = 20 << 20;

/** The body's bytes, of the declared type only and within its limit (or a lower one), counted while reading. */
export async function readBody(
  c: Context,
  type: Operation["bodyType"],
  { lower = Number.POSITIVE_INFINITY, large = false } = {},
): Promise<Uint8Array> {
  const given = (c.req.header("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase();
  const limit = Math.min(type !== "application/json" ? fileLimit : large ? tableLimit : jsonLimit, lower);
  const stream = c.req.raw.body;
  if (stream === null) return new Uint8Array();
  if (given !== type) throw problems.mediaType(type);
  return readBytes(stream, limit);
}

/** How much of a body that is too large is still heard out: whoever is cut off in the middle does not hear why. */
const heardOut = 64 << 20;

/** Bytes of bodies that are read at the same time at most: slow lines and strangers cannot fill the memory together. */
const mostInHand = 256 << 20;
let inHand = 0;

/** A stream's bytes, counted while reading; more than the limit is refused, and not kept. @throws busy while too many are read. */
export async function readBytes(stream: ReadableStream<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let kept = 0;
  try {
    for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
      size += part.byteLength;
      if (size > limit) parts.length = 0;
      else parts.push(part);
      const now = size > limit ? 0 : size;
      inHand += now - kept;
      kept = now;
      if (inHand > mostInHand) throw problems.busy();
      if (size > heardOut) break;
    }
  } finally {
    inHand -= kept;
  }
  if (size > limit) throw problems.tooLarge(limit < 1 << 20 ? `${limit >> 10} KB` : `${limit >> 20} MB`);
  return Buffer.concat(parts);
}

/** Client address: the socket's, or the N-th from the right of X-Forwarded-For behind N trusted proxies. */
export function clientSource(c: Context, trustedProxies: number): string {
  if (trustedProxies > 0) {
    const hops = (c.req.header("X-Forwarded-For") ?? "").split(",").map((hop) => hop.trim());
    const hop = hops.at(-trustedProxies);
    if (hop !== undefined && hop !== "") return hop.slice(0, 64);
  }
  try {
    return getConnInfo(c).remote.address ?? "";
  } catch {
    return "";
  }
}
