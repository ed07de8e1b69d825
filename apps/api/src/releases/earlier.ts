import { sql } from "drizzle-orm";
import { isWithin } from "@duibiao/scoring";
import type { Output, releases as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import type { ReleaseRow } from "./states.ts";

type Result = Output<typeof contract.readResult>;
type Earlier = Result["earlier"][number];
type Line = Pick<Result, "region" | "place" | "standing">;
type Found = Pick<Earlier, "kind" | "release" | "title" | "period"> & { number: number } & Pick<
    Result,
    "place" | "standing"
  >;

/**
 * The region's place in the edition before this one, and in the release of a year before, as far as the actor may read
 * them. A place inside the present interval is no change that can be told: 基本持平.
 */
export async function earlierOf(ctx: Ctx, release: ReleaseRow, { region, place, standing }: Line): Promise<Earlier[]> {
  const { rows } = await ctx.tx.execute<Found>(sql`
    select distinct on (k.kind) k.kind, r.id as release, r.number, r.title, p.key as period, rr.result->'place' as place, rr.result->'standing' as standing
    from periods own
    join periods p on p.kind = own.kind and (p.id = own.id or p.start_date = own.start_date - interval '1 year')
    cross join lateral (select case when p.id = own.id then 'edition' else 'year' end as kind) k
    join releases r on r.period_id = p.id and r.owner_region_id = ${release.ownerRegionId} and r.scheme_key = ${release.schemeKey} and r.tier = ${release.tier}
      and (p.id <> own.id or r.number < ${release.number}) and release_state(r.id) in ('published', 'superseded')
    join release_results rr on rr.release_id = r.id and rr.region_id = ${region.id}
    where own.id = ${release.periodId}
    order by k.kind, r.number desc`);
  return rows.map(({ kind, release: id, number, title, period, ...was }) => ({
    kind,
    release: id,
    edition: { zh: `评估结果第${number}版`, en: `Evaluation results, release ${number}` },
    title,
    period,
    rank: was.place?.rank ?? null,
    rankTo: was.place?.rankTo ?? null,
    band: was.standing?.band ?? null,
    steady: isSteady({ place, standing }, was),
  }));
}

function isSteady(now: Pick<Line, "place" | "standing">, was: Pick<Line, "place" | "standing">): boolean | null {
  if (now.place !== null && was.place !== null) {
    if (now.place.rank === was.place.rank) return true;
    const { from, to } = now.standing ?? {};
    return from === undefined || to === undefined ? null : isWithin({ from, to }, was.place.rank);
  }
  return now.standing == null || was.standing == null ? null : now.standing.band === was.standing.band;
}
