import { tokens as rules } from "@duibiao/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accept, number, openFlow, report, startSubmission, type Flow } from "../../tests/flow.ts";
import { actorById } from "../actor.ts";
import { spreadNotices } from "../notices/spread.ts";
import { can } from "../policy.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
const now = "2026-04-10T09:00:00+08:00";
const expiresAt = "2026-07-01T00:00:00+08:00";

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow(now);
  f = await openFlow(t);
  await t.person("sysA", "system_admin", { region: f.region["A"]! });
  await t.person("sysB", "system_admin", { region: f.region["B"]! });
});
afterAll(() => t.close());

const make = (who: string, body: Record<string, unknown>) =>
  t.as(who).post("/tokens", { name: "公车平台接口", expiresAt, ...body });

async function secretOf(who: string, body: Record<string, unknown>): Promise<string> {
  const made = await make(who, body);
  expect(made.status, made.text).toBe(200);
  return made.body.secret;
}

/** A program's request: no cookie, no header of the web pages. */
async function asProgram(secret: string, method: string, path: string, body?: unknown, type = "application/json") {
  const response = await t.app.request(`http://test/api/v1${path}`, {
    method: method.toUpperCase(),
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": type, "Idempotency-Key": crypto.randomUUID() },
    ...(method.toLowerCase() === "get" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith("{") ? JSON.parse(text) : text };
}

/** Every described operation: what the outside sees. */
async function operations() {
  const { body } = await t.as("analyst").get("/openapi.json");
  return Object.entries<Record<string, any>>(body.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

test("a token is shown once, kept as a hash only, and reads what it was made for", async () => {
  const secret = await secretOf("reviewer-a1", { actions: ["submission.read"] });
  expect(secret).toMatch(/^duibiao_[\w-]{43}$/);
  expect((await asProgram(secret, "get", "/submissions")).status).toBe(200);
  const beyond = await asProgram(secret, "get", "/units");
  expect([beyond.status, beyond.body.code, beyond.body.zh]).toEqual([
    403,
    "forbidden",
    expect.stringContaining("这枚令牌没有获准「unit.read」"),
  ]);
  const everything = await t.owner.query(
    "select (select string_agg(x::text, '') from api_tokens x) || (select string_agg(a::text, '') from audit_log a) || (select coalesce(string_agg(convert_from(i.body, 'utf8'), ''), '') from idempotency_keys i) as text",
  );
  expect(everything.rows[0].text).not.toContain(secret);
  expect((await t.as("reviewer-a1").get("/tokens")).text).not.toContain(secret.slice(8));
  const wrong = await asProgram("duibiao_wrong", "get", "/submissions");
  expect([wrong.status, wrong.body.code]).toEqual([401, "token_void"]);
});

test("an expiry is demanded, in the future and within a year", async () => {
  expect((await make("reviewer-a1", { actions: ["unit.read"], expiresAt: undefined })).status).toBe(400);
  for (const at of ["2026-04-01T00:00:00Z", "2027-06-01T00:00:00Z"])
    expect((await make("reviewer-a1", { actions: ["unit.read"], expiresAt: at })).status).toBe(400);
  const secret = await secretOf("reviewer-a1", { actions: ["unit.read"] });
  t.setNow("2026-06-30T23:59:59+08:00");
  expect((await asProgram(secret, "get", "/units")).status).toBe(200);
  t.setNow("2026-07-01T00:00:00+08:00");
  expect((await asProgram(secret, "get", "/units")).status).toBe(401);
  t.setNow(now);
});

test("whoever owns a token that a program uses is told two weeks and three days before it ends, once each", async () => {
  const secret = await secretOf("reviewer-b1", { actions: ["unit.read"], name: "在用" });
  await secretOf("reviewer-b1", { actions: ["unit.read"], name: "闲置" });
  const told = async (at: string) => {
    t.setNow(at);
    expect((await asProgram(secret, "get", "/units")).status).toBe(200);
    await spreadNotices(t.workerDb, [], new Date(at));
    const { rows } = await t.owner.query(`
      select n.title_zh as title from inbox i join notices n on n.id = i.notice_id join users u on u.id = i.user_id
      where u.username = 'reviewer-b1' and n.object like 'token/%' order by n.id`);
    return rows.map(({ title }) => title);
  };
  // It ends with 30 June: fourteen days before are the 17th, three the 28th.
  expect(await told("2026-06-16T23:00:00+08:00")).toEqual([]);
  const once = ["接口令牌「在用」将于 2026-07-01 00:00 到期"];
  expect(await told("2026-06-17T08:00:00+08:00")).toEqual(once);
  expect(await told("2026-06-20T08:00:00+08:00")).toEqual(once);
  expect(await told("2026-06-29T08:00:00+08:00")).toEqual([...once, ...once]);
  t.setNow(now);
});

test("a token is not wider than its maker, in action or place", async () => {
  const own = { actions: ["submission.read"], region: f.region["a1"] };
  expect((await make("reviewer-A", own)).status).toBe(200);
  expect((await make("reviewer-B", own)).body.code).toBe("rule");
  expect((await make("reviewer-a1", { actions: ["submission.read"], region: f.region["A"] })).status).toBe(422);
  expect((await make("reviewer-a1", { actions: ["history.import"] })).body.actions).toEqual(["history.import"]);
  expect((await make("clerk-a1", { actions: ["submission.push"], unit: f.unit["a2"] })).status).toBe(422);
  expect((await make("clerk-a1", { actions: ["submission.push"], unit: f.unit["a1"] })).status).toBe(200);
  expect((await make("sysA", { actions: ["submission.read"] })).status).toBe(422);
});

test("over the whole interface description, a token does only what tokens may do and what it was made for", async () => {
  const all = rules.tokenActions.filter((action) => action !== "region.import" && action !== "unit.change");
  const wrong: string[] = [];
  // Together the analyst's posts allow what the list holds; each narrow token then stands for one action.
  const wide = await secretOf("analyst", { actions: all.filter((a) => a !== "audit.read") });
  const narrow = await secretOf("analyst", { actions: ["unit.read"] });
  for (const { path, method, operation } of await operations()) {
    if (operation["x-reach"] === "public") continue;
    const address = path.replaceAll(/\{\w+\}/g, "987654321");
    const type = Object.keys(operation.requestBody?.content ?? {})[0] ?? "application/json";
    for (const [secret, given] of [
      [wide, all as readonly string[]],
      [narrow, ["unit.read"]],
    ] as const) {
      const ask = () => asProgram(secret, method, address, type === "application/json" ? {} : "x", type);
      let answer = await ask();
      // So many questions come faster than one account may ask: it waits, as it is told, and asks again.
      for (; answer.status === 429; answer = await ask()) await new Promise((done) => setTimeout(done, 1000));
      const shut = answer.status === 403 || answer.status === 401;
      if (answer.status >= 500) wrong.push(`${operation.operationId}: ${answer.status}`);
      if (!given.includes(operation["x-action"]) && !shut) wrong.push(`${operation.operationId} lets a token in`);
    }
  }
  expect(wrong).toEqual([]);
});

test("what nobody may leave to a program is no action of a token", () => {
  const never =
    /^(session|token|user|post)\.|\.(sign|submit|return|accept|correct|decide|approve|grant|lock|assign|open|answer|question|scan|save|publish)$/;
  expect(rules.tokenActions.filter((action) => never.test(action))).toEqual([]);
});

test("a token of one county never reads another's figures, wherever it asks", async () => {
  const canary = "918273645";
  await report(f, "a1", { energy: "100", people: "2" });
  const foreign = await report(f, "b1", { energy: canary, people: "1000000" });
  await accept(f, "reviewer-b1", "county", foreign);
  await accept(f, "reviewer-B", "city", foreign);
  await t.settle();
  const actions = [
    "submission.read",
    "collection.read",
    "consolidation.read",
    "roll-up.read",
    "release.read",
    "unit.read",
  ];
  const owner = await t.as("analyst").get(`/submissions/${foreign.id}`);
  expect(owner.text).toContain(canary);
  const ids = [foreign.id, f.collection, f.catalogue, f.period, ...Object.values(f.region), ...Object.values(f.unit)];
  const asked = [...new Set(ids)];
  const leaks: string[] = [];
  let answered = 0;
  for (const { path, method, operation } of await operations()) {
    if (method !== "get") continue;
    const queries = operation.parameters.filter((p: any) => p.in === "query" && p.required).map((p: any) => p.name);
    const tail = queries
      .map((name: string) =>
        name === "lens" ? "lens=city" : `${name}=${name === "period" ? f.period : f.region["B"]}`,
      )
      .join("&");
    // One each, so that none asks too fast.
    const secret = await secretOf("analyst", { actions, region: f.region["a1"] });
    for (const id of path.includes("{") ? asked : [0]) {
      const address = path.replaceAll(/\{\w+\}/g, String(id));
      const answer = await asProgram(secret, "get", `${address}${tail === "" ? "" : `?${tail}`}`);
      if (answer.status === 200) answered++;
      expect(answer.status).not.toBe(429);
      if (answer.text.includes(canary)) leaks.push(`${operation.operationId} ${address}`);
    }
  }
  expect(answered).toBeGreaterThan(5);
  expect(leaks).toEqual([]);
});

test("a token of one county holds there alone, whatever its owner's posts allow elsewhere", async () => {
  const ownerId = await t.person("analyst-all", "analyst", { region: f.region["P"]! });
  const actor = (regionId: number | null, unitId: number | null = null) =>
    t.db.transaction((tx) =>
      actorById(tx, ownerId, "analyst-all", "submission.push", new Date(now), {
        actions: ["submission.push"],
        regionId,
        unitId,
      }),
    );
  const places = ["a1", "a2", "A", "b1", "P"];
  const holds = ({ posts, within }: Awaited<ReturnType<typeof actor>>) =>
    places.filter((at) => can(posts, "submission.push", { regionId: f.region[at]!, unitId: f.unit["a1"]! }, within));
  expect(holds(await actor(null))).toEqual(places);
  expect(holds(await actor(f.region["A"]!))).toEqual(["a1", "a2", "A"]);
  expect(holds(await actor(f.region["a1"]!))).toEqual(["a1"]);
  // What row-level security stands behind: the same places, and no others.
  const { regions } = (await actor(f.region["A"]!)).scope;
  expect(regions).toEqual(["A", "a1", "a2"].map((at) => f.region[at]!).sort((x, y) => x - y));
  // Nowhere outside the owner's own place, nor at a unit where no post of the owner is.
  expect(holds(await actor(null, f.unit["a1"]!))).toEqual([]);
  const countyId = await t.person("analyst-a1", "analyst", { region: f.region["a1"]! });
  const wider = await t.db.transaction((tx) =>
    actorById(tx, countyId, "analyst-a1", "submission.push", new Date(now), {
      actions: ["submission.push"],
      regionId: f.region["A"]!,
      unitId: null,
    }),
  );
  expect(holds(wider)).toEqual([]);
});

test("the owner's rights end the token's: a post that ends, an account that is disabled, a password that is reset", async () => {
  await t.person("kept", "reviewer", { region: f.region["a1"]! });
  const secret = await secretOf("kept", { actions: ["submission.read"] });
  await t.owner.query(
    "update posts set ended_at = now() where user_id = (select id from users where username = 'kept')",
  );
  expect((await asProgram(secret, "get", "/submissions")).status).toBe(403);
  await t.owner.query(
    "update posts set ended_at = null where user_id = (select id from users where username = 'kept')",
  );
  expect((await asProgram(secret, "get", "/submissions")).status).toBe(200);
  const { rows } = await t.owner.query("select id from users where username = 'kept'");
  expect((await t.as("sysA").post(`/users/${rows[0].id}/reset`, { reason: "忘记" })).status).toBe(200);
  expect((await asProgram(secret, "get", "/submissions")).status).toBe(401);
});

test("a disabled account's token is worth nothing, and a token of one unit nothing at the owner's other unit", async () => {
  for (const unit of ["a1", "a2"]) await t.person("both", "clerk", { unit: f.unit[unit]!, region: f.region["A"]! });
  const secret = await secretOf("both", { actions: ["submission.read"], unit: f.unit["a1"] });
  const [own, other] = [await startSubmission(f, "a1"), await startSubmission(f, "a2")];
  const read = (id: number) => asProgram(secret, "get", `/submissions/${id}`);
  expect((await t.as("both").get(`/submissions/${other}`)).status).toBe(200);
  expect([(await read(own)).status, (await read(other)).status]).toEqual([200, 404]);
  const { rows } = await t.owner.query("select id from users where username = 'both'");
  expect((await t.as("sysA").post(`/users/${rows[0].id}/disable`, { reason: "调离" })).status).toBe(200);
  expect((await read(own)).status).toBe(401);
});

test("owner and administrator end a token at once; an administrator elsewhere does not find it", async () => {
  const first = await make("reviewer-a1", { actions: ["submission.read"], name: "甲" });
  const second = await make("reviewer-a1", { actions: ["submission.read"], name: "乙" });
  const use = (made: typeof first) => asProgram(made.body.secret, "get", "/submissions");
  expect([(await use(first)).status, (await use(second)).status]).toEqual([200, 200]);
  expect((await t.as("reviewer-a2").post(`/tokens/${first.body.id}/end`, {})).status).toBe(404);
  expect((await t.as("reviewer-a1").post(`/tokens/${first.body.id}/end`, {})).status).toBe(200);
  expect((await t.as("sysB").post(`/tokens/${second.body.id}/stop`, { reason: "x" })).status).toBe(404);
  expect((await t.as("sysA").get("/tokens/all")).body.items.map((one: any) => one.name)).toContain("乙");
  expect((await t.as("sysA").post(`/tokens/${second.body.id}/stop`, { reason: "系统下线" })).status).toBe(200);
  expect([(await use(first)).status, (await use(second)).status]).toEqual([401, 401]);
});

test("the audit names the token and its owner, for what was done and for what was refused", async () => {
  const made = await make("clerk-a2", { actions: ["submission.read"], name: "电力接口" });
  const id = await startSubmission(f, "a2");
  const refused = await asProgram(made.body.secret, "put", `/submissions/${id}/cells`, {
    cells: [number("t_energy", "1")],
  });
  expect(refused.status).toBe(403);
  const { rows } = await t.owner.query(
    "select l.result, l.detail, u.username from audit_log l join users u on u.id = l.user_id where l.action = 'submissions.save' and l.result = 'refused' order by l.id desc limit 1",
  );
  expect(rows[0]).toMatchObject({ username: "clerk-a2", detail: { token: { id: made.body.id, name: "电力接口" } } });
});

test("a program that asks too fast waits; people do not", async () => {
  const secret = await secretOf("reviewer-b2", { actions: ["unit.read"] });
  // A machine that has much to do may answer slowly; it is never as slow as a program may ask.
  let slowed: Awaited<ReturnType<typeof asProgram>>[] = [];
  for (let wave = 0; wave < 20 && slowed.length === 0; wave++) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => asProgram(secret, "get", "/units?after=1")));
    slowed = answers.filter(({ status }) => status === 429);
  }
  expect(slowed[0]?.body.retryAfter).toBeGreaterThan(0);
  expect((await t.as("reviewer-b2").get("/units")).status).toBe(200);
});
