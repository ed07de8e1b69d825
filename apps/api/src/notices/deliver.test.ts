import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import type { Channel, Message } from "./channels.ts";
import { deliver } from "./deliver.ts";
import { notify } from "./notify.ts";
import { spreadNotices } from "./spread.ts";

let t: TestPlatform;
const person: Record<string, number> = {};
const start = Date.parse("2026-04-01T09:00:00+08:00");
const minutes = (n: number) => new Date(start + n * 60_000);

beforeAll(async () => {
  t = await createTestPlatform();
  for (const name of ["ann", "bea"]) {
    person[name] = await t.person(name, "system_admin");
    await t.as(name).put("/notices/settings", {
      email: `${name}@example.test`,
      wecom: name,
      zwding: "",
      off: [],
      digest: false,
    });
  }
});
afterAll(() => t.close());

const both = ["email", "wecom"];

async function tell(key: string, channels: readonly string[], ...to: string[]) {
  await t.workerDb.transaction((tx) =>
    notify(
      { tx, now: minutes(0), actor: { userId: null } },
      {
        key,
        kind: "matter",
        title: { zh: `演示${key}`, en: key },
        body: { zh: "正文不出平台", en: "the text stays inside" },
        link: "",
        object: "matter/1",
        to: { users: to.map((name) => person[name]!) },
      },
    ),
  );
  await spreadNotices(t.workerDb, channels, minutes(0));
}

/** A channel that keeps what it sent, and fails as often as it is told to. */
function channel(name: Channel["name"], failing = 0) {
  const sent: Message[] = [];
  let left = failing;
  const send = (message: Message) => {
    if (left-- > 0) return Promise.reject(new Error("http 503"));
    sent.push(message);
    return Promise.resolve();
  };
  return { name, send, sent, tries: () => failing - left };
}
const states = async (name: string) =>
  (
    await t.owner.query(
      "select state, attempts, fault, round(extract(epoch from next_at - $2::timestamptz) / 60)::int as due from deliveries where channel = $1 order by user_id, notice_id",
      [name, minutes(0)],
    )
  ).rows;
const forget = () => t.owner.query("delete from deliveries");

test("a person's notices go as one message, under their address, and once however many workers send", async () => {
  await tell("one", both, "ann", "bea");
  await tell("two", both, "ann");
  const email = channel("email");
  const [first, second] = await Promise.all([1, 2].map(() => deliver(t.workerDb, [email], "", minutes(0))));
  expect(first! + second!).toBe(3);
  const titles = email.sent.map(({ to, notices }) => [to, notices.map(({ title }) => title)]);
  expect(titles.sort()).toEqual([
    ["ann@example.test", ["演示one", "演示two"]],
    ["bea@example.test", ["演示one"]],
  ]);
  expect(JSON.stringify(email.sent)).not.toContain("正文");
  expect(await deliver(t.workerDb, [email], "", minutes(1))).toBe(0);
  await forget();
});

test("what fails is tried again after 1, 2, 4 ... minutes and given up after nine times", async () => {
  await tell("never", both, "ann");
  const email = channel("email", 100);
  const tried: number[] = [];
  for (let minute = 0; minute < 400; minute++) {
    const before = email.tries();
    await deliver(t.workerDb, [email], "", minutes(minute));
    if (email.tries() > before) tried.push(minute);
  }
  // Each wait is twice the one before: 1, 2, 4, 8, 16, 32, 64 and 128 minutes.
  expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255]);
  expect(await states("email")).toEqual([expect.objectContaining({ state: "failed", attempts: 9, fault: "http 503" })]);
  await forget();
});

test("a dead channel keeps nothing back on another; a worker that dies in the middle loses nothing", async () => {
  await tell("aside", both, "ann");
  const email = channel("email", 100);
  const wecom = channel("wecom");
  await deliver(t.workerDb, [email, wecom], "", minutes(0));
  expect(wecom.sent).toHaveLength(1);
  expect(await states("email")).toEqual([{ state: "waiting", attempts: 1, fault: "http 503", due: 1 }]);
  // Claimed and never settled: what is left behind is due again by itself.
  const dying: Channel = { name: "email", send: () => new Promise(() => {}) };
  void deliver(t.workerDb, [dying], "", minutes(1));
  while ((await states("email"))[0].attempts !== 2) await new Promise((done) => setTimeout(done, 20));
  const mended = channel("email");
  expect(await deliver(t.workerDb, [mended], "", minutes(2))).toBe(0);
  expect(await deliver(t.workerDb, [mended], "", minutes(3))).toBe(1);
  expect(await states("email")).toEqual([expect.objectContaining({ state: "sent", attempts: 3, fault: "" })]);
  await forget();
});

test("who has never chosen is told over the office's own message platform, which needs no address, and over nothing else", async () => {
  person["cy"] = await t.person("cy", "system_admin");
  await forget();
  await tell("four", ["email", "webhook"], "cy");
  const [email, webhook] = [channel("email"), channel("webhook")];
  expect(await deliver(t.workerDb, [email, webhook], "", minutes(0))).toBe(1);
  expect(email.sent).toEqual([]);
  expect(webhook.sent.map(({ username, notices }) => [username, notices.map(({ title }) => title)])).toEqual([
    ["cy", ["演示four"]],
  ]);
});
