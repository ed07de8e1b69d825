import {
  addDecimals,
  cellKey,
  rollUpByLine,
  rollUpByPart,
  subtractDecimals,
  type RollUpRow,
} from "@duibiao/indicators";
import type { Input, lines as contract } from "@duibiao/contract";
import { loadCollection } from "../collections/read.ts";
import { UNREVIEWED, unreviewedRegions } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { oracleInput } from "./oracle.ts";
import { figures, pending } from "./read.ts";

/**
 * 条块: a region's totals by region and by 主管部门, both from the very facts of the lens and both compared with the
 * stored roll-up. What the city has not reviewed is counts to the tiers above, as everywhere.
 */
export async function readLines(ctx: Ctx, { params, query }: Input<typeof contract.readLines>) {
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  const regionId = query.region ?? collection.ownerRegionId;
  const { tree } = ctx.actor;
  const region = regionOn(tree, regionId, period.endDate);
  if (region === undefined || !ctx.actor.scope.regions.includes(regionId))
    throw problems.notFound(`region ${regionId}`);
  const unreviewed = await unreviewedRegions(ctx, query.lens, [params.id], period.endDate);
  const hidden = unreviewed(regionId);
  const input = await oracleInput(ctx.tx, tree, params.id, query.lens, { region: regionId, measure: query.measure });
  const totals = new Map(
    (await figures(ctx, { ...query, period: period.id, collection: params.id, boundaries: "period" }, [regionId])).map(
      (row) => [cellKey(row.measure, row.member), row],
    ),
  );
  const parts = grouped(rollUpByPart(input, regionId));
  const lines = grouped(rollUpByLine(input, regionId));
  const items = [...parts].map(([cell, byRegion]) => {
    const { measure, member } = byRegion[0]!;
    const total = totals.get(cell);
    const byLine = lines.get(cell)!;
    return {
      measure,
      member,
      total: total === undefined ? null : shown(total, hidden),
      byRegion: byRegion.map((row) => {
        const { code, name } = regionOn(tree, row.regionId, period.endDate)!;
        const own = row.regionId === regionId;
        const unseen = own ? hidden : unreviewed(row.regionId);
        return {
          regionId: row.regionId,
          regionCode: code,
          regionName: name,
          own,
          ...shown(row, unseen),
          reason: unseen ? UNREVIEWED : null,
        };
      }),
      byLine: byLine.map((row) => ({ line: row.line, ...shown(row, hidden) })),
      regionDifference: hidden ? null : differenceOf(byRegion, total?.sum),
      lineDifference: hidden ? null : differenceOf(byLine, total?.sum),
    };
  });
  return {
    collection: {
      id: collection.id,
      name: collection.name,
      formKey: collection.formKey,
      catalogueId: collection.catalogueId,
    },
    period: { id: period.id, key: period.key, kind: period.kind, start: period.startDate, end: period.endDate },
    lens: query.lens,
    region: { id: regionId, code: region.code, name: region.name, tier: region.tier },
    synthetic: collection.synthetic,
    pending: await pending(ctx, period.id),
    reason: hidden ? UNREVIEWED : null,
    items,
  };
}

function grouped<R extends Pick<RollUpRow, "measure" | "member">>(rows: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const key = cellKey(row.measure, row.member);
    const list = found.get(key);
    if (list === undefined) found.set(key, [row]);
    else list.push(row);
  }
  return found;
}

type Counted = Pick<RollUpRow, "nExpected" | "nAnswered" | "nNa" | "sum" | "estimatedSum">;

const shown = ({ nExpected, nAnswered, nNa, sum, estimatedSum }: Counted, unseen: boolean) =>
  unseen
    ? { nExpected, nAnswered, nNa, sum: null, estimatedSum: null }
    : { nExpected, nAnswered, nNa, sum, estimatedSum };

function differenceOf(parts: readonly Counted[], total: string | null | undefined): string | null {
  const sums = parts.flatMap(({ sum }) => sum ?? []);
  if (total === null || total === undefined || sums.length === 0) return null;
  return subtractDecimals(addDecimals(sums), total);
}
