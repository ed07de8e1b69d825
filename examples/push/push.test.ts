import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { electricityCells } from "./electricity.ts";
import { push, PushFault, send, type Target } from "./send.ts";
import { vehicleCells } from "./vehicles.ts";

const file = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const quarter = ["2026-01", "2026-02", "2026-03"];

test("vehicles of a unit add up over the quarter's months; a month without a line is 暂缺, named, and never a smaller sum", () => {
  const cells = vehicleCells(file("vehicles.csv"), quarter);
  // 1200.5 + 800 + 1000 + 0 + 310.75 + 420 = 3731.25 km; 30 + 22 + 25 + 0 + 9 + 12 = 98 trips.
  expect(cells.filter(({ unit_code }) => unit_code === "U-a1").map(({ measure, value }) => [measure, value])).toEqual([
    ["veh_km", "3731.25"],
    ["veh_fuel_l", "299.55"],
    ["veh_trips", "98"],
    ["veh_carpool_trips", "8"],
  ]);
  expect(cells.find(({ unit_code }) => unit_code === "U-a2")).toEqual({
    unit_code: "U-a2",
    measure: "veh_km",
    state: "missing",
    reason: "缺数：演A0003 2026-02",
  });
});

test("bills of a meter must cover the quarter: then they add up, else the unit's electricity is 暂缺", () => {
  // 12000.5 + 9800 + 10100.25 + 450 = 32350.75 kWh.
  expect(electricityCells(file("electricity.csv"), "2026-01-01", "2026-03-31")).toEqual([
    { unit_code: "U-a1", measure: "elec_kwh", value: "32350.75", uom: "kWh" },
    {
      unit_code: "U-a2",
      measure: "elec_kwh",
      state: "missing",
      reason: "缺数：户号 0003 的账单未正好覆盖 2026-01-01 至 2026-03-31",
    },
  ]);
});

test("a dry run goes first; refused cells stop the run, conflicts do not; a busy server is asked again under the same key", async () => {
  const asked: { query: URLSearchParams; key: string }[] = [];
  const counts = { written: 1, unchanged: 0, conflict: 0, refused: 0 };
  const answers: (() => Response)[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (async (address: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    asked.push({ query: new URL(address).searchParams, key: headers["Idempotency-Key"]! });
    return answers.shift()!();
  }) as typeof fetch;
  const verdict =
    (more: Partial<typeof counts>, status = 200) =>
    () =>
      Response.json({ written: false, counts: { ...counts, ...more }, cells: [], code: "push_refused" }, { status });
  const target: Target = { server: "http://x/", token: "t", collection: 1, system: "公车平台", file: "f" };
  const cells = [{ unit_code: "U", measure: "veh_km", value: "1" }];
  try {
    answers.push(verdict({ refused: 1 }, 422));
    await push(target, cells, false);
    expect(asked.map(({ query }) => query.get("dryRun"))).toEqual(["true"]);
    answers.push(
      verdict({ conflict: 1 }),
      () => new Response("", { status: 503, headers: { "Retry-After": "0" } }),
      verdict({ conflict: 1 }),
    );
    await push(target, cells, false);
    const [, trial, busy, real] = asked;
    expect([trial!.query.get("dryRun"), real!.query.get("dryRun"), real!.query.get("partial")]).toEqual([
      "true",
      "false",
      "true",
    ]);
    expect(real!.key).toBe(busy!.key);
    expect(real!.key).not.toBe(trial!.key);
  } finally {
    globalThis.fetch = original;
  }
});

test("a wrong token and a proxy's page are told in a sentence; half an answer is asked for again under the same key", async () => {
  const keys: string[] = [];
  const answers = [
    () => Response.json({ code: "token_void", zh: "令牌无效", en: "The token is void" }, { status: 401 }),
    () => new Response('{"written": tr', { status: 200, headers: { "Retry-After": "0" } }),
    () => Response.json({ written: true, counts: {}, cells: [] }),
    () => new Response("<html>502</html>", { status: 502, headers: { "Retry-After": "0" } }),
  ];
  const original = globalThis.fetch;
  globalThis.fetch = (async (_address: string, init: RequestInit) => {
    keys.push((init.headers as Record<string, string>)["Idempotency-Key"]!);
    return (answers.length > 1 ? answers.shift()! : answers[0]!)();
  }) as typeof fetch;
  const target: Target = { server: "http://x", token: "t", collection: 1, system: "公车平台", file: "f" };
  const cells = [{ unit_code: "U", measure: "veh_km", value: "1" }];
  const told = (error: unknown) => (error instanceof PushFault ? error.message : "a trace");
  const run = () => send(target, cells, { dryRun: false, partial: false });
  try {
    expect(await run().catch(told)).toBe("401 令牌无效 / The token is void");
    expect((await run()).written).toBe(true);
    expect(keys[1]).toBe(keys[2]);
    expect(await run().catch(told)).toMatch(/^502 不是平台的答复[^]*nothing is doubled$/);
    expect(keys).toHaveLength(8);
  } finally {
    globalThis.fetch = original;
  }
});
