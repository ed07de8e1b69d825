import { ne, sql } from "drizzle-orm";
import { isBareExplanation } from "@duibiao/indicators";
import type { Input, submissions as contract } from "@duibiao/contract";
import { planOnce, tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mustBeCarried } from "./carry.ts";
import { conflictsOf } from "./conflicts.ts";
import { cellRows, cellsOf, type CellRow } from "./content.ts";
import { findingsOf } from "./findings.ts";
import { partByLedger } from "./ledger.ts";
import { type Bundle, formOf, hashOf, loadBundle, mustOwe, placeOf, summary, type Submission } from "./open.ts";
import { mustBePossible } from "./states.ts";
import {
  address,
  changed,
  filledCells,
  FROM_LEDGER,
  isConflict,
  isEmptied,
  isStored,
  newZeros,
  replaced,
  stillZero,
  TYPED,
  writeCells,
} from "./write-cells.ts";

type SaveInput = Input<typeof contract.saveSubmission>;

/**
 * Saves cells of the working copy. A cell whose stored version is not the one the sender saw is a conflict:
 * it is left as it is and both values are returned. A save that is repeated after a lost answer carries the
 * same Idempotency-Key and gets the same answer.
 */
export async function save(ctx: Ctx, { params, body }: SaveInput) {
  const [, bundle, rows] = await Promise.all([
    planOnce(ctx.tx),
    loadBundle(ctx.tx, params.id, true),
    cellRows(ctx.tx, [params.id]),
  ]);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  return saveInto(ctx, bundle, body, TYPED, rows);
}

/**
 * Stores cells and explanations in a submission that is locked and open for it: the one way in for people, whatever the door.
 * @param rows what is stored, where it was read already, after the submission was locked.
 */
export async function saveInto(
  ctx: Ctx,
  bundle: Bundle,
  body: SaveInput["body"],
  source: string,
  rows?: readonly CellRow[],
) {
  mustOwe(bundle);
  const { id } = bundle.submission;
  mustBeAsked(body, formOf(bundle));
  await mustBeCarried(ctx, bundle, body.cells);
  const stored = cellsOf(rows ?? (await cellRows(ctx.tx, [id])), bundle.measures);
  const byAddress = new Map(stored.map((cell) => [address(cell), cell]));

  const zeroSections = body.zeroSections ?? bundle.submission.zeroSections;
  const wanted = [...body.cells, ...newZeros(bundle, zeroSections, body.cells, byAddress)];
  const conflicts = wanted.filter((cell) => isConflict(cell, byAddress.get(address(cell))));
  const changes = wanted.filter(
    (cell) => !conflicts.includes(cell) && !isStored(cell, byAddress.get(address(cell)), source),
  );
  const { summed, typed } =
    source === FROM_LEDGER ? { summed: changes, typed: [] } : await partByLedger(ctx, bundle, changes);
  const copy = { zeroSections, version: bundle.submission.version };
  const filled = [
    ...filledCells(bundle, typed, byAddress, copy, source),
    ...filledCells(bundle, summed, byAddress, copy, FROM_LEDGER),
  ];
  const emptied = changes.filter(isEmptied);
  const cells = replaced(stored, filled, emptied);
  const sections = stillZero(bundle, zeroSections, cells);
  const contentHash = hashOf(bundle, cells, sections);
  const unsigned =
    bundle.submission.state === "signed" && hashOf(bundle, stored, bundle.submission.zeroSections) !== contentHash;
  const resectioned = String(sections.toSorted()) !== String(bundle.submission.zeroSections.toSorted());
  const explained = await writeExplanations(ctx, bundle, body.explanations);
  const differs = changes.length > 0 || explained > 0 || resectioned;
  const submission = differs ? afterSave(ctx, bundle, sections, unsigned) : bundle.submission;
  const [findings] = await Promise.all([
    findingsOf(ctx, bundle, cells),
    writeCells(ctx, bundle, byAddress, filled, emptied),
    // What changes nothing leaves the record as it is; that it was asked stands in the log.
    ...(differs ? [keep(ctx, submission)] : []),
    ctx.audit({
      object: `submission/${id}`,
      regionId: bundle.submission.regionId,
      detail: {
        changed: changes.map((change) => changed(change, byAddress)),
        conflicts: conflicts.map(address),
      },
    }),
  ]);
  const byNow = new Map(cells.map((cell) => [address(cell), cell]));
  return {
    ...summary(submission),
    contentHash,
    saved: wanted
      .filter((cell) => !conflicts.includes(cell))
      .map((cell) => ({ measure: cell.measure, member: cell.member, version: byNow.get(address(cell))?.version ?? 0 })),
    conflicts: await conflictsOf(ctx, bundle, conflicts, byAddress),
    findings,
  };
}

function mustBeAsked(body: SaveInput["body"], form: ReturnType<typeof formOf>): void {
  const lines = new Set(form.lines.map(address));
  const unknown = [...body.cells, ...body.explanations].filter((cell) => !lines.has(address(cell)));
  if (unknown.length > 0) {
    throw problems.rule("这些单元格不在本报表内", "These cells are not part of the form", {
      cells: unknown.map(address),
    });
  }
  const seen = new Set<string>();
  for (const cell of body.cells) {
    if (seen.has(address(cell)))
      throw problems.rule("同一单元格在请求中出现两次", "The same cell stands twice in the request", {
        cell: address(cell),
      });
    seen.add(address(cell));
  }
  const rules = new Set(form.rules.map(({ rule }) => rule.key));
  const unasked = body.explanations.filter((e) => !rules.has(e.rule));
  if (unasked.length > 0) {
    throw problems.rule(
      "所说明的规则不在本报表内，请按核验结果中的规则编号填写说明",
      "These rules are not asked of this form; explain under the rule that a finding names",
      { rules: [...new Set(unasked.map((e) => e.rule))] },
    );
  }
  const bare = body.explanations.filter((e) => isBareExplanation(e.text));
  if (bare.length > 0) {
    throw problems.rule(
      "说明不能只写“核实无误”，请写明原因",
      "An explanation must give the cause, not only say that it is right",
      {
        cells: bare.map(address),
      },
    );
  }
}

/** The submission with new content. A signature stands under the content it signed; other content is a draft again. */
const afterSave = ({ now }: Ctx, { submission }: Bundle, zeroSections: string[], unsigned: boolean): Submission => ({
  ...submission,
  zeroSections,
  updatedAt: now,
  version: submission.version + 1,
  ...(unsigned ? { state: "draft" as const } : {}),
});

/** Seconds of one sitting between two saves; a longer gap was spent elsewhere. */
const sitting = 300;

/** The burden meter counts the time since the save before, or since the form was opened. */
function keep({ tx }: Ctx, { id, zeroSections, state, version, updatedAt }: Submission) {
  const at = sql`${updatedAt.toISOString()}::timestamptz`;
  return tx.execute(sql`
    update submissions set zero_sections = ${sql.param(zeroSections)}, state = ${state}, version = ${version}, updated_at = ${at},
      spent_seconds = spent_seconds + round(least(${sitting}::int, greatest(0, extract(epoch from ${at} - updated_at))))::int
    where id = ${id}`);
}

/** @returns how many say something else than what stood there. */
export async function writeExplanations(
  ctx: Ctx,
  bundle: Bundle,
  explanations: SaveInput["body"]["explanations"],
): Promise<number> {
  const { id: submissionId, unitId, regionId, cityId } = bundle.submission;
  const t = tables.explanations;
  let written = 0;
  for (const e of explanations) {
    const row = {
      submissionId,
      unitId,
      regionId,
      cityId,
      rule: e.rule,
      cell: address(e),
      text: e.text,
      userId: ctx.actor.userId,
      at: ctx.now,
    };
    const { rowCount } = await ctx.tx
      .insert(t)
      .values(row)
      .onConflictDoUpdate({
        target: [t.submissionId, t.rule, t.cell, t.cityId],
        set: { text: row.text, userId: row.userId, at: row.at },
        setWhere: ne(t.text, row.text),
      });
    written += rowCount ?? 0;
  }
  return written;
}
