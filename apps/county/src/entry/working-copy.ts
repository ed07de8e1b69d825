import { cellKey, type CellValue, type CheckContext, type Compiled, type Text } from "@duibiao/indicators";
import type { api, Answer } from "@duibiao/client";
import { blank, entryForm, readEntry, type Begun, type Entry, type EntrySetup, type Past } from "@duibiao/ui/grid";
import type { Submission } from "../task/task.ts";
import type { Draft } from "./draft.ts";

export type Context = Answer<typeof api.context.readContext>;
export type Revision = Answer<typeof api.submissions.readRevision>;
type Stated = { measure: string; member: string; state: "number" | "na" | "missing"; value: string | null };
type Stored = Stated & { estimated: boolean; reason: string; note: string; source: string };

/** A stored cell as the grid's entry. */
export const entryOf = (cell: Stored): Entry => ({
  ...blank,
  note: cell.note,
  value: valueOf(cell),
  carried: /^carried:(.+)$/.exec(cell.source)?.[1],
  source: /^(system|bills|items):/.test(cell.source) ? cell.source : undefined,
});

function valueOf(cell: Stated & { estimated?: boolean; reason?: string }): CellValue {
  if (cell.state === "number")
    return { state: "number", value: cell.value!, ...(cell.estimated && { estimated: true }) };
  return { state: cell.state, ...(cell.reason !== undefined && { reason: cell.reason }) };
}

const keyOf = ({ measure, member }: { measure: string; member: string }) => cellKey(measure, member);

const pastOf = (answers: { cells: Stated[] }): Past =>
  new Map(answers.cells.map((cell) => [keyOf(cell), valueOf(cell)]));

/** Where an explanation hangs, as the server keeps it. */
const addressOf = (rule: string, cell: { measure: string; member: string }) => `${rule} ${cell.measure}/${cell.member}`;

type Known = {
  compiled: Compiled;
  formKey: string;
  submission: Submission;
  context: Context;
  /** The revision that was returned, with its observations; null = none was. */
  returned: Revision | null;
  draft: Draft;
  readOnly: Text | null;
  /** Cells that the ledger sums up, with what is said there. */
  summed: ReadonlyMap<string, Text>;
};

/** What the grid starts from: the stored cells, with what this computer has not sent yet laid over them. */
export function workingCopy(known: Known): Omit<EntrySetup, "onEdit"> {
  const { submission, context, returned, draft } = known;
  const entries = new Map(submission.cells.map((cell) => [keyOf(cell), entryOf(cell)]));
  for (const cell of [...draft.outbox.flatMap(({ cells }) => cells), ...Object.values(draft.cells)])
    entries.set(keyOf(cell), { ...blank, value: cell.value, note: cell.note, carried: cell.carried });
  const begun = layBegun(known, entries);
  const explanations = new Map(
    submission.findings.flatMap(({ rule, cells, explanation }) =>
      cells[0] && explanation !== "" ? [[addressOf(rule, cells[0]), explanation] as const] : [],
    ),
  );
  for (const given of [...draft.outbox, draft])
    for (const [address, text] of Object.entries(given.explanations)) explanations.set(address, text);
  const previousYear = context.previousYear && pastOf(context.previousYear);
  return {
    compiled: known.compiled,
    formKey: known.formKey,
    entries,
    zeroSections: draft.zeroSections ?? submission.zeroSections,
    context: context.check as CheckContext,
    previous: context.previous && pastOf(context.previous),
    previousKey: context.previous?.period.key,
    previousYear,
    history: context.history.map(pastOf),
    neverHas: new Set(context.neverHas.map(keyOf)),
    explanations,
    remarks: remarksOn(submission),
    returned: returned && pastOf({ cells: returned.observations }),
    readOnly: known.readOnly,
    summed: known.summed,
    evidence: papersBy(submission.evidence),
    evidenceRequired: submission.evidenceRequired,
    filter: submission.state === "returned" ? "asked" : "all",
    begun,
  };
}

/** What could not be read stands in its cell as it was typed; what was half typed is answered, for the clerk to go on with. */
function layBegun({ compiled, formKey, draft, summed }: Known, entries: Map<string, Entry>): Map<string, Begun> {
  const half = new Map<string, Begun>();
  if (draft.begun === undefined) return half;
  const lines = entryForm(compiled, formKey).sections.flatMap((section) => section.lines);
  for (const line of lines) {
    const found = draft.begun[line.key];
    if (found === undefined || summed.has(line.key)) continue;
    const read = found.of === "value" ? readEntry(line, found.text, entries.get(line.key) ?? blank).entry : null;
    if (read?.rejected) entries.set(line.key, read);
    else half.set(line.key, found);
  }
  return half;
}

/** How many papers each cell has. */
function papersBy(evidence: Submission["evidence"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const paper of evidence) counts.set(keyOf(paper), (counts.get(keyOf(paper)) ?? 0) + 1);
  return counts;
}

/** The last return's words on its cells, and questions that wait for an answer. */
function remarksOn({ state, decisions, questions }: Submission): Map<string, Text[]> {
  const remarks = new Map<string, Text[]>();
  const add = (cell: { measure: string; member: string }, text: Text) =>
    remarks.set(keyOf(cell), [...(remarks.get(keyOf(cell)) ?? []), text]);
  const last = state === "returned" ? decisions.findLast(({ kind }) => kind === "return") : undefined;
  for (const cell of last?.cells ?? [])
    add(cell, { zh: `${last!.by}：${cell.reason}`, en: `${last!.by}: ${cell.reason}` });
  for (const { measure, member, text, askedBy, answer } of questions)
    if (answer === null)
      add({ measure, member }, { zh: `核实单（${askedBy}）：${text}`, en: `Question by ${askedBy}: ${text}` });
  return remarks;
}
