import { eq, sql } from "drizzle-orm";
import { canonicalDecimal, isBareExplanation, type FormLine } from "@duibiao/indicators";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells, type StoredCell } from "./content.ts";
import { findingsOf } from "./findings.ts";
import { type Bundle, formOf, hashOf, loadBundle, placeOf, summary } from "./open.ts";
import { mustBePossible } from "./states.ts";

type SaveInput = Input<typeof contract.saveSubmission>;
type CellInput = SaveInput["body"]["cells"][number];

const address = (cell: { measure: string; member?: string }) => `${cell.measure}/${cell.member ?? "total"}`;

/**
 * Saves cells of the working copy. A cell whose stored version is not the one the sender saw is a conflict:
 * it is left as it is and both values are returned. A save that is repeated after a lost answer carries the
 * same Idempotency-Key and gets the same answer.
 */
export async function save(ctx: Ctx, { params, body }: SaveInput) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  const lines = new Map(formOf(bundle).lines.map((line) => [address(line), line]));
  mustBeAsked(body, lines);
  const stored = await readCells(ctx.tx, params.id, bundle.measures);
  const byAddress = new Map(stored.map((cell) => [address(cell), cell]));

  const zeroSections = body.zeroSections ?? bundle.submission.zeroSections;
  const wanted = [...body.cells, ...newZeros(bundle, zeroSections, body.cells, byAddress)];
  const conflicts = wanted.filter((cell) => isConflict(cell, byAddress.get(address(cell))));
  const changes = wanted.filter((cell) => !conflicts.includes(cell) && !isSame(cell, byAddress.get(address(cell))));
  await writeCells(ctx, bundle, changes, byAddress, zeroSections);
  await writeExplanations(ctx, bundle, body.explanations);

  const cells = await readCells(ctx.tx, params.id, bundle.measures);
  const sections = stillZero(bundle, zeroSections, cells);
  const before = hashOf(bundle, stored, bundle.submission.zeroSections);
  const contentHash = hashOf(bundle, cells, sections);
  const changed = before !== contentHash;
  const [[submission], findings] = await Promise.all([
    ctx.tx
      .update(tables.submissions)
      .set({
        zeroSections: sections,
        updatedAt: ctx.now,
        version: sql`${tables.submissions.version} + 1`,
        // A signature stands under the content it signed; other content is a draft again.
        ...(changed && bundle.submission.state === "signed" ? { state: "draft" as const } : {}),
      })
      .where(eq(tables.submissions.id, params.id))
      .returning(),
    findingsOf(ctx, bundle, cells),
    ctx.audit({
      object: `submission/${params.id}`,
      regionId: bundle.submission.regionId,
      detail: {
        changed: changes.map((c) => ({ cell: address(c), from: brief(byAddress.get(address(c))), to: c.value })),
        conflicts: conflicts.map(address),
      },
    }),
  ]);
  const byNow = new Map(cells.map((cell) => [address(cell), cell]));
  return {
    ...summary({ ...bundle.submission, ...submission! }),
    contentHash,
    saved: wanted
      .filter((cell) => !conflicts.includes(cell))
      .map((cell) => ({ measure: cell.measure, member: cell.member, version: byNow.get(address(cell))?.version ?? 0 })),
    conflicts: conflicts.map((cell) => ({
      measure: cell.measure,
      member: cell.member,
      yours: cell.value,
      stored: byAddress.get(address(cell)) ?? emptyCell(cell),
    })),
    findings,
  };
}

function mustBeAsked(body: SaveInput["body"], lines: ReadonlyMap<string, FormLine>): void {
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
  const bare = body.explanations.filter((e) => isBareExplanation(e.text));
  if (bare.length > 0) {
    throw problems.rule(
      "说明不能只写“核实无误”,请写明原因",
      "An explanation must give the cause, not only say that it is right",
      {
        cells: bare.map(address),
      },
    );
  }
}

const normal = (cell: CellInput) => {
  const { value } = cell;
  if (value === null) return null;
  return value.state === "number"
    ? { state: value.state, value: canonicalDecimal(value.value), estimated: value.estimated ?? false, reason: "" }
    : { state: value.state, value: null, estimated: false, reason: value.reason };
};

function isSame(cell: CellInput, stored: StoredCell | undefined): boolean {
  const next = normal(cell);
  if (next === null || stored === undefined) return next === null && stored === undefined;
  return (
    next.state === stored.state &&
    next.value === stored.value &&
    next.estimated === stored.estimated &&
    next.reason === stored.reason &&
    (cell.note ?? stored.note) === stored.note
  );
}

/** Equal values are no excuse: two people who both count up from what they saw would lose one count. */
const isConflict = (cell: CellInput, stored: StoredCell | undefined) => cell.version !== (stored?.version ?? 0);

const brief = (cell: StoredCell | undefined) => (cell === undefined ? null : { state: cell.state, value: cell.value });

const emptyCell = (cell: CellInput) => ({
  measure: cell.measure,
  member: cell.member,
  state: "missing" as const,
  value: null,
  estimated: false,
  reason: "",
  note: "",
  source: "",
  version: 0,
});

const sectionLines = (bundle: Bundle, section: string): FormLine[] => {
  const found = bundle.catalogue.compiled.compiledForms
    .get(bundle.collection.formKey)!
    .form.sections.find((s) => s.key === section);
  if (found === undefined) throw problems.rule("报表没有这一节", "The form has no such section", { section });
  return found.lines;
};

/** 零报告: 本节无发生 writes explicit zeros into the section's cells that are not sent in this same request. */
function newZeros(
  bundle: Bundle,
  sections: readonly string[],
  sent: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
): CellInput[] {
  const sentAddresses = new Set(sent.map(address));
  return sections
    .filter((section) => !bundle.submission.zeroSections.includes(section))
    .flatMap((section) => sectionLines(bundle, section))
    .filter((line) => !sentAddresses.has(address(line)))
    .map((line) => ({
      measure: line.measure,
      member: line.member ?? "total",
      value: { state: "number" as const, value: "0" },
      version: stored.get(address(line))?.version ?? 0,
    }));
}

/** A section stays 无发生 only while every one of its cells is an explicit zero. */
export function stillZero(bundle: Bundle, sections: readonly string[], cells: readonly StoredCell[]): string[] {
  const zero = new Set(cells.filter((c) => c.state === "number" && c.value === "0").map(address));
  return sections.filter((section) => sectionLines(bundle, section).every((line) => zero.has(address(line))));
}

async function writeCells(
  ctx: Ctx,
  bundle: Bundle,
  changes: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
  zeroSections: readonly string[],
): Promise<void> {
  const { id: submissionId, unitId, regionId, cityId } = bundle.submission;
  const zeros = new Set(zeroSections.flatMap((section) => sectionLines(bundle, section)).map(address));
  const filled = changes.filter((c) => c.value !== null);
  const emptied = changes.filter((c) => c.value === null);
  if (filled.length > 0) {
    const rows = filled.map((cell) => ({
      measure_id: bundle.measures.idOf.get(cell.measure),
      member: cell.member,
      ...normal(cell)!,
      note: cell.note ?? stored.get(address(cell))?.note ?? "",
      source: zeros.has(address(cell)) && normal(cell)!.value === "0" ? "zero_section" : "typed",
    }));
    await ctx.tx.execute(sql`
      insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, updated_by, updated_at)
      select ${submissionId}, ${unitId}, ${regionId}, ${cityId}, r.measure_id, r.member, r.state, r.value, r.estimated, r.reason,
             r.note, r.source, ${ctx.actor.userId}, ${ctx.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(measure_id int, member text, state text, value numeric, estimated boolean, reason text, note text, source text)
      on conflict (submission_id, measure_id, member, city_id) do update set
        state = excluded.state, value = excluded.value, estimated = excluded.estimated, reason = excluded.reason,
        note = excluded.note,
        source = excluded.source, version = cells.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at`);
  }
  for (const cell of emptied) {
    await ctx.tx.execute(sql`
      delete from cells where submission_id = ${submissionId} and measure_id = ${bundle.measures.idOf.get(cell.measure)} and member = ${cell.member}`);
  }
}

async function writeExplanations(
  ctx: Ctx,
  bundle: Bundle,
  explanations: SaveInput["body"]["explanations"],
): Promise<void> {
  const { id: submissionId, unitId, regionId, cityId } = bundle.submission;
  const t = tables.explanations;
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
    await ctx.tx
      .insert(t)
      .values(row)
      .onConflictDoUpdate({
        target: [t.submissionId, t.rule, t.cell, t.cityId],
        set: { text: row.text, userId: row.userId, at: row.at },
      });
  }
}
