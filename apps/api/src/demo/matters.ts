import { sql } from "drizzle-orm";
import { corrections, objections } from "@duibiao/contract";
import { ask } from "../corrections/ask.ts";
import { decide } from "../corrections/decide.ts";
import { raise } from "../objections/raise.ts";
import { reviewerOf } from "./review.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** A county finds rooms with a complete file that were not counted; county, city and province approve the request in turn. */
export async function correctAfterLock(stage: Stage, year: number, from: Date, to: Date): Promise<void> {
  const code = "990101";
  const found = await stage.tx.execute<{ id: number; archived: string; rooms: string }>(sql`
    select s.id::int as id,
           max(o.value) filter (where m.key = 'rooms_archived')::text as archived, max(o.value) filter (where m.key = 'rooms_total')::text as rooms
    from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
    join observations o on o.submission_id = s.id and o.revision = s.province_rev join measures m on m.id = o.measure_id
    where c.form_key = 'F_OFF' and p.key = ${String(year)} and s.unit_id = ${idOf(stage.units, `U${code}`)}
    group by s.id`);
  const { id, archived, rooms } = found.rows[0]!;
  const params = { id };
  // Half of what was not counted is found again.
  const value = String(Number(archived) + Math.ceil((Number(rooms) - Number(archived)) / 2));
  const asked = await act(
    stage,
    `head.${code}`,
    from,
    { operation: corrections.askCorrection, verb: ask },
    {
      params,
      query: {},
      body: {
        reason: "漏计三号楼已建档办公室（演示）",
        evidence: "三号楼房产档案目录，演示附件第1号",
        cells: [{ measure: "rooms_archived", member: "total", value: { state: "number", value } }],
      },
    },
  );
  const tiers = [
    ["county", `leader.${code}`],
    ["city", reviewerOf(code, "city")],
    ["province", "reviewer.990000"],
  ] as const;
  for (const [tier, reviewer] of tiers)
    await act(
      stage,
      reviewer,
      to,
      { operation: corrections.decideCorrection, verb: decide },
      {
        params: { id: asked.id },
        query: {},
        body: { tier, decision: "approve", reason: "已核对档案目录（演示）", hash: asked.hash },
      },
    );
}

/** A city objects to a number in the release that is out for comment; the province has not replied yet. */
export async function objectInConsultation(stage: Stage, release: number, at: Date): Promise<void> {
  const region = idOf(stage.regions, "990100");
  const found = await stage.tx.execute<{ key: string; value: number }>(sql`
    select i.key, (r.result->'cells'->i.key->>'value')::float8 as value
    from releases e join release_results r on r.release_id = e.id and r.region_id = ${region}
    cross join lateral (select e.head->'indicators'->0->>'key' as key) i where e.id = ${release}`);
  const { key, value } = found.rows[0]!;
  await act(
    stage,
    "leader.990100",
    at,
    { operation: objections.raiseObjection, verb: raise },
    {
      params: { id: release },
      query: {},
      body: {
        region,
        target: "number",
        indicator: key,
        // A fifth less, as without the two institutions.
        value: (value * 0.8).toFixed(4),
        wanted: "",
        reason: "本市该项数据含两处已划出单位，请核对口径（演示）",
        evidence: "机构划转文件目录，演示附件第2号",
      },
    },
  );
}
