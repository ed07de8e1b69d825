import { sql } from "drizzle-orm";
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
export const isSame = (cell: CellInput, stored: StoredCell | undefined): boolean =>
  isSameAnswer(cell, stored) && (cell.note === undefined || stored === undefined || cell.note === stored.note);

/** The same answer, whatever is noted beside it. */
function isSameAnswer(cell: CellInput, stored: StoredCell | undefined): boolean {
  const next = normal(cell);
  if (next === null || stored === undefined) return next === null && stored === undefined;
  return (
    next.state === stored.state &&
    next.value === stored.value &&
    next.estimated === stored.estimated &&
    next.reason === stored.reason
  );
}

/** Source of a cell that a person typed. */
export const TYPED = "typed";

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
  const before = new Map(stored.map((cell) => [address(cell), cell]));
  const filled = changes.flatMap((change) => {
    const next = normal(change);
    const note = change.note ?? before.get(address(change))?.note ?? "";
    return next === null ? [] : [{ ...emptyCell(change), ...next, note }];
  });
  return replaced(stored, filled, changes.filter(isEmptied));
}

/** Whether the change empties its cell. */
export const isEmptied = ({ value }: CellInput) => value === null;

/** The working copy with some cells filled and some emptied. */
export function replaced(
  stored: readonly StoredCell[],
  filled: readonly StoredCell[],
  emptied: readonly CellInput[],
): StoredCell[] {
  const after = new Map([...stored, ...filled].map((cell) => [address(cell), cell]));
  for (const cell of emptied) after.delete(address(cell));
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

/** What the log says of a change: where, what stood there, and what was wanted instead. */
export function changed(change: CellInput, stored: ReadonlyMap<string, StoredCell>) {
  const before = stored.get(address(change));
  const from = before === undefined ? null : { state: before.state, value: before.value };
  return { cell: address(change), from, to: change.value };
}

/** Only a note was typed beside a figure that came from elsewhere: the figure still comes from there. */
const isNoted = (cell: CellInput, before: StoredCell | undefined, source: string): boolean =>
  source === TYPED && before !== undefined && before.source !== "zero_section" && isSameAnswer(cell, before);

/**
 * Filled cells as they will stand; `source` says where a figure came from: typed, or the name of a file. One that was
 * empty begins above every version that it had before it was emptied: who saw one of those is in conflict.
 * @param copy the working copy before the change; its version counts every change of every cell.
 */
export function filledCells(
  bundle: Asked,
  changes: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
  copy: { zeroSections: readonly string[]; version: number },
  source: string,
): StoredCell[] {
  const zeros = new Set(copy.zeroSections.flatMap((section) => sectionLines(bundle, section)).map(address));
  return changes.flatMap((cell) => {
    const next = normal(cell);
    if (next === null) return [];
    const at = address(cell);
    const before = stored.get(at);
    const origin =
      cell.carried !== undefined && source !== FROM_LEDGER
        ? carriedFrom(cell.carried)
        : zeros.has(at) && next.value === "0"
          ? "zero_section"
          : isNoted(cell, before, source)
            ? before!.source
            : source;
    const { measure, member } = cell;
    const note = cell.note ?? before?.note ?? "";
    return [{ measure, member, ...next, note, source: origin, version: (before?.version ?? copy.version) + 1 }];
  });
}

/** Stores filled cells and clears the emptied ones of a submission that is locked. All is started here, nothing after a wait. */
export async function writeCells(
  ctx: Ctx,
  bundle: Bundle,
  stored: ReadonlyMap<string, StoredCell>,
  filled: readonly StoredCell[],
  emptied: readonly CellInput[],
): Promise<void> {
  const { id, unitId, regionId, cityId } = bundle.submission;
  const at = ctx.now.toISOString();
  const first = filled.filter((cell) => !stored.has(address(cell)));
  const again = filled.filter((cell) => stored.has(address(cell)));
  const written: Promise<{ rowCount: number | null }>[] = [];
  if (first.length > 0)
    written.push(
      ctx.tx.execute(sql`
      insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, version, updated_by, updated_at)
      select ${id}, ${unitId}, ${regionId}, ${cityId}, r.*, ${ctx.actor.userId}, ${at}::timestamptz from ${columnsOf(bundle, first)}`),
    );
  if (again.length > 0)
    written.push(
      ctx.tx.execute(sql`
      update cells c set state = r.state, value = r.value, estimated = r.estimated, reason = r.reason, note = r.note, source = r.source,
        version = r.version, updated_by = ${ctx.actor.userId}, updated_at = ${at}::timestamptz
      from ${columnsOf(bundle, again)}
      where c.submission_id = ${id} and c.city_id = ${cityId} and c.measure_id = r.measure_id and c.member = r.member`),
    );
  for (const cell of emptied)
    written.push(
      ctx.tx.execute(sql`
      delete from cells where submission_id = ${id} and measure_id = ${bundle.measures.idOf.get(cell.measure)} and member = ${cell.member}`),
    );
  const counts = (await Promise.all(written)).map(({ rowCount }) => rowCount ?? 0);
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum !== filled.length + emptied.length)
    throw new Error(`submission ${id}: ${sum} of ${filled.length + emptied.length} cells were written`);
}

/** Cells as a table `r`, a parameter for each column. */
function columnsOf({ measures }: Bundle, cells: readonly StoredCell[]) {
  const column = <K extends keyof StoredCell>(key: K) => sql.param(cells.map((cell) => cell[key]));
  const ids = sql.param(cells.map((cell) => measures.idOf.get(cell.measure)));
  return sql`unnest(${ids}::int[], ${column("member")}::text[], ${column("state")}::text[], ${column("value")}::numeric[],
      ${column("estimated")}::boolean[], ${column("reason")}::text[], ${column("note")}::text[], ${column("source")}::text[], ${column("version")}::int[])
    as r (measure_id, member, state, value, estimated, reason, note, source, version)`;
}
