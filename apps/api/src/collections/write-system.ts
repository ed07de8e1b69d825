import { sql } from "drizzle-orm";
import { cellKey, type CellValue } from "@duibiao/indicators";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import { keyed, type ObservationRow, type StoredCell } from "../submissions/content.ts";
import { PLATFORM } from "../submissions/names.ts";
import type { Ctx } from "../serve.ts";
import type { UnitRows } from "./import-rows.ts";
import { loadCollection } from "./read.ts";
import { assignedUnits, hashOfUnit, writeStanding } from "./write-standing.ts";

/** A figure that a module of the platform has for a unit. */
export type SystemCell = { measure: string; member: string; value: CellValue };

/**
 * Writes what a module knows of units into a form that the platform fills: one immutable revision each, under the
 * platform's signature and the module's name, that stands under every lens. What other modules wrote stays. The same
 * figures make no new revision. Units without a duty there are passed over.
 * @returns how many units got a new revision.
 */
export async function writeSystemRevisions(
  ctx: Ctx,
  collectionId: number,
  module: string,
  figures: ReadonlyMap<number, readonly SystemCell[]>,
): Promise<number> {
  const { collection, period } = await loadCollection(ctx.tx, collectionId);
  if (collection.origin !== "system") throw new RangeError(`collection ${collectionId} is not the platform's to write`);
  if (collection.lockedAt !== null) throw problems.state("locked", "count");
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const { asked } = catalogue.compiled.compiledForms.get(collection.formKey)!;
  const measures = await formMeasures(ctx.tx, catalogue, collection.formKey);
  const owing = [...(await assignedUnits(ctx.tx, collectionId, period.endDate)).values()];
  const units = owing.filter((unit) => figures.has(unit.unitId));
  const standing = await standingCells(ctx, units);
  const task = { collectionId, periodKey: period.key, form: collection.formKey, catalogue: catalogue.hash };
  const next = units.map((unit): UnitRows => {
    const cells = new Map(
      (standing.get(unit.submissionId) ?? []).map((row) => {
        const cell = keyed(row, measures);
        return [cellKey(cell.measure, cell.member), cell];
      }),
    );
    for (const figure of figures.get(unit.unitId)!) {
      const key = cellKey(figure.measure, figure.member);
      if (!asked.has(key)) throw new RangeError(`form ${collection.formKey} does not ask ${key}`);
      cells.set(key, storedOf(figure));
    }
    return { ...unit, cells: [...cells.values()].map((cell) => ({ cell, row: 0 })) };
  });
  const changed = next.filter((unit) => hashOfUnit(unit, task) !== unit.lastHash);
  if (changed.length > 0)
    await writeStanding(ctx, changed, {
      ...task,
      periodId: period.id,
      measures,
      kind: "system",
      signers: [{ userId: PLATFORM, name: module, as: "system", at: ctx.now.toISOString() }],
      submittedBy: PLATFORM,
    });
  return changed.length;
}

function storedOf({ measure, member, value }: SystemCell): StoredCell {
  const base = { measure, member, note: "", source: "system", version: 0 };
  return value.state === "number"
    ? { ...base, state: "number", value: value.value, estimated: value.estimated ?? false, reason: "" }
    : { ...base, state: value.state, value: null, estimated: false, reason: value.reason ?? "" };
}

/** The figures of each unit's last revision, by submission. */
async function standingCells(ctx: Ctx, units: readonly UnitRows[]): Promise<Map<number | null, ObservationRow[]>> {
  const last = units.flatMap(({ submissionId, lastRev }) =>
    submissionId === null ? [] : [{ id: submissionId, revision: lastRev }],
  );
  const rows = await ctx.tx.execute<ObservationRow & { submissionId: number }>(sql`
    select o.submission_id::int as "submissionId", o.measure_id as "measureId", o.member, o.state, trim_scale(o.value)::text as value,
           o.estimated, o.reason, o.note, o.source, 0 as version
    from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as w (id bigint, revision int)
    join observations o on o.submission_id = w.id and o.revision = w.revision`);
  const found = new Map<number | null, ObservationRow[]>();
  for (const { submissionId, ...row } of rows.rows) {
    const list = found.get(submissionId);
    if (list === undefined) found.set(submissionId, [row]);
    else list.push(row);
  }
  return found;
}
