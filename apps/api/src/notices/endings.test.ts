import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { remind } from "./remind.ts";
import { spreadNotices } from "./spread.ts";

let t: TestPlatform;
let p: TestProvince;
const id: Record<string, number> = {};
const at = (day: string) => new Date(`${day}T09:00:00+08:00`);

beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, { office: { region: "a1", covers: "own" } });
  await t.person("secP", "security_admin", { region: p.region["P"]! });
  await t.person("secA", "security_admin", { region: p.region["A"]! });
  for (const name of ["clerkA", "stand-in"]) id[name] = await t.person(name, "clerk", { unit: p.unit["office"]! });
  id["reviewerB"] = await t.person("reviewerB", "reviewer", { region: p.region["b1"]! });
  await t.owner.query("update posts set valid_to = '2026-03-20' where user_id = $1", [id["clerkA"]]);
  await t.owner.query("update posts set valid_to = '2026-03-20' where user_id = $1", [id["reviewerB"]]);
});
afterEach(() => t.setNow(null));
afterAll(() => t.close());

/** Who was told of what on a day, one line each: the name and the title. */
async function told(day: string): Promise<string[]> {
  const before = (await t.owner.query("select coalesce(max(id), 0) as id from notices")).rows[0].id;
  await remind(t.workerDb, at(day));
  await spreadNotices(t.workerDb, [], at(day));
  const { rows } = await t.owner.query(
    `select u.username || ' ' || n.title_zh as line from inbox i join notices n on n.id = i.notice_id
     join users u on u.id = i.user_id where n.id > $1 order by 1`,
    [before],
  );
  return rows.map(({ line }) => line);
}

test("two weeks and three days before its last day a post's holder is told, and the nearest who can extend it", async () => {
  expect(await told("2026-03-05")).toEqual([]);
  // 6 March and 14 days: 20 March. County b1 and its city have no security administrator: the province's is the nearest.
  expect(await told("2026-03-06")).toEqual([
    "clerkA 任职将于 2026-03-20 到期",
    "reviewerB 任职将于 2026-03-20 到期",
    "secA 1 项任职将于 2026-03-20 到期",
    "secP 1 项任职将于 2026-03-20 到期",
  ]);
  expect(await told("2026-03-07")).toEqual([]);
  expect(await told("2026-03-17")).toHaveLength(4);
  const { rows } = await t.owner.query("select distinct link from notices where link <> '' order by 1");
  expect(rows).toEqual([{ link: "/city/people?state=ending" }, { link: "/province/people?state=ending" }]);
});

test("a post in its grace says until when it works on; one that was extended says nothing more", async () => {
  await t.owner.query("update posts set valid_to = '2026-12-31' where user_id = $1", [id["reviewerB"]]);
  // 20 March and 15 days: 4 April.
  expect(await told("2026-03-21")).toEqual([
    "clerkA 任职已到期，宽限至 2026-04-04",
    "secA 1 项任职已于 2026-03-20 到期",
  ]);
  expect(await told("2026-04-05")).toEqual([]);
});

test("two days before a long deputyship ends both are told; a short one ends without a word", async () => {
  await t.owner.query("update posts set valid_to = null where user_id = $1", [id["clerkA"]]);
  const post = (await t.owner.query("select id from posts where user_id = $1", [id["clerkA"]])).rows[0].id;
  const add = (from: string, to: string) =>
    t.owner.query(
      "insert into deputies (post_id, user_id, valid_from, valid_to, named_by, named_at) values ($1, $2, $3, $4, $5, now())",
      [post, id["stand-in"], from, to, id["clerkA"]],
    );
  await add("2026-05-01", "2026-05-20");
  await add("2026-06-01", "2026-06-03");
  expect(await told("2026-05-17")).toEqual([]);
  expect(await told("2026-05-18")).toEqual(["clerkA 代理将于 2026-05-20 结束", "stand-in 代理将于 2026-05-20 结束"]);
  expect(await told("2026-06-02")).toEqual([]);
});
