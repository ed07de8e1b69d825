import { createHash } from "node:crypto";
import { and, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import { holdOver, type Dated } from "../regions/chains.ts";
import { versionsOf } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import type { Tree } from "../tree.ts";

const { units, unitVersions } = tables;

/** The unit's 64-bit mark in a roll-up's support: the first 8 bytes of SHA-256 of `unit:<id>`, signed. */
export const unitHash = (id: number): bigint => createHash("sha256").update(`unit:${id}`).digest().readBigInt64BE(0);

/** Makes units without versions yet; their ids, ascending. The mark depends on the id, so the id is taken first. */
export async function newUnits(ctx: Ctx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const taken = await ctx.tx.execute<{ id: number }>(
    sql`select nextval(pg_get_serial_sequence('units', 'id'))::int as id from generate_series(1, ${count}::int)`,
  );
  const ids = taken.rows.map((row) => row.id).sort((a, b) => a - b);
  for (let i = 0; i < ids.length; i += 5000) {
    await ctx.tx
      .insert(units)
      .overridingSystemValue()
      .values(ids.slice(i, i + 5000).map((id) => ({ id, hash: unitHash(id) })));
  }
  return ids;
}

type Placed = Dated & { unitId: number; code: string; regionId: number; covers: "own" | "whole" };

/** Refuses a version of a unit whose region does not stand over its dates, whose code is taken, or that would be a second `whole`. */
export async function mustStand(ctx: Ctx, tree: Tree, version: Placed): Promise<void> {
  if (!holdOver(versionsOf(tree, version.regionId), version)) {
    throw problems.rule(
      `所属地区并非自 ${version.validFrom} 起一直存在`,
      `The region does not exist over all dates from ${version.validFrom}`,
      { region: version.regionId },
    );
  }
  const { validFrom, validTo, unitId } = version;
  const sameTime = and(
    ne(unitVersions.unitId, unitId),
    or(isNull(unitVersions.validTo), gt(unitVersions.validTo, validFrom)),
    validTo === null ? undefined : lt(unitVersions.validFrom, validTo),
  );
  const [holder] = await ctx.tx
    .select()
    .from(unitVersions)
    .where(and(sameTime, eq(unitVersions.code, version.code)))
    .limit(1);
  if (holder !== undefined)
    throw problems.conflict(
      `代码 ${version.code} 已被「${holder.name}」使用`,
      `Code ${version.code} is in use by ${holder.name}`,
      { code: version.code },
    );
  if (version.covers !== "whole") return;
  const [whole] = await ctx.tx
    .select()
    .from(unitVersions)
    .where(and(sameTime, eq(unitVersions.regionId, version.regionId), eq(unitVersions.covers, "whole")))
    .limit(1);
  if (whole !== undefined) throw secondWhole(whole);
}

const secondWhole = (other: { name: string; unitId: number }) =>
  problems.conflict(
    `该地区的全地区总量已由「${other.name}」报送，同一时段只能有一个`,
    `${other.name} already reports the region's total; only one may at a time`,
    { unit: other.unitId },
  );
