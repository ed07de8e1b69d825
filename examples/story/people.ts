import { randomUUID } from "node:crypto";
import type { Call, Method } from "./world.ts";

/** Sends a request below /api/v1: `fetch` with an address in front, or an app's own `request`. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** What a request looks like, without the cookie; also what is printed for use by hand. */
export function requestOf(method: Method, body: unknown) {
  const write = method !== "GET";
  const headers: Record<string, string> = write
    ? { "X-Duibiao": "1", "Content-Type": method === "CSV" ? "text/csv" : "application/json" }
    : {};
  const text = method === "CSV" ? String(body) : JSON.stringify(body ?? {});
  return { method: method === "CSV" ? "POST" : method, headers, ...(write ? { body: text } : {}) };
}

/** People who sign in when they are first needed, all with the one password of the demo accounts. */
export function signedIn(send: Send, password: string): Call {
  const cookies = new Map<string, Promise<string>>();
  const cookieOf = (person: string) => {
    const known = cookies.get(person) ?? signIn(send, person, password);
    cookies.set(person, known);
    return known;
  };
  return async <T>(person: string, method: Method, path: string, body?: unknown): Promise<T> => {
    const request = requestOf(method, body);
    const headers: Record<string, string> = { ...request.headers, Cookie: await cookieOf(person) };
    // A step looks before it writes, so a run that was cut off goes on; the key covers an answer lost on the way.
    if (method !== "GET") headers["Idempotency-Key"] = randomUUID();
    return (await read(await send(path, { ...request, headers }), `${person} ${request.method} ${path}`)) as T;
  };
}

async function signIn(send: Send, username: string, password: string): Promise<string> {
  const response = await send("/session", requestOf("POST", { username, password }));
  await read(response, `登录 / sign in: ${username}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

async function read(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(`${what}: ${response.status} ${text}`);
}
