import { check, type CheckContext, type Finding } from "@duibiao/indicators";
import type { collections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readCsv } from "@duibiao/workbook";
import { formMeasures, openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { loadCollection } from "./read.ts";
import { asCell, checkContexts } from "../submissions/check-context.ts";
import { mustBeTyped } from "../submissions/open.ts";
import { columns, gather, type ImportProblem, type UnitRows } from "./import-rows.ts";
import { assignedUnits, hashOfUnit, writeStanding } from "./write-standing.ts";

/**
 * 历史数据导入: one row per cell, a verdict per row. The units' rows pass the same check as a submit: what breaks
 * a block rule is refused, everything else that does not hold is a finding. Nothing is written unless every row is
 * good, or `partial` is asked for; a dry run is the same run, rolled back before its end. The same file twice
 * changes nothing. Revisions are unsigned, of origin 历史, and stand under every lens.
 */
export async function importObservations(ctx: Ctx, { params, query, body }: Input<typeof contract.importObservations>) {
  // Neither a lock nor a region change comes between reading who owes and writing their figures.
  await holdTree(ctx);
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  ctx.must("history.import", { regionId: collection.ownerRegionId, unitId: null });
  mustBeTyped(collection);
  if (collection.origin !== "history")
    throw problems.conflict(
      "只有历史数据任务可以这样导入；当期数据由填报单位报送",
      "Only history collections take this import; current figures are submitted by their units",
    );
  if (collection.lockedAt !== null) throw problems.state("locked", "import");
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const measures = await formMeasures(ctx.tx, catalogue, collection.formKey);
  const parsed = readCsv(body, { columns, maxRows: 200_000 });
  const found: ImportProblem[] = [...parsed.problems];
  const units = await assignedUnits(ctx.tx, params.id, period.endDate);
  gather(parsed.rows, units, catalogue, collection.formKey, found);

  const touched = [...units.values()].filter((unit) => unit.cells.length > 0);
  const contexts = await checkContexts(
    ctx,
    touched.map(({ unitId, regionId }) => ({
      collection,
      period,
      catalogue,
      measures,
      unitId,
      regionId,
      submissionId: null,
    })),
  );
  const findings = checkUnits(touched, contexts, catalogue, collection.formKey, found);
  const refusedUnits = new Set(found.flatMap((p) => (p.code === "rule_block" ? [p.value] : [])));
  const good = touched.filter((unit) => !refusedUnits.has(unit.code));
  const write = !query.dryRun && (found.length === 0 || query.partial) && good.length > 0;
  const { unchanged, changed } = unchangedUnits(good, collection, period.key, catalogue.hash);
  if (write)
    await writeStanding(ctx, changed, {
      collectionId: params.id,
      periodId: period.id,
      periodKey: period.key,
      form: collection.formKey,
      catalogue: catalogue.hash,
      measures,
      kind: "history",
      signers: [],
      submittedBy: ctx.actor.userId,
    });
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: {
      import: {
        rows: parsed.rows.length,
        units: changed.length,
        problems: found.length,
        dryRun: query.dryRun,
        partial: query.partial,
        written: write,
      },
    },
  });
  const accepted = good.reduce((n, unit) => n + unit.cells.length, 0);
  return {
    dryRun: query.dryRun,
    written: write,
    rows: parsed.rows.length,
    accepted,
    refused: parsed.rows.length - accepted,
    unchanged,
    units: changed.length,
    problems: found,
    findings,
  };
}

/** Runs the one check over each unit's cells; a broken block rule refuses the unit's rows, naming each. */
function checkUnits(
  units: readonly UnitRows[],
  contexts: readonly CheckContext[],
  catalogue: OpenCatalogue,
  formKey: string,
  found: ImportProblem[],
): (Finding & { unit: string })[] {
  const kept: (Finding & { unit: string })[] = [];
  for (const [at, unit] of units.entries()) {
    const cells = unit.cells.map(({ cell }) => asCell(cell));
    const { findings } = check(catalogue.compiled, formKey, cells, contexts[at]!);
    for (const finding of findings) {
      if (finding.severity !== "block" || finding.verdict !== "false") {
        kept.push({ ...finding, unit: unit.code });
        continue;
      }
      const row =
        unit.cells.find(({ cell }) => finding.cells.some((c) => c.measure === cell.measure && c.member === cell.member))
          ?.row ?? 0;
      found.push({
        row,
        column: finding.cells.map((c) => c.measure).join(" "),
        code: "rule_block",
        zh: `${finding.rule}:${finding.text.zh}`,
        en: `${finding.rule}: ${finding.text.en}`,
        value: unit.code,
      });
    }
  }
  return kept;
}

function unchangedUnits(
  good: readonly UnitRows[],
  collection: typeof tables.collections.$inferSelect,
  period: string,
  catalogue: string,
) {
  const changed = good.filter(
    (unit) =>
      hashOfUnit(unit, { collectionId: collection.id, periodKey: period, form: collection.formKey, catalogue }) !==
      unit.lastHash,
  );
  return { changed, unchanged: good.reduce((n, unit) => n + (changed.includes(unit) ? 0 : unit.cells.length), 0) };
}
