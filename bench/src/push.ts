import { createHash } from "node:crypto";
import { tokenOf, type Fixture, type Task } from "./fixture.ts";
import { flatCatalogue } from "./flat-catalogue.ts";
import { loadFormTask } from "./form-task.ts";
import { openHttp } from "./http.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable } from "./table.ts";

/** What one push may hold: 200 units of 100 cells. */
const units = 200;
const perUnit = 100;
const measures = Array.from({ length: perUnit }, (_, at) => `p${String(at + 1).padStart(3, "0")}`);

const pushCatalogue = flatCatalogue("bench-push", measures, [{ key: "PUSH", signing: "online" }]);

/** A collection that nobody has begun, and an analyst of the two cities that its 200 units lie in. */
export async function loadPushTask(f: Fixture): Promise<number> {
  const collection = await loadFormTask(f, pushCatalogue, "2028-01-01", f.unitIds.slice(0, units));
  await f.owner.query(
    `with u as (insert into users (username, name, region_id) values ('pusher', 'pusher', $1) returning id),
     p as (insert into posts (user_id, role, region_id)
           select u.id, 'analyst', c.city_id from u, (select distinct city_id from assignments where collection_id = $2) c)
     insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at) select $3, id, 'epoch', '2999-01-01', '2999-01-02' from u`,
    [f.provinceId, collection, createHash("sha256").update(tokenOf("pusher")).digest("hex")],
  );
  return collection;
}

type Verdict = { written: boolean; counts: Record<"written" | "unchanged" | "conflict" | "refused", number> };

/** One request with all that a push may hold: the dry run, the run, the same again; a clerk elsewhere saves all the while. */
export async function benchPush(f: Fixture, collection: number, quarter: Task, port: number): Promise<void> {
  const http = openHttp(port);
  const cells = Array.from({ length: units }, (_, unit) => unit + 1).flatMap((n) =>
    measures.map((measure, at) => ({ unit_code: `U${n}`, measure, value: String(1000 * n + at) })),
  );
  const saves: number[] = [];
  let done = false;
  const last = f.counties;
  const saving = (async () => {
    for (let version = 0; !done; version++) {
      const cell = { measure: "s01", member: "total", version, value: { state: "number", value: String(version + 1) } };
      const address = `/submissions/${quarter.submissionIds[last - 1]}/cells`;
      saves.push((await timed(() => http.call(`c${last}`, "PUT", address, { cells: [cell] }))).milliseconds);
      await new Promise((next) => setTimeout(next, 100));
    }
  })();
  const rows: string[][] = [];
  try {
    for (const [what, dryRun, expected] of [
      ["dry run", true, "written"],
      ["run", false, "written"],
      ["the same again", false, "unchanged"],
    ] as const) {
      const address = `/exchange/cells?collection=${collection}&system=bench&dryRun=${dryRun}`;
      const { milliseconds: took, result } = await timed(() =>
        http.call<Verdict>("pusher", "POST", address, { cells }),
      );
      if (result.counts[expected] !== cells.length) throw new Error(`${what}: ${JSON.stringify(result.counts)}`);
      rows.push([what, String(cells.length), milliseconds(took)]);
    }
  } finally {
    done = true;
    await saving;
  }
  http.close();
  const stored = await f.owner.query<{ n: number }>(
    "select count(*)::int as n from cells c join submissions s on s.id = c.submission_id where s.collection_id = $1 and c.source = 'system:bench'",
    [collection],
  );
  if (stored.rows[0]!.n !== cells.length) throw new Error(`${stored.rows[0]!.n} of ${cells.length} cells are stored`);
  rows.push(["a clerk's save meanwhile, p50", "1", milliseconds(median(saves))]);
  rows.push(["a clerk's save meanwhile, worst", "1", milliseconds(nearestRank(saves, 1))]);
  printTable(`Push: one request, ${units} units of ${perUnit} cells`, ["what", "cells", "time"], rows);
}
