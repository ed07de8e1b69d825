import { afterAll, beforeAll, expect, test } from "vitest";
import { writeTable } from "@duibiao/workbook/table";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let p: TestProvince;
const code: Record<string, string> = {};
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, {
    office: { region: "a1", covers: "own" },
    far: { region: "b1", covers: "own" },
  });
  await t.person("sysA", "system_admin", { region: p.region["A"]! });
  await t.person("secA", "security_admin", { region: p.region["A"]! });
  const units = await t.owner.query("select unit_id, code from unit_versions");
  for (const { unit_id, code: text } of units.rows)
    for (const [name, id] of Object.entries(p.unit)) if (id === unit_id) code[name] = text;
  const regions = await t.owner.query("select region_id, code from region_versions");
  for (const { region_id, code: text } of regions.rows)
    for (const [name, id] of Object.entries(p.region)) if (id === region_id) code[name] = text;
});
afterAll(() => t.close());

const header = "用户名,姓名,电话,地区代码,单位代码,岗位";
const send = (bytes: Uint8Array | string, dryRun: boolean, by = "sysA") =>
  t.as(by).post(`/users/open?dryRun=${dryRun}`, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, {
    "Content-Type": "application/octet-stream",
  });
const count = async () => Number((await t.owner.query("select count(*) from users")).rows[0].count);

async function signIn(username: string, password: string) {
  const response = await t.app.request("http://test/api/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: JSON.stringify({ username, password }),
  });
  return { status: response.status, body: (await response.json()) as any };
}

test("a dry run gives a verdict for every row, wrong ones too, and opens nothing; the real run then refuses all", async () => {
  const table = [
    header,
    `row.one,张三,000-1,,${code["office"]},填报人`,
    `row.two,李四,,${code["a1"]},,审核人`,
    `row.two,重名,,${code["a1"]},,审核人`,
    `row.far,别处,,,${code["far"]},填报人`,
    `row.none,无处,,,NOWHERE,填报人`,
    `row.role,无岗,,${code["a1"]},,处长`,
    `row.admin,三员,,${code["a1"]},,系统管理员`,
    `row.mixed,混填,,${code["a1"]},,填报人`,
  ].join("\n");
  const before = await count();
  const { status, body } = await send(table, true);
  expect(status).toBe(200);
  expect(body.rows.map((r: any) => [r.row, r.verdict, r.password])).toEqual([
    [2, "new", null],
    [3, "new", null],
  ]);
  expect(body.problems.map((r: any) => [r.row, r.code])).toEqual([
    [4, "twice"],
    [5, "outside"],
    [6, "unknown_place"],
    [7, "role"],
    [8, "role"],
    [9, "role_place"],
  ]);
  const real = await send(table, false);
  expect([real.status, real.body.code, real.body.total]).toEqual([422, "rule", 6]);
  expect(await count()).toBe(before);
});

test("the real run opens all, proposes their posts, and gives codes that work and are kept nowhere", async () => {
  const table = [
    header,
    `clerk.new,张三,000-1,,${code["office"]},填报人`,
    `head.new,李四,000-2,,${code["office"]},负责人`,
    `rev.new,王五,000-3,${code["a1"]},,审核人`,
  ].join("\r\n");
  expect((await send(table, true)).body.problems).toEqual([]);
  const { body } = await send(table, false);
  expect(body.rows.map((r: any) => [r.username, r.verdict, r.place])).toEqual([
    ["clerk.new", "new", "演示单位office"],
    ["head.new", "new", "演示单位office"],
    ["rev.new", "new", expect.any(String)],
  ]);
  for (const { password } of body.rows) expect(password).toMatch(/^\d{4} \d{4} \d{4}$/);
  const [first] = body.rows;
  expect((await signIn("clerk.new", first.password)).body).toMatchObject({ mustChange: true, posts: [] });
  const proposals = (await t.as("secA").get("/post-proposals")).body.items;
  expect(proposals.map((x: any) => [x.username, x.role, x.mine])).toEqual([
    ["clerk.new", "clerk", true],
    ["head.new", "head", true],
    ["rev.new", "reviewer", true],
  ]);
  const confirmed = await t
    .as("secA")
    .post("/post-proposals/decide", { ids: proposals.map((x: any) => x.id), confirm: true });
  expect(confirmed.body).toEqual({ decided: 3 });
  expect((await t.as("secA").get("/users?q=填报人")).body.items.map((u: any) => u.username)).toEqual(["clerk.new"]);
  const kept = await t.owner.query(
    "select (select string_agg(c::text, '') from credentials c) || (select string_agg(a::text, '') from audit_log a) as text",
  );
  for (const { password } of body.rows) expect(kept.rows[0].text).not.toContain(password);
});

test("the same table again gives new codes to those who have not signed in, and leaves the others alone", async () => {
  const table = [
    header,
    `clerk.new,张三,000-1,,${code["office"]},填报人`,
    `rev.new,王五,000-3,${code["a1"]},,审核人`,
  ].join("\n");
  const before = await count();
  const { body } = await send(table, false);
  expect(body.rows.map((r: any) => [r.username, r.verdict, r.password === null])).toEqual([
    ["clerk.new", "used", true],
    ["rev.new", "code", false],
  ]);
  expect(await count()).toBe(before);
  expect((await signIn("rev.new", body.rows[1].password)).status).toBe(200);
});

test("an Excel workbook and a CSV as Chinese office programs write it are read alike", async () => {
  const columns = header.split(",").map((name) => ({ name, type: "text" as const }));
  const book = await writeTable([
    { name: "开户", columns, rows: [["book.one", "赵六", "000-4", "", code["office"]!, "填报人"]] },
  ]);
  expect((await send(book, true)).body.rows).toMatchObject([{ username: "book.one", name: "赵六", role: "clerk" }]);
  // 用户名,姓名,地区代码 and 赵六 in GB 18030, by Python's encoder.
  const gb = Buffer.from("d3c3bba7c3fb2cd0d5c3fb2cb5d8c7f8b4fac2eb0a67622e6f6e652cd5d4c1f92c", "hex");
  const bytes = Buffer.concat([gb, Buffer.from(code["a1"]!)]);
  expect((await send(bytes, true)).body.rows).toMatchObject([{ username: "gb.one", name: "赵六", role: null }]);
});

test("what is no table, one without the columns, and one that is too long are refused with the place", async () => {
  expect((await send("x\ny\n", true)).body.rows[0]).toMatchObject({ code: expect.any(String), row: 1 });
  const long = [header, ...Array.from({ length: 501 }, (_, i) => `u${i},某,,${code["a1"]},,`)].join("\n");
  expect((await send(long, true)).body.rows[0].code).toBe("too_many_rows");
  expect((await send(Buffer.from("504b0304ffff", "hex"), true)).body.code).toBe("workbook_unreadable");
  expect((await send(`${header}\nx1,某,,${code["a1"]},,\n`, false, "secA")).status).toBe(403);
});
