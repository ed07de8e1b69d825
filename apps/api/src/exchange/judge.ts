import { cellKey, type LedgerTotal } from "@duibiao/indicators";
import { refusedIn } from "../openings/reviewed.ts";
import { Problem } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { cellRows, keyed, type StoredCell } from "../submissions/content.ts";
import { grounds, judged as judgedBy } from "../submissions/findings.ts";
import { differsFrom, ledgersOf, refusal as ledgerRefusal } from "../submissions/ledger.ts";
import { formOf, type Bundle } from "../submissions/open.ts";
import { address, filledCells, FROM_LEDGER, isSame, withChanges, type CellInput } from "../submissions/write-cells.ts";
import { valueOf, type PushRow, type Refusal } from "./rows.ts";
import { closedFor, type OwingUnit } from "./units.ts";

export type Verdict = {
  row: PushRow;
  verdict: "written" | "unchanged" | "conflict" | "refused";
  refusal: Refusal | null;
  value: CellInput["value"];
  stored: StoredCell | undefined;
};

/** What is asked of all units of a push, and where its figures come from. */
export type Task = Pick<Bundle, "collection" | "period" | "catalogue" | "measures"> & { system: string; file: string };

export type Given = { unit: OwingUnit; rows: readonly PushRow[] };

/** A verdict for each of a unit's rows, and what of them is to be stored. */
export type Judged = {
  unit: OwingUnit;
  verdicts: Verdict[];
  changes: CellInput[];
  /** The changed cells as they will stand. */
  filled: StoredCell[];
  stored: ReadonlyMap<string, StoredCell>;
  /** The working copy as it then stands. */
  cells: StoredCell[];
  /** Rules that it breaks; null: nothing changes. */
  findings: number | null;
};

/** Units that are looked at together; between them others have their turn. */
const together = 100;

/** Where a figure came from, as a cell keeps it: system and file. No file that a person uploads is named like that. */
export const sourceOf = (system: string, file: string) => `system:${system}${file === "" ? "" : ` · ${file}`}`;
const isFrom = (system: string, source: string) => `${source} · `.startsWith(`system:${system} · `);

/**
 * What becomes of every row, and nothing is written. A unit that cannot be written now refuses its own rows, with the
 * sentence that a person would be told; what somebody typed, or another system gave, stays and is a conflict.
 */
export async function judge(ctx: Ctx, task: Task, given: readonly Given[]): Promise<Judged[]> {
  const refusedBy = await refusedIn(ctx, task.collection.id);
  const closed = (unit: OwingUnit): Refusal | null => {
    try {
      ctx.must("submission.push", unit);
      // A verdict tells what stands there: nobody writes where they may not read.
      const refused = closedFor(unit) === null ? refusedBy(unit, null) : null;
      if (refused !== null) throw refused;
      return closedFor(unit);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { code: error.code, zh: error.zh, en: error.en };
    }
  };
  const answer: Judged[] = [];
  for (let at = 0; at < given.length; at += together)
    answer.push(...(await judgeSome(ctx, task, given.slice(at, at + together), closed)));
  return answer;
}

async function judgeSome(
  ctx: Ctx,
  task: Task,
  given: readonly Given[],
  closedOf: (unit: OwingUnit) => Refusal | null,
): Promise<Judged[]> {
  const closed = new Map(given.map(({ unit }) => [unit, closedOf(unit)]));
  const open = given.flatMap(({ unit }) => (closed.get(unit) === null ? [unit] : []));
  const [rows, ledgers] = await Promise.all([
    cellRows(
      ctx.tx,
      open.flatMap(({ submissionId }) => submissionId ?? []),
    ),
    ledgersOf(
      ctx,
      task,
      open.map(({ unitId }) => unitId),
    ),
  ]);
  const copies = new Map(given.map(({ unit }) => [unit.submissionId, new Map<string, StoredCell>()]));
  for (const { submissionId, ...row } of rows) {
    const cell = keyed(row, task.measures);
    copies.get(submissionId)!.set(address(cell), cell);
  }
  const judged = given.map(({ unit, rows: own }) => {
    const refusal = closed.get(unit)!;
    const stored = unit.submissionId === null ? new Map<string, StoredCell>() : copies.get(unit.submissionId)!;
    if (refusal !== null)
      return withVerdicts(
        task,
        unit,
        own.map((row) => refusedRow(row, refusal)),
        stored,
        new Map(),
      );
    const totals = ledgers?.of.get(unit.unitId)?.totals.filter(({ value }) => value !== null) ?? [];
    const whole = new Map(totals.map((total) => [address(total), total]));
    return withVerdicts(
      task,
      unit,
      own.map((row) => judgeRow(task, row, stored.get(address(row)), whole)),
      stored,
      whole,
    );
  });
  return withFindings(ctx, task, judged);
}

function withVerdicts(
  task: Task,
  unit: OwingUnit,
  verdicts: Verdict[],
  stored: ReadonlyMap<string, StoredCell>,
  whole: ReadonlyMap<string, LedgerTotal>,
): Judged {
  const changes = verdicts.flatMap(({ verdict, row, value, stored: before }) =>
    verdict === "written"
      ? [{ measure: row.measure, member: row.member, value, version: before?.version ?? 0, note: noteOf(row, before) }]
      : [],
  );
  const isSummed = (change: CellInput) => whole.has(address(change));
  const filled = (some: readonly CellInput[], source: string) => filledCells(task, some, stored, unit, source);
  return {
    unit,
    verdicts,
    changes,
    filled: [
      ...filled(
        changes.filter((change) => !isSummed(change)),
        sourceOf(task.system, task.file),
      ),
      ...filled(changes.filter(isSummed), FROM_LEDGER),
    ],
    stored,
    cells: withChanges([...stored.values()], changes),
    findings: null,
  };
}

const noteOf = (row: PushRow, stored: StoredCell | undefined) => (row.note === "" ? (stored?.note ?? "") : row.note);

export const refusedRow = (row: PushRow, refusal: Refusal, stored?: StoredCell): Verdict => ({
  row,
  verdict: "refused",
  refusal,
  value: null,
  stored,
});

function judgeRow(
  task: Task,
  row: PushRow,
  stored: StoredCell | undefined,
  whole: ReadonlyMap<string, LedgerTotal>,
): Verdict {
  if (!formOf(task).asked.has(cellKey(row.measure, row.member))) return refusedRow(row, NOT_ASKED, stored);
  const value = valueOf(row, task.catalogue.compiled.measures.get(row.measure)!.uom);
  if ("code" in value) return refusedRow(row, value, stored);
  const change = { measure: row.measure, member: row.member, value, version: stored?.version ?? 0 };
  if (isSame(row.note === "" ? change : { ...change, note: row.note }, stored))
    return { row, verdict: "unchanged", refusal: null, value, stored };
  if (stored !== undefined && !isFrom(task.system, stored.source))
    return { row, verdict: "conflict", refusal: CONFLICT, value, stored };
  const total = whole.get(address(row));
  if (total !== undefined && differsFrom(total, change)) return refusedRow(row, ledgerRefusal(task, [row]), stored);
  return { row, verdict: "written", refusal: null, value, stored };
}

const NOT_ASKED: Refusal = {
  code: "not_asked",
  zh: "报表不含该数据项或分类",
  en: "The form does not ask this measure or member",
};
const CONFLICT: Refusal = {
  code: "conflict",
  zh: "平台上已有人工填写或其他来源的数，未覆盖；由填报人决定采用哪个",
  en: "A person or another source has a figure there; it was not overwritten, the clerk decides",
};

/** The same check as at the form, without comparing with peers, which of thousands of units together would take minutes. */
async function withFindings(ctx: Ctx, task: Task, judged: readonly Judged[]): Promise<Judged[]> {
  const changing = judged.filter(({ changes }) => changes.length > 0);
  const given = await grounds(
    ctx,
    changing.map(({ unit }) => ({ ...task, ...unit, withoutPeers: true })),
  );
  const broken = new Map(
    changing.map(({ unit, cells }, at) => [
      unit,
      judgedBy(task, cells, given[at]!).filter(({ verdict }) => verdict === "false").length,
    ]),
  );
  return judged.map((one) => ({ ...one, findings: broken.get(one.unit) ?? null }));
}
