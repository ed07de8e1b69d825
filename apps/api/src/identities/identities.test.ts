import { afterAll, beforeAll, expect, test } from "vitest";
import { openDoor, password } from "../session/testing-door.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { openService } from "./testing-service.ts";

let t: TestPlatform;
let door: ReturnType<typeof openDoor>;
let service: Awaited<ReturnType<typeof openService>>;
beforeAll(async () => {
  t = await createTestPlatform();
  door = openDoor(t);
  service = await openService("duibiao");
  t.platform.oidc = {
    name: "演示统一认证",
    issuer: service.issuer,
    clientId: "duibiao",
    clientSecret: "secret",
    publicUrl: "http://duibiao.test",
  };
});
afterAll(async () => {
  await service.close();
  await t.close();
});

const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .filter((line) => !line.endsWith("="))
    .join("; ");

async function visit(path: string, cookie = "") {
  const answer = await t.app.request(`http://test/api/v1${path}`, { headers: { Cookie: cookie } });
  return { status: answer.status, to: answer.headers.get("Location"), cookie: cookiesOf(answer.headers) };
}

/** Goes to the service, signs in there as the subject, and comes back with what the browser left with. */
async function enter(subject: string) {
  const away = await visit("/identities/start");
  expect(away.status).toBe(302);
  return visit(`/identities/back${service.agree(away.to!, subject)}`, away.cookie);
}

/** Ties the subject to the account whose cookie it is. */
async function tie(cookie: string, subject: string) {
  const answer = await t.app.request("http://test/api/v1/identities/link", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1", Cookie: cookie },
    body: JSON.stringify({ password, app: "county" }),
  });
  expect(answer.status).toBe(200);
  const { url } = (await answer.json()) as { url: string };
  return visit(`/identities/back${service.agree(url, subject)}`, `${cookie}; ${cookiesOf(answer.headers)}`);
}

test("an identity of nobody opens nothing; once its owner tied it to an account, it opens a session of that account", async () => {
  await door.account("wei");
  expect((await enter("s-wei")).to).toBe("/county/?identity=unknown");
  const cookie = await door.cookieOf("wei");
  expect((await tie(cookie, "s-wei")).to).toBe("/county/account?identity=tied");
  const back = await enter("s-wei");
  expect(back.to).toBe("/county/");
  const me = await door.call("GET", "/session", undefined, { cookie: back.cookie });
  expect(me.body.user.username).toBe("wei");
  const { rows } = await t.owner.query("select way from sessions order by created_at desc limit 1");
  expect(rows).toEqual([{ way: "identity" }]);
  expect((await door.call("GET", "/identities", undefined, { cookie: back.cookie })).body.items).toMatchObject([
    { issuer: service.issuer },
  ]);
});

test("tying takes the password; an identity that is another's stays theirs; untied it opens nothing", async () => {
  await door.account("jia");
  const cookie = await door.cookieOf("jia");
  const wrong = await door.call("POST", "/identities/link", { password: "river", app: "county" }, { cookie });
  expect(wrong.body.code).toBe("wrong_password");
  expect((await tie(cookie, "s-wei")).to).toBe("/county/account?identity=taken");
  expect((await tie(cookie, "s-jia")).to).toBe("/county/account?identity=tied");
  expect((await door.call("POST", "/identities/unlink", {}, { cookie })).status).toBe(200);
  expect((await enter("s-jia")).to).toBe("/county/?identity=unknown");
});

test("what comes back counts only in the browser that left, once, with the state it left with, and from a live account", async () => {
  await door.account("feng");
  await tie(await door.cookieOf("feng"), "s-feng");
  const away = await visit("/identities/start");
  const other = await visit("/identities/start");
  const query = service.agree(away.to!, "s-feng");
  expect((await visit(`/identities/back${query}`)).to).toBe("/county/?identity=failed");
  expect((await visit(`/identities/back${query}`, other.cookie)).to).toBe("/county/?identity=failed");
  expect((await visit(`/identities/back${query}`, away.cookie)).to).toBe("/county/");
  expect((await visit(`/identities/back${query}`, away.cookie)).to).toBe("/county/?identity=failed");
  await t.owner.query("update users set disabled_at = now() where username = 'feng'");
  expect((await enter("s-feng")).to).toBe("/county/?identity=failed");
});

test("a reset unties what was tied; who comes back after it, or as somebody else at the same computer, ties nothing", async () => {
  const id = await door.account("shu");
  await t.person("root", "system_admin");
  const cookie = await door.cookieOf("shu");
  expect((await tie(cookie, "s-thief")).to).toBe("/county/account?identity=tied");
  // Whoever has the password begins to tie another one, and is away when the administrator resets it.
  const begin = async (own: string) => {
    const answer = await t.app.request("http://test/api/v1/identities/link", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Duibiao": "1", Cookie: own },
      body: JSON.stringify({ password, app: "county" }),
    });
    return { url: ((await answer.json()) as { url: string }).url, away: cookiesOf(answer.headers) };
  };
  await door.account("qin");
  const left = await begin(await door.cookieOf("qin"));
  const second = await door.account("lu").then(() => door.cookieOf("lu"));
  const elsewhere = await visit(`/identities/back${service.agree(left.url, "s-lu")}`, `${second}; ${left.away}`);
  expect(elsewhere.to).toBe("/county/account?identity=failed");
  const late = await begin(cookie);
  const reset = await t.as("root").post(`/users/${id}/reset`, { reason: "密码外泄" });
  expect(reset.status, reset.text).toBe(200);
  const back = await visit(`/identities/back${service.agree(late.url, "s-late")}`, `${cookie}; ${late.away}`);
  expect(back.to).toBe("/county/account?identity=failed");
  for (const subject of ["s-thief", "s-late", "s-lu"])
    expect((await enter(subject)).to).toBe("/county/?identity=unknown");
});

test("who came by an identity sets no password without the one-time code", async () => {
  const id = await door.account("han");
  await tie(await door.cookieOf("han"), "s-han");
  const { cookie } = await enter("s-han");
  await t.owner.query("update credentials set must_change = true where user_id = $1", [id]);
  const next = "Wandering-boat-77x";
  const without = await door.call("PUT", "/password", { next }, { cookie });
  expect([without.status, without.body.issues[0].path]).toEqual([400, "body.current"]);
  expect((await door.call("PUT", "/password", { current: password, next }, { cookie })).status).toBe(200);
});

test("without a service there is nothing to go to, and one that is away is said so in words", async () => {
  const { oidc } = t.platform;
  expect((await door.call("GET", "/identities/way")).body).toEqual({ name: "演示统一认证" });
  t.platform.oidc = { ...oidc!, issuer: "http://127.0.0.1:9" };
  expect((await door.call("GET", "/identities/start")).body.code).toBe("identity_unreachable");
  delete t.platform.oidc;
  expect((await door.call("GET", "/identities/way")).body).toEqual({ name: null });
  expect((await visit("/identities/start")).status).toBe(404);
  t.platform.oidc = oidc!;
});
