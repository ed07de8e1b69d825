import { sql, type SQL } from "drizzle-orm";
import { canonicalDecimal, type FormLine } from "@duibiao/indicators";
import type { Input, submissions as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { StoredCell } from "./content.ts";
import type { Bundle } from "./open.ts";

/** A cell as somebody wants it: its value (null: emptied) and the version that they saw. */
export type CellInput = Input<typeof contract.saveSubmission>["body"]["cells"][number];

export const address = (cell: { measure: string; member?: string }) => `${cell.measure}/${cell.member ?? "total"}`;

const normal = (cell: CellInput) => {
  const { value } = cell;
  if (value === null) return null;
  return value.state === "number"
    ? { state: value.state, value: canonicalDecimal(value.value), estimated: value.estimated ?? false, reason: "" }
    : { state: value.state, value: null, estimated: false, reason: value.reason };
};

/** Whether storing the cell would change nothing. */
export function isSame(cell: CellInput, stored: StoredCell | undefined): boolean {
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

/** Source of a cell that the platform summed up from the unit's ledger. */
export const FROM_LEDGER = "ledger";

/** Source of a cell that was filled from its bills, before their ids. */
export const FROM_BILLS = "bills:";

/** Source of a cell that was added up from a list of items, before its id. */
export const FROM_ITEMS = "items:";

const isComputed = (source: string) =>
  source === FROM_LEDGER || source.startsWith(FROM_BILLS) || source.startsWith(FROM_ITEMS);

/** Source of a cell that the clerk confirmed unchanged from the period before. */
export const carriedFrom = (period: string) => `carried:${period}`;

/** Nothing to store. A figure that the ledger or bills now stand behind is stored anew, though somebody typed the same. */
export const isStored = (cell: CellInput, stored: StoredCell | undefined, source: string) =>
  isSame(cell, stored) &&
  (!isComputed(source) || stored?.source === source) &&
  (cell.carried === undefined || stored?.source === carriedFrom(cell.carried));

export const emptyCell = (cell: CellInput) => ({
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

/** The working copy as it would stand after these changes. */
export function withChanges(stored: readonly StoredCell[], changes: readonly CellInput[]): StoredCell[] {
  const after = new Map(stored.map((cell) => [address(cell), cell]));
  for (const change of changes) {
    const next = normal(change);
    if (next === null) after.delete(address(change));
    else
      after.set(address(change), {
        ...emptyCell(change),
        ...next,
        note: change.note ?? after.get(address(change))?.note ?? "",
      });
  }
  return [...after.values()];
}

/** Equal values are no excuse: two people who both count up from what they saw would lose one count. */
export const isConflict = (cell: CellInput, stored: StoredCell | undefined) => cell.version !== (stored?.version ?? 0);

/** What is asked of whom, without whose. */
type Asked = Pick<Bundle, "catalogue" | "collection" | "measures">;

const sectionLines = (bundle: Asked, section: string): FormLine[] => {
  const found = bundle.catalogue.compiled.compiledForms
    .get(bundle.collection.formKey)!
    .form.sections.find((s) => s.key === section);
  if (found === undefined) throw problems.rule("报表没有这一节", "The form has no such section", { section });
  return found.lines;
};

/** 零报告: 本节无发生 writes explicit zeros into the section's cells that are not sent in this same request. */
export function newZeros(
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
export function stillZero(bundle: Asked, sections: readonly string[], cells: readonly StoredCell[]): string[] {
  const zero = new Set(cells.filter((c) => c.state === "number" && c.value === "0").map(address));
  return sections.filter((section) => sectionLines(bundle, section).every((line) => zero.has(address(line))));
}

/** Changed cells as rows to be stored. `source` says where a figure came from: typed, or the name of a file. */
export function rowsToStore(
  bundle: Asked,
  changes: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
  zeroSections: readonly string[],
  source: string,
) {
  const zeros = new Set(zeroSections.flatMap((section) => sectionLines(bundle, section)).map(address));
  const sourceOf = (cell: CellInput) => {
    if (cell.carried !== undefined && source !== FROM_LEDGER) return carriedFrom(cell.carried);
    return zeros.has(address(cell)) && normal(cell)!.value === "0" ? "zero_section" : source;
  };
  return changes
    .filter(({ value }) => value !== null)
    .map((cell) => ({
      measure_id: bundle.measures.idOf.get(cell.measure),
      member: cell.member,
      ...normal(cell)!,
      note: cell.note ?? stored.get(address(cell))?.note ?? "",
      source: sourceOf(cell),
    }));
}

/** Stores cells, of one working copy or of many: `rows` are their ids, places and figures. */
export const storeCells = ({ tx }: Ctx, rows: SQL) =>
  tx.execute(sql`
      insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, updated_by, updated_at)
      ${rows}
      on conflict (submission_id, measure_id, member, city_id) do update set
        state = excluded.state, value = excluded.value, estimated = excluded.estimated, reason = excluded.reason,
        note = excluded.note,
        source = excluded.source, version = cells.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at`);

/** Stores changed cells of one working copy. */
export async function writeCells(
  ctx: Ctx,
  bundle: Bundle,
  changes: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
  zeroSections: readonly string[],
  source: string,
): Promise<void> {
  const { id: submissionId, unitId, regionId, cityId } = bundle.submission;
  const rows = rowsToStore(bundle, changes, stored, zeroSections, source);
  const emptied = changes.filter((c) => c.value === null);
  // All are started here, none after a wait: who reads the cells next may ask at once.
  const written: Promise<unknown>[] = [];
  if (rows.length > 0)
    written.push(
      storeCells(
        ctx,
        sql`
      select ${submissionId}, ${unitId}, ${regionId}, ${cityId}, r.measure_id, r.member, r.state, r.value, r.estimated, r.reason,
             r.note, r.source, ${ctx.actor.userId}, ${ctx.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(measure_id int, member text, state text, value numeric, estimated boolean, reason text, note text, source text)`,
      ),
    );
  for (const cell of emptied) {
    written.push(
      ctx.tx.execute(sql`
      delete from cells where submission_id = ${submissionId} and measure_id = ${bundle.measures.idOf.get(cell.measure)} and member = ${cell.member}`),
    );
  }
  await Promise.all(written);
}
