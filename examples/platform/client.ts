import { createHash } from "node:crypto";

/** A signed-in person at a server's public interface. Every answer that is not 200 becomes an error with its text. */
export type Client = {
  get: <T>(path: string, query?: Query) => Promise<T>;
  text: (path: string, query?: Query) => Promise<string>;
  post: <T>(path: string, body: unknown) => Promise<T>;
  csv: <T>(path: string, table: string, query?: Query) => Promise<T>;
};

type Query = Record<string, string | number | boolean | undefined>;

/** What the server said no to: its code and its sentences. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Record<string, unknown>;
  constructor(path: string, status: number, problem: Record<string, unknown>) {
    const { code, zh, en, ...details } = problem;
    const { type: _type, status: _status, title: _title, instance: _instance, ...rest } = details;
    const more = JSON.stringify(rest).slice(0, 2000);
    super(
      `${path}: ${status} ${String(code ?? "")}\n${String(zh ?? "")}\n${String(en ?? "")}${more === "{}" ? "" : `\n${more}`}`,
    );
    this.status = status;
    this.problem = problem;
  }
}

/** Signs in at `server` (an address without /api) and keeps the session's cookie. */
export async function signIn(server: string, username: string, password: string): Promise<Client> {
  const base = `${server.replace(/\/+$/, "")}/api/v1`;
  const first = await fetch(`${base}/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: JSON.stringify({ username, password }),
  });
  if (!first.ok) throw new Refused("/session", first.status, await problemOf(first));
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

  const call = async (method: string, path: string, query: Query, body?: { type: string; text: string }) => {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as [string, string]],
      ),
    );
    const address = `${path}${search.size > 0 ? `?${search}` : ""}`;
    const headers: Record<string, string> = { Cookie: cookie, "X-Duibiao": "1" };
    if (body !== undefined) {
      headers["Content-Type"] = body.type;
      headers["Idempotency-Key"] = keyOf(address, body.text);
    }
    const response = await fetch(`${base}${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body.text }),
    });
    if (!response.ok) throw new Refused(address, response.status, await problemOf(response));
    return response;
  };
  const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
  return {
    get: (path, query = {}) => json(call("GET", path, query)),
    text: async (path, query = {}) => (await call("GET", path, query)).text(),
    post: (path, body) => json(call("POST", path, {}, { type: "application/json", text: JSON.stringify(body) })),
    csv: (path, table, query = {}) => json(call("POST", path, query, { type: "text/csv", text: table })),
  };
}

/** The same request again has the same key: a run that was cut off is continued, not doubled. */
const keyOf = (address: string, text: string) => createHash("sha256").update(`${address}\n${text}`).digest("hex");

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { code: "not_json", en: text.slice(0, 200) };
  }
}
