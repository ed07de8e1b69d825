import { afterAll, beforeAll, expect, test } from "vitest";
import { remind } from "../src/notices/remind.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
const key = () => ({ "Idempotency-Key": `second-${Math.random().toString(36).slice(2).padEnd(16, "0")}` });
const id = async (name: string) => (await t.owner.query("select id from users where username = $1", [name])).rows[0].id;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const demand = async (who: string, more: object) =>
  t.as(who).post("/second-review-duties", { owner: f.region["A"], reviewers: [], reason: "金额大", ...more }, key());
const give = (who: string, s: { id: number; hash: string }) =>
  t.as(who).post(`/submissions/${s.id}/second-reviews`, { contentHash: s.hash, note: "已核对账单" }, key());
const pass = (who: string, s: { id: number; hash: string }) =>
  t.as(who).post(`/submissions/${s.id}/accept`, { contentHash: s.hash, tier: "city" });

test("where the bureau asks a second reviewer of a form, two different people must look before it is accepted", async () => {
  const duty = await demand("leader-A", { kind: "form", key: "T_FORM" });
  expect(duty.status, duty.text).toBe(200);
  const sent = await report(f, "a1", { energy: "100", people: "2" });
  // The county's own bureau asked nothing.
  await accept(f, "reviewer-a1", "county", sent);
  const refused = await pass("reviewer-A", sent);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: "second_review", duties: [{ kind: "form", key: "T_FORM" }] });
  expect((await t.as("reviewer2-A").get(`/submissions/${sent.id}/second-reviews`)).body).toMatchObject({
    tier: "city",
    waiting: true,
    mine: true,
    reviews: [],
  });
  const queued = async () =>
    (await t.as("reviewer-A").get("/queue?from=2026-01-01&to=2026-12-31")).body.items.find(
      (item: any) => item.submissionId === sent.id,
    ).secondReview;
  expect(await queued()).toBe("waiting");
  // Another bureau's people cannot; who passed the county's tier would be the same person twice.
  expect((await give("reviewer-a1", sent)).status).toBe(403);
  expect((await give("reviewer-B", sent)).status).toBe(404);
  expect((await give("reviewer2-A", { ...sent, hash: "0".repeat(64) })).status).toBe(412);
  const given = await give("reviewer2-A", sent);
  expect(given.status, given.text).toBe(200);
  expect(given.body).toMatchObject({ tier: "city", revision: 1, counts: true });
  expect(await queued()).toBe("done");
  expect((await pass("reviewer2-A", sent)).body.code).toBe("own_work");
  expect((await pass("reviewer-A", sent)).status).toBe(200);
  const { rows } = await t.owner.query("select count(*)::int as n from audit_log where detail ? 'secondReview'");
  expect(rows[0].n).toBe(1);
});

test("a second review is of one revision: what comes again is reviewed again", async () => {
  const sent = await report(f, "a2", { energy: "100", people: "2" });
  await accept(f, "reviewer-a2", "county", sent);
  expect((await give("reviewer2-A", sent)).status).toBe(200);
  const back = await t
    .as("reviewer-A")
    .post(`/submissions/${sent.id}/return`, { contentHash: sent.hash, reason: "请核对", cells: [] });
  expect(back.status, back.text).toBe(200);
  const again = await report(f, "a2", { energy: "120", people: "2" });
  await accept(f, "reviewer-a2", "county", again);
  expect((await pass("reviewer-A", again)).body.code).toBe("second_review");
  expect((await give("reviewer2-A", again)).status).toBe(200);
  expect((await pass("reviewer-A", again)).status).toBe(200);
});

test("of a line with named reviewers one of them must; an ended duty asks nothing more, and stays in the list", async () => {
  await t.owner.query("update unit_versions set line = '教育局' where unit_id = $1", [f.unit["A0"]]);
  const [list] = (await t.as("leader-A").get("/second-review-duties")).body.items;
  expect((await t.as("leader-A").post(`/second-review-duties/${list.id}/end`, {})).status).toBe(200);
  const named = await demand("leader-A", { kind: "line", key: "教育局", reviewers: [await id("leader-A")] });
  expect(named.status, named.text).toBe(200);
  // The line of the period's last day counts: since then the unit has gone to another one.
  await t.owner.query("update unit_versions set valid_to = '2026-04-05' where unit_id = $1", [f.unit["A0"]]);
  await t.owner.query(
    `insert into unit_versions (unit_id, region_id, code, name, kind, covers, line, valid_from)
     select unit_id, region_id, code, name, kind, covers, '卫生健康委', '2026-04-05' from unit_versions where unit_id = $1`,
    [f.unit["A0"]],
  );
  const sent = await report(f, "A0", { energy: "100", people: "2" });
  const county = await t
    .as("reviewer-A")
    .post(`/submissions/${sent.id}/accept`, { contentHash: sent.hash, tier: "county" });
  // The unit lacks a county: the city's bureau passes that tier too, and asks the same of it.
  expect(county.body.code).toBe("second_review");
  expect((await give("reviewer2-A", sent)).status).toBe(422);
  expect((await give("leader-A", sent)).status).toBe(200);
  expect(
    (await t.as("reviewer-A").post(`/submissions/${sent.id}/accept`, { contentHash: sent.hash, tier: "county" }))
      .status,
  ).toBe(200);
  const items = (await t.as("reviewer-A").get("/second-review-duties")).body.items;
  expect(items.map(({ key, endedAt }: any) => [key, endedAt !== null])).toEqual([
    ["T_FORM", true],
    ["教育局", false],
  ]);
});

test("a deputy reviews second for the named reviewer who is away: both names stand, and neither of the two accepts", async () => {
  const post = (await t.as("leader-A").get("/session")).body.posts[0].id;
  const deputy = { post, user: await id("reviewer2-A"), from: "2026-04-10", to: "2026-04-12" };
  const passCounty = (who: string, s: { id: number; hash: string }) =>
    t.as(who).post(`/submissions/${s.id}/accept`, { contentHash: s.hash, tier: "county" });
  // The duty names leader-A for units of 教育局, as above; the unit's next report waits for it.
  const opened = await t.owner.query("select id from submissions where unit_id = $1", [f.unit["A0"]]);
  const back = await t.as("reviewer-A").get(`/submissions/${opened.rows[0].id}`);
  const returned = await t.as("reviewer-A").post(`/submissions/${opened.rows[0].id}/return`, {
    contentHash: back.body.contentHash,
    reason: "请核对",
    cells: [],
  });
  expect(returned.status, returned.text).toBe(200);
  const sent = await report(f, "A0", { energy: "110", people: "2" });
  expect((await give("reviewer2-A", sent)).status).toBe(422);
  const told = async () => {
    await remind(t.workerDb, new Date("2026-04-10T09:00:00+08:00"));
    const found = await t.owner.query(
      "select audience from notices where key like 'second_review/duty/%' order by id desc limit 1",
    );
    return found.rows[0].audience;
  };
  const named = await t.as("leader-A").post("/deputies", deputy, key());
  expect(named.status, named.text).toBe(200);
  const seen = (await t.as("reviewer2-A").get(`/submissions/${sent.id}/second-reviews`)).body;
  expect(seen).toMatchObject({ waiting: true, mine: true });
  expect(await told()).toEqual([{ users: [await id("leader-A"), await id("reviewer2-A")].sort((a, b) => a - b) }]);
  const given = await give("reviewer2-A", sent);
  expect(given.status, given.text).toBe(200);
  expect(given.body).toMatchObject({
    by: "reviewer2-A（代leader-A）",
    userId: await id("reviewer2-A"),
    forUserId: await id("leader-A"),
  });
  const { rows } = await t.owner.query(
    "select detail from audit_log where detail ? 'secondReview' order by id desc limit 1",
  );
  expect(rows[0].detail).toMatchObject({ standsInFor: await id("leader-A") });
  expect((await t.as("leader-A").get(`/submissions/${sent.id}/second-reviews`)).body.waiting).toBe(false);
  // Four eyes: not who looked, and not in whose place it was.
  expect((await passCounty("reviewer2-A", sent)).body.code).toBe("own_work");
  expect((await passCounty("leader-A", sent)).body.code).toBe("own_work");
  expect((await passCounty("reviewer-A", sent)).status).toBe(200);
});

test("only the bureau's leader asks it, of the bureau's own people, once", async () => {
  expect((await demand("reviewer-A", { kind: "form", key: "T_FORM" })).status).toBe(403);
  expect((await demand("leader-B", { kind: "form", key: "T_FORM" })).status).toBe(403);
  expect((await demand("leader-P", { kind: "form", key: "T_FORM" })).status).toBe(403);
  const foreign = await demand("leader-A", { kind: "form", key: "T_FORM", reviewers: [await id("reviewer-B")] });
  expect(foreign.status).toBe(400);
  expect((await demand("leader-A", { kind: "line", key: "教育局" })).status).toBe(409);
  expect((await t.as("clerk-a1").get("/second-review-duties")).status).toBe(403);
  expect((await t.as("reviewer-B").get("/second-review-duties")).body.items).toEqual([]);
});

test("who reviewed second does not accept in the place of somebody they stand in for either", async () => {
  const [named] = (await t.as("leader-A").get("/second-review-duties")).body.items.filter((one: any) => !one.endedAt);
  expect((await t.as("leader-A").post(`/second-review-duties/${named.id}/end`, {})).status).toBe(200);
  expect((await demand("leader-A", { kind: "form", key: "T_FORM" })).status).toBe(200);
  // reviewer2-A stands in for leader-A, as above; the county's tier of the unit has been passed.
  const { rows } = await t.owner.query("select id from submissions where unit_id = $1", [f.unit["A0"]]);
  const { body } = await t.as("reviewer2-A").get(`/submissions/${rows[0].id}`);
  const sent = { id: rows[0].id, hash: body.contentHash };
  // What was reviewed second at the tier before is reviewed again at this one.
  await t.person("third-A", "reviewer", { region: f.region["A"]! });
  expect((await pass("third-A", sent)).body.code).toBe("second_review");
  // reviewer-A passed the tier before: not the other one who looks.
  expect((await give("reviewer-A", sent)).body.code).toBe("own_work");
  const given = await give("reviewer2-A", sent);
  expect([given.status, given.body.forUserId, given.body.tier]).toEqual([200, null, "city"]);
  expect((await pass("reviewer2-A", sent)).body.code).toBe("own_work");
  expect((await pass("leader-A", sent)).status).toBe(200);
});

test("nor does anybody accept in the place of who reviewed second", async () => {
  expect((await demand("leader-B", { owner: f.region["B"], kind: "form", key: "T_FORM" })).status).toBe(200);
  await t.person("analyst-B", "analyst", { region: f.region["B"]! });
  const post = (await t.as("leader-B").get("/session")).body.posts[0].id;
  const deputy = { post, user: await id("analyst-B"), from: "2026-04-10", to: "2026-04-12" };
  expect((await t.as("leader-B").post("/deputies", deputy, key())).status).toBe(200);
  const sent = await report(f, "b1", { energy: "100", people: "2" });
  await accept(f, "reviewer-b1", "county", sent);
  expect((await give("leader-B", sent)).status).toBe(200);
  expect((await pass("analyst-B", sent)).body.code).toBe("own_work");
  expect((await pass("reviewer-B", sent)).status).toBe(200);
});
