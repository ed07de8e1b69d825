import { and, gt, inArray, isNull, or } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { holdsOn } from "./chains.ts";
import { noSuchNew } from "./change-checks.ts";
import type { ChangePlan, RegionChange } from "./plan-change.ts";
import type { RegionRef } from "./plan-import.ts";

const { unitVersions } = tables;
type UnitVersion = typeof unitVersions.$inferSelect;
export type UnitMoves = { moved: { unit: number; region: number }[]; closed: number[] };

/**
 * Units of a region that closes: institutions follow the largest share or the place that the request names; the
 * unit that reported the region's total ends with it. Units of a region that stays move only when named.
 */
export async function moveUnits(
  ctx: Ctx,
  change: RegionChange,
  plan: ChangePlan,
  idOf: (ref: RegionRef) => number,
): Promise<UnitMoves> {
  const moves: UnitMoves = { moved: [], closed: [] };
  if (change.kind !== "merge" && change.kind !== "split") return moves;
  const heirOf = new Map(plan.closing.map((c) => [c.regionId, idOf(c.heir)]));
  const named = new Map(
    change.units.map(({ unit, to }) => [unit, "region" in to ? to.region : idOfCode(plan, to.code, idOf)]),
  );
  const open = await ctx.tx
    .select()
    .from(unitVersions)
    .where(
      and(
        inArray(unitVersions.regionId, plan.sources),
        or(isNull(unitVersions.validTo), gt(unitVersions.validTo, change.effective)),
      ),
    );
  for (const [unit, to] of named) mustMove(open, unit, to, change, heirOf);
  const ended: UnitVersion[] = [];
  const begun: (typeof unitVersions.$inferInsert)[] = [];
  for (const version of open) {
    const { unitId, regionId } = version;
    const to = named.get(unitId) ?? heirOf.get(regionId);
    if (to === undefined || to === regionId) continue;
    if (version.validFrom >= change.effective) throw startsLater(version, change.effective);
    ended.push(version);
    if (version.covers === "whole") moves.closed.push(unitId);
    else {
      const { id: _id, ...rest } = version;
      begun.push({ ...rest, regionId: to, validFrom: change.effective });
      moves.moved.push({ unit: unitId, region: to });
    }
  }
  if (ended.length > 0)
    await ctx.tx
      .update(unitVersions)
      .set({ validTo: change.effective })
      .where(
        inArray(
          unitVersions.id,
          ended.map((v) => v.id),
        ),
      );
  for (let i = 0; i < begun.length; i += 2000) await ctx.tx.insert(unitVersions).values(begun.slice(i, i + 2000));
  return moves;
}

function idOfCode(plan: ChangePlan, code: string, idOf: (ref: RegionRef) => number): number {
  if (!plan.founded.some((f) => f.code === code)) throw noSuchNew(code);
  return idOf({ code });
}

function mustMove(
  open: readonly UnitVersion[],
  unit: number,
  to: number,
  change: RegionChange,
  closing: ReadonlyMap<number, number>,
): void {
  const version = open.find((v) => v.unitId === unit && holdsOn(v, change.effective));
  if (version === undefined)
    throw problems.rule(
      `单位 ${unit} 当日不在变更的地区内`,
      `Unit ${unit} does not stand in a region of this change on that day`,
      { unit },
    );
  if (version.covers === "whole")
    throw problems.rule(
      `${version.name} 报送全地区总量，不随变更转移，请另设新单位`,
      `${version.name} reports a region's total and does not move; set up a new unit`,
      { unit },
    );
  if (closing.has(to))
    throw problems.rule("单位不能划给同日撤销的地区", "A unit cannot go to a region that closes the same day", {
      unit,
    });
}

const startsLater = (v: UnitVersion, day: string) =>
  problems.rule(
    `单位 ${v.name} 自 ${v.validFrom} 起已有记录，不早于变更日期 ${day}，请先调整该单位`,
    `Unit ${v.name} is on record from ${v.validFrom}, not before ${day}; change the unit first`,
    { unit: v.unitId },
  );
