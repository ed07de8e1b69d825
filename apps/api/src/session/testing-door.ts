import { expect } from "vitest";
import type { TestPlatform } from "../testing.ts";
import { hashPassword } from "./hashing.ts";

export const password = "river lamp cotton";

type Call = { cookie?: string; source?: string; headers?: Record<string, string> };

/** The door as browsers come to it: accounts with passwords, requests from a source and with a cookie. */
export function openDoor(t: TestPlatform) {
  let stored: string | null = null;

  async function account(username: string, over: { mustChange?: boolean; hash?: string } = {}): Promise<number> {
    stored ??= await hashPassword(password);
    const id = await t.person(username, "clerk", { unit: 1 });
    await t.owner.query("insert into credentials (user_id, password_hash, must_change) values ($1, $2, $3)", [
      id,
      over.hash ?? stored,
      over.mustChange ?? false,
    ]);
    return id;
  }

  async function call(
    method: string,
    path: string,
    body?: unknown,
    { cookie, source = "10.0.0.1", headers = {} }: Call = {},
  ) {
    const response = await t.app.request(`http://test/api/v1${path}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        "X-Duibiao": "1",
        "X-Forwarded-For": source,
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as any,
    };
  }

  const signIn = (username: string, pass = password, source?: string) =>
    call("POST", "/session", { username, password: pass }, source === undefined ? {} : { source });

  async function cookieOf(username: string, source?: string): Promise<string> {
    const answer = await signIn(username, password, source);
    expect(answer.status).toBe(200);
    return answer.headers.get("Set-Cookie")!.split(";")[0]!;
  }

  const auditOf = async (userId: number) =>
    (
      await t.owner.query("select action, result, source, detail from audit_log where user_id = $1 order by id", [
        userId,
      ])
    ).rows;

  return { account, call, signIn, cookieOf, auditOf };
}
