import { afterAll, beforeAll, expect, test } from "vitest";
import {
  closeHome,
  databasePid,
  ended,
  freePort,
  newHome,
  ready,
  silent,
  start,
  type Home,
  type Running,
} from "./running-platform.ts";

let home: Home;
let port: number;
let first: Running;

beforeAll(async () => {
  home = newHome();
  port = await freePort();
  first = start(home, port);
  await ready(first);
});

afterAll(() => closeHome(home));

test("a second start on the same port says so in one sentence", async () => {
  const second = start(home, port);
  expect(await ended(second.child)).toBe(1);
  expect(second.output()).toMatch(new RegExp(`端口 ${port} 已被其他程序占用.*\nPort ${port} is already used`));
});

test("a second start on the same data folder says so in one sentence", async () => {
  const second = start(home, await freePort());
  expect(await ended(second.child)).toBe(1);
  expect(second.output()).toMatch(/正被另一个对标平台.*\nThe data folder .* is in use by another copy/);
});

test("after kill -9 of the starter the server ends, and the next start adopts the database", async () => {
  const database = databasePid(home);
  first.child.kill("SIGKILL");
  await ended(first.child);
  await silent(port);
  first = start(home, port);
  await ready(first);
  expect(first.output()).toContain("adopting the database");
  expect(databasePid(home)).toBe(database);
});

test("after kill -9 of the database the same platform is ready again", async () => {
  const database = databasePid(home);
  process.kill(database!, "SIGKILL");
  while ([undefined, database].includes(databasePid(home))) await new Promise((done) => setTimeout(done, 100));
  await ready(first);
});

test("Ctrl-C ends everything with code 0, and the next start finds its data", async () => {
  first.child.kill("SIGINT");
  expect(await ended(first.child)).toBe(0);
  expect(first.output()).toContain("the data is kept in");
  expect(databasePid(home)).toBeUndefined();
  first = start(home, port);
  await ready(first);
});
