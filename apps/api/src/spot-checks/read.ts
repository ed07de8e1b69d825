import { and, desc, eq, exists, inArray, sql } from "drizzle-orm";
import type { Input, spotChecks as contract } from "@duibiao/contract";
import { lineName } from "@duibiao/indicators";
import { wilsonInterval } from "@duibiao/scoring";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { unreviewedRegions } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import type { DrawnCell, Framed } from "./frame.ts";
import { drawOf, openCheck, type SpotCheck } from "./open.ts";

/** Every check of one's own bureau and of those below, the last one first; none is ever left out. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listSpotChecks>) {
  const { spotChecks: c, spotCheckDraws: d } = tables;
  const { collection, submission } = query;
  const drew = JSON.stringify([{ submission }]);
  const rows = await ctx.tx
    .select()
    .from(c)
    .where(
      and(
        collection === undefined ? undefined : eq(c.collectionId, collection),
        submission === undefined
          ? undefined
          : exists(
              ctx.tx
                .select({ id: d.checkId })
                .from(d)
                .where(and(eq(d.checkId, c.id), sql`${d.cells}::jsonb @> ${drew}::jsonb`)),
            ),
      ),
    )
    .orderBy(desc(c.id));
  return { items: await headsOf(ctx, rows) };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readSpotChecks>) {
  return shown(ctx, await openCheck(ctx, params.id));
}

/** What heads of checks say: what was fixed, whether it was drawn, and the results so far. */
export async function headsOf(ctx: Ctx, rows: readonly SpotCheck[]) {
  if (rows.length === 0) return [];
  const { spotCheckDraws: d, spotCheckResults: r, collections: c } = tables;
  const ids = rows.map(({ id }) => id);
  const [draws, counted, collections] = await Promise.all([
    ctx.tx.select().from(d).where(inArray(d.checkId, ids)),
    ctx.tx.execute<{ id: number; checked: number; differs: number; unsupported: number }>(sql`
      select check_id as id, count(*)::int as checked, (count(*) filter (where verdict = 'differs'))::int as differs,
             (count(*) filter (where verdict = 'unsupported'))::int as unsupported
      from (select distinct on (check_id, submission_id, measure, member) check_id, verdict from ${r}
            where check_id = any(${`{${ids.join(",")}}`}::int[]) order by check_id, submission_id, measure, member, id desc) last
      group by 1`),
    ctx.tx
      .select({ id: c.id, synthetic: c.synthetic })
      .from(c)
      .where(
        inArray(
          c.id,
          rows.map(({ collectionId }) => collectionId),
        ),
      ),
  ]);
  const { tree, today } = ctx.actor;
  return rows.map((row) => {
    const drawn = draws.find(({ checkId }) => checkId === row.id);
    const { checked, differs, unsupported } = counted.rows.find(({ id }) => id === row.id) ?? none;
    const owner = regionOn(tree, row.ownerRegionId, today) ?? tree.versions.get(row.ownerRegionId)!.at(-1)!;
    const { id, collectionId, title, basis, size, seed, frameHash, frameCells, createdAt } = row;
    return {
      id,
      owner: row.ownerRegionId,
      ownerName: owner.name,
      collectionId,
      title,
      basis,
      synthetic: collections.find((one) => one.id === collectionId)?.synthetic ?? false,
      size,
      frameCells,
      frameSubmissions: (JSON.parse(row.frame) as Framed[]).length,
      frameHash,
      seed,
      createdBy: row.createdName,
      createdAt,
      drawnBy: drawn?.drawnName ?? null,
      drawnAt: drawn?.drawnAt ?? null,
      checked,
      differs,
      unsupported,
      error:
        checked === 0
          ? null
          : { rate: (differs + unsupported) / checked, ...wilsonInterval(differs + unsupported, checked) },
    };
  });
}

const none = { checked: 0, differs: 0, unsupported: 0 };

/** A check with its cells as they were reported, and what was found of each. */
export async function shown(ctx: Ctx, check: SpotCheck) {
  const [[head], draw] = [await headsOf(ctx, [check]), await drawOf(ctx, check.id)];
  if (draw === undefined) return { ...head!, cells: [], hidden: 0, drawHash: null };
  const { spotCheckResults: r, collections: c, periods: p } = tables;
  const [collection] = await ctx.tx
    .select({ catalogueId: c.catalogueId, end: p.endDate })
    .from(c)
    .innerJoin(p, eq(p.id, c.periodId))
    .where(eq(c.id, check.collectionId));
  const [{ compiled }, results, cells] = [
    await openCatalogue(ctx.tx, collection!.catalogueId, collection!.end),
    await ctx.tx.select().from(r).where(eq(r.checkId, check.id)).orderBy(r.id),
    await reported(ctx, JSON.parse(draw.cells) as DrawnCell[], collection!.end),
  ];
  // A county's check may hold what its city has not reviewed: that is not for those above.
  const unseen = await unreviewedRegions(ctx, "county", [check.collectionId], collection!.end);
  const open = cells.filter(({ regionId }) => !unseen(regionId, [check.collectionId]));
  return {
    ...head!,
    drawHash: draw.hash,
    hidden: cells.length - open.length,
    cells: open.map((cell) => {
      const own = results
        .filter(
          (one) => one.submissionId === cell.submissionId && one.measure === cell.measure && one.member === cell.member,
        )
        .map(({ verdict, found, evidence, note, userName, at }) => ({
          verdict,
          found,
          evidence,
          note,
          by: userName,
          at,
        }));
      return {
        ...cell,
        name: lineName(compiled, cell),
        uom: compiled.measures.get(cell.measure)?.uom ?? "",
        result: own.at(-1) ?? null,
        earlier: own.slice(0, -1),
      };
    }),
  };
}

type Reported = {
  submissionId: number;
  revision: number;
  unitId: number;
  unit: string;
  regionId: number;
  region: string;
  measure: string;
  member: string;
  value: string;
};

/** The drawn cells in the order of the draw, with where they come from and what was reported. */
export async function reported(ctx: Ctx, cells: readonly DrawnCell[], day: string): Promise<Reported[]> {
  const rows = await ctx.tx.execute<Reported>(sql`
    select o.submission_id::int as "submissionId", o.revision, o.unit_id as "unitId", uv.name as unit, o.region_id as "regionId",
           rv.name as region, d.measure, d.member, trim_scale(o.value)::text as value
    from jsonb_to_recordset(${JSON.stringify(cells.map((cell, at) => ({ at, ...cell })))}::jsonb)
      as d (at int, submission bigint, revision int, measure text, member text)
    join measures m on m.key = d.measure
    join observations o on o.submission_id = d.submission and o.revision = d.revision and o.measure_id = m.id and o.member = d.member
    cross join lateral (select name from unit_versions v where v.unit_id = o.unit_id order by v.valid_from <= ${day}::date desc, abs(${day}::date - v.valid_from) limit 1) uv
    cross join lateral (select name from region_versions v where v.region_id = o.region_id order by v.valid_from <= ${day}::date desc, abs(${day}::date - v.valid_from) limit 1) rv
    order by d.at`);
  return rows.rows;
}
