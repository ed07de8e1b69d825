import { afterAll, beforeAll, expect, test } from "vitest";
import { remind } from "../src/notices/remind.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { askCorrection, openFlow, report, type Flow } from "./flow.ts";
import { listener } from "./told.ts";

let t: TestPlatform;
let f: Flow;
let told: ReturnType<typeof listener>;
let sent: { id: number; hash: string };

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  told = listener(t);
  await t.person("analyst-A", "analyst", { region: f.region["A"]! });
  sent = await report(f, "a1", { energy: "100", people: "2" });
  await told();
});
afterAll(() => t.close());

const at = (iso: string) => {
  t.setNow(iso);
  return remind(t.workerDb, new Date(iso));
};
/** What was told of things that are overdue below, to whom. */
const escalated = async () =>
  Object.fromEntries(
    Object.entries(await told()).flatMap(([name, all]) => {
      const own = all.filter((line) => line.startsWith("escalated"));
      return own.length === 0 ? [] : [[name, own]];
    }),
  );
/** The county's people of a whole county report its total: the bureau above them is the city's. */
const toCity = (link: string) => ({ "analyst-A": [`escalated ${link}`], "leader-A": [`escalated ${link}`] });

test("a question without an answer two days past its time is told to the bureau above, once, and the list says so", async () => {
  const asked = await t.as("reviewer-a1").post(`/submissions/${sent.id}/questions`, {
    measure: "t_energy",
    member: "total",
    text: "请核对",
    dueAt: "2026-04-12T23:59:59+08:00",
  });
  expect(asked.status, asked.text).toBe(200);
  const mark = async (who: string) => (await t.as(who).get(`/questions?submission=${sent.id}`)).body.items[0].escalated;
  await at("2026-04-14T23:00:00+08:00");
  expect(await escalated()).toEqual({});
  expect(await mark("clerk-a1")).toBeNull();
  // Two workers at once.
  t.setNow("2026-04-15T00:00:00+08:00");
  const now = new Date("2026-04-15T00:00:00+08:00");
  await Promise.all([remind(t.workerDb, now), remind(t.workerDb, now)]);
  expect(await escalated()).toEqual(toCity(`/city/review/${sent.id}`));
  for (const who of ["clerk-a1", "reviewer-a1", "reviewer-A"])
    expect(await mark(who)).toMatchObject({ to: "演示A", at: "2026-04-14T16:00:00.000Z" });
  await at("2026-04-16T09:00:00+08:00");
  expect(await escalated()).toEqual({});
});

test("a correction that a tier leaves lying is told above, once for each turn; list and record name whom", async () => {
  t.setNow("2026-05-08T09:00:00+08:00");
  expect((await t.as("leader-P").post(`/collections/${f.collection}/lock`, {})).status).toBe(200);
  const cells = [{ measure: "t_energy", member: "total", value: { state: "number", value: "90" } }];
  const asked = await askCorrection(f, "a1", sent.id, cells);
  expect(asked.status, asked.text).toBe(200);
  const { id, hash, dueAt } = asked.body;
  const after = (due: string, days: number) => new Date(new Date(due).getTime() + days * 86_400_000).toISOString();
  const read = async (who: string) => (await t.as(who).get(`/matters/${id}`)).body;
  await told();
  await at(after(dueAt, 1));
  expect(await escalated()).toEqual({});
  await at(after(dueAt, 2));
  expect(await escalated()).toEqual(toCity(`/city/matters/${id}`));
  await at(after(dueAt, 3));
  expect(await escalated()).toEqual({});
  expect(await read("head-a1")).toMatchObject({ overdue: true, escalated: { to: "演示A", at: after(dueAt, 2) } });
  const [item] = (await t.as("leader-a1").get("/matters")).body.items;
  expect(item.escalated.to).toBe("演示A");

  const passed = await t
    .as("leader-a1")
    .post(`/corrections/${id}/decision`, { tier: "county", decision: "approve", hash });
  expect(passed.status, passed.text).toBe(200);
  // A turn of its own with a time of its own: what the county left lying stays in the record only.
  expect((await read("leader-A")).escalated).toBeNull();
  await at(after(passed.body.dueAt, 2));
  expect(await escalated()).toEqual({
    analyst: [`escalated /province/matters/${id}`],
    "leader-P": [`escalated /province/matters/${id}`],
  });
  const full = await read("leader-P");
  expect(full.escalated.to).toBe("演示P");
  expect(full.events.map(({ deed, text }: any) => (deed === "escalated" ? `${deed} ${text}` : deed))).toEqual([
    "asked",
    "escalated 演示A",
    "approved",
    "escalated 演示P",
  ]);
  // The county next door hears and sees nothing of it.
  expect((await t.as("leader-b1").get(`/matters/${id}`)).status).toBe(404);
});
