import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { runningAdminUrl } from "@duibiao/db/embedded";
import { databaseUrl } from "@duibiao/db/roles";
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
let running: Running;
let base: string;
const sessions = new Map<string, string>();

beforeAll(async () => {
  home = newHome();
  const port = await freePort();
  base = `http://127.0.0.1:${port}/api/v1`;
  running = start(home, port);
  await ready(running);
});
afterAll(() => closeHome(home));

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** One request as a person; null when no answer came. */
async function call(person: string, method: string, path: string, body?: unknown, key?: string) {
  const headers: Record<string, string> = {
    "X-Duibiao": "1",
    "Content-Type": "application/json",
    Cookie: sessions.get(person) ?? "",
  };
  if (key !== undefined) headers["Idempotency-Key"] = key;
  try {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    return {
      status: answer.status,
      body: (await answer.json()) as any,
      cookie: answer.headers.get("set-cookie")?.split(";")[0],
    };
  } catch {
    return null;
  }
}

/** The client's side of the promise: the same request under the same key until it is acknowledged. */
async function untilAcknowledged(person: string, method: string, path: string, body: unknown): Promise<any> {
  const key = randomUUID();
  for (let tries = 0; tries < 400; tries++) {
    const answer = await call(person, method, path, body, key);
    if (answer?.status === 200) return answer.body;
    if (answer !== null && ![409, 429, 503].includes(answer.status))
      throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    await pause(100);
  }
  throw new Error(`never acknowledged: ${method} ${path}`);
}

async function signIn(person: string): Promise<void> {
  const password = readFileSync(join(home.data, "demo-password"), "utf8");
  const answer = await call(person, "POST", "/session", { username: person, password });
  expect(answer?.status, JSON.stringify(answer?.body)).toBe(200);
  sessions.set(person, answer!.cookie!);
}

const counties = ["990101", "990102", "990103", "990104", "990201", "990202", "990203", "990204"];

/** A collection of the basic form for a past year; its number, and the unit of each county. */
async function openYear(year: number, units: Map<string, number>): Promise<number> {
  const analyst = "analyst.990000";
  const regions = await untilAcknowledged(analyst, "GET", "/regions", undefined);
  const owner = regions.items.find((r: any) => r.code === "990000").id;
  const catalogue = (await untilAcknowledged(analyst, "GET", "/catalogues", undefined)).items[0].id;
  const period = (await untilAcknowledged(analyst, "POST", "/periods", { kind: "year", period: String(year) })).id;
  const time = `${year + 1}-01-31T23:59:59+08:00`;
  const due = {
    opensAt: `${year + 1}-01-01T00:00:00+08:00`,
    dueUnit: time,
    dueCounty: time,
    dueCity: time,
    dueProvince: time,
  };
  const opened = await untilAcknowledged(analyst, "POST", "/collections", {
    owner,
    catalogue,
    form: "F_BAS",
    period,
    name: `演示 ${year}`,
    synthetic: true,
    units: [...units.values()],
    ...due,
  });
  return opened.id;
}

/** `clerk`: who reported it, and may read it before the city has reviewed. */
type Acknowledged = { id: number; hash: string; clerk: string };

async function report(county: string, collection: number, unit: number): Promise<Acknowledged> {
  const clerk = `clerk.${county}`;
  const { id } = await untilAcknowledged(clerk, "POST", "/submissions", { collection, unit });
  const form = (await untilAcknowledged(clerk, "GET", `/collections/${collection}`, undefined)).form;
  const lines = form.sections.flatMap((s: any) => s.lines);
  const cells = lines.map((l: any) => ({
    measure: l.measure,
    member: l.member ?? "total",
    version: 0,
    value: { state: "number", value: "7" },
  }));
  const saved = await untilAcknowledged(clerk, "PUT", `/submissions/${id}/cells`, { cells });
  const open = saved.findings.filter((f: any) => f.verdict === "false" && f.severity === "explain");
  const explanations = open.map((f: any) => ({ rule: f.rule, ...f.cells[0], text: "演示数据,7 为占位数字" }));
  if (explanations.length > 0) await untilAcknowledged(clerk, "PUT", `/submissions/${id}/cells`, { explanations });
  const contentHash = saved.contentHash;
  for (const person of [clerk, `head.${county}`])
    await untilAcknowledged(person, "POST", `/submissions/${id}/sign`, { contentHash });
  const submitted = await untilAcknowledged(clerk, "POST", `/submissions/${id}/submit`, { contentHash });
  expect(submitted.receipt.contentHash).toBe(contentHash);
  return { id, hash: contentHash, clerk };
}

test("kill -9 of the server and of the database during submissions loses nothing acknowledged and doubles nothing", async () => {
  await signIn("analyst.990000");
  for (const county of counties) for (const role of ["clerk", "head"]) await signIn(`${role}.${county}`);
  const all = await untilAcknowledged("analyst.990000", "GET", "/units", undefined);
  const units = new Map(
    counties.map((county) => [county, all.items.find((u: any) => u.code === `U${county}`).id as number]),
  );
  const years = Array.from({ length: 20 }, (_, at) => 2005 + at);
  const collections: number[] = [];
  for (const year of years) collections.push(await openYear(year, units));

  const acknowledged: Acknowledged[] = [];
  const wanted = 5;
  let kills = 0;
  let working = true;
  const clients = counties.map(async (county) => {
    for (const collection of collections)
      if (kills < wanted) acknowledged.push(await report(county, collection, units.get(county)!));
  });
  const killer = (async () => {
    while (working && kills < wanted) {
      await pause(600);
      // However slow the machine: each blow meets submissions under way.
      while (working && acknowledged.length < (kills + 1) * 5) await pause(50);
      if (!working) break;
      if (kills % 2 === 0) {
        process.kill(databasePid(home)!, "SIGKILL");
      } else {
        // The starter and its server die at once, as when the machine's memory runs out; the database is left behind.
        running.child.kill("SIGKILL");
        await ended(running.child);
        await silent(running.port);
        running = start(home, running.port);
      }
      kills++;
      await ready(running);
    }
  })();
  await Promise.all(clients);
  working = false;
  await killer;
  expect(kills).toBe(wanted);
  expect(acknowledged.length).toBeGreaterThan(20);

  // Read back through the interface.
  for (const { id, hash, clerk } of acknowledged) {
    const { body } = (await call(clerk, "GET", `/submissions/${id}`))!;
    expect({ state: body.state, lastRev: body.lastRev, hash: body.revisions[0].hash }).toEqual({
      state: "submitted",
      lastRev: 1,
      hash,
    });
  }
  // And straight from the tables: one revision each, whole, with its audit row.
  const client = new pg.Client({
    connectionString: databaseUrl(runningAdminUrl(join(home.data, "postgres"))!, "duibiao"),
  });
  await client.connect();
  const { rows } = await client.query(`
    select count(*)::int as revisions, count(distinct r.submission_id)::int as submissions,
           count(*) filter (where (select count(*) from observations o where o.submission_id = r.submission_id and o.revision = r.revision)
                                = (select count(*) from duties d join submissions s on s.id = r.submission_id where d.collection_id = s.collection_id))::int as whole,
           (select count(*)::int from audit_log where action = 'submissions.submit' and result = 'done') as audited
    from revisions r`);
  await client.end();
  const n = acknowledged.length;
  expect(rows[0]).toEqual({ revisions: n, submissions: n, whole: n, audited: n });
});
