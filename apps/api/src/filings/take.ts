import { eq } from "drizzle-orm";
import type { filings as contract, Output } from "@duibiao/contract";
import { isBareExplanation, type Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { templateIn, type OpenedBook } from "@duibiao/workbook";
import { decide } from "../submissions/accept.ts";
import { readCells, type StoredCell } from "../submissions/content.ts";
import { firstCell, openFindings, type ExplainedFinding } from "../submissions/findings.ts";
import { judgeLines, type Judged } from "../submissions/judge-lines.ts";
import { mustMatchLedger } from "../submissions/ledger.ts";
import { hashOf, loadBundle, mustBeReported, start, type Bundle } from "../submissions/open.ts";
import { saveInto, writeExplanations } from "../submissions/save.ts";
import { possible } from "../submissions/states.ts";
import { sendIn } from "../submissions/submit.ts";
import { identityOf } from "../submissions/template.ts";
import { address, isSame, type CellInput } from "../submissions/write-cells.ts";
import type { Ctx } from "../serve.ts";
import { stateWords } from "../words.ts";
import { lastFor, type Kept } from "./kept.ts";
import { judgeLists, storeLists, withTotals, type JudgedList } from "../items/of-workbook.ts";
import { itemReasons, ofWhole, reasonsOf, type Seen } from "./reasons.ts";

type Answer = Output<typeof contract.fileTemplate>;
/** What became of a file for the institution that it is of. */
export type Outcome = Pick<
  Answer,
  "verdict" | "problem" | "contentHash" | "present" | "filled" | "cells" | "rows" | "findings" | "reasons"
> & { submissionId: number | null; revision: number | null };

export type File = {
  book: OpenedBook;
  name: string;
  sha256: string;
  sender: string;
  vouched: boolean;
  over?: string | undefined;
};

/**
 * Makes a returned template the institution's submission, exactly as the file says: what the platform holds beside it is
 * replaced or emptied only after a person saw both. Throws what the ledger refuses; the caller keeps nothing of a refusal.
 */
export async function take(ctx: Ctx, collection: number, unit: number, file: File): Promise<Outcome> {
  const begun = await start(ctx, collection, unit, (task) => mustBeReported(task.collection));
  // Two people may drop the same folder: the second waits here, and then sees what the first one filed.
  const bundle = await loadBundle(ctx.tx, begun.submission.id, true);
  const { submission } = bundle;
  const stored = await readCells(ctx.tx, submission.id, bundle.measures);
  const last = await lastFor(ctx, collection, unit);
  const contentHash = hashOf(bundle, stored, submission.zeroSections);
  const filedBefore = last?.verdict === "filed" && last.revision === submission.lastRev;
  const present = stored.length === 0 ? null : filedBefore ? ("filed" as const) : ("own" as const);
  const plain = {
    submissionId: submission.id,
    revision: null,
    contentHash,
    present,
    filled: 0,
    cells: [],
    rows: [],
    findings: [],
    reasons: [],
  };
  const refuse = (problem: Text, more: Partial<Outcome> = {}): Outcome => ({
    ...plain,
    reasons: [ofWhole(problem)],
    ...more,
    verdict: "refused",
    problem,
  });

  if (filedBefore && last.sha256 === file.sha256)
    return submission.state === "returned"
      ? refuse(SENT_BACK)
      : { ...plain, verdict: "unchanged", problem: null, revision: last.revision };
  const read = templateIn(file.book, {
    vocabulary: bundle.catalogue.compiled,
    identity: identityOf(bundle),
    vouched: file.vouched,
  });
  if (!read.ok) return refuse(read.problem);
  // The file stands for all that the institution says: what somebody typed beside it is asked for below, by its cells.
  const lists = await judgeLists(ctx, bundle, read.lists, true);
  const byAddress = new Map(stored.map((cell) => [address(cell), cell]));
  const judged = await judgeLines(ctx, bundle, withTotals(read.lines, lists, byAddress), stored);
  const wrong = judged.filter(({ answer }) => answer.problem !== null && answer.verdict === "refused");
  const doubts = judged.filter(({ answer }) => answer.suspicion !== null);
  const seen = { rows: read.rows, filled: read.lines.filter(({ value }) => value !== null).length };
  const faults = read.lists.flatMap(itemReasons);
  if (wrong.length > 0 || faults.length > 0 || read.rows.some((row) => row.blocks)) {
    const cells = wrong.map(({ answer }) => answer);
    const listed = reasonsOf(CELLS, { ...read, cells, findings: [] }).filter(({ sheet }) => sheet !== "");
    return refuse(CELLS, { ...seen, cells, reasons: [...listed, ...faults] });
  }

  const changes = changesOf(judged, byAddress);
  const replaced = changes.filter(({ answer }) => answer.stored !== null);
  const isSaid = changes.length === 0 && lists.every(({ answer }) => answer.verdict === "unchanged");
  if (isSaid && submission.submittedRev !== null && !possible.submit.includes(submission.state))
    return { ...plain, ...seen, verdict: "unchanged", problem: null, revision: submission.submittedRev };
  const closed = closedTo(bundle, filedBefore);
  if (closed !== null) {
    const cells = asConflicts(replaced);
    const differing = reasonsOf(closed, { ...read, rows: [], cells, findings: [] });
    return refuse(closed, { ...seen, cells, reasons: cells.length > 0 ? [ofWhole(closed), ...differing] : differing });
  }
  if (replaced.length > 0 && file.over !== contentHash)
    return { ...plain, ...seen, verdict: "differs", problem: null, cells: asConflicts(replaced) };
  if (submission.state === "submitted") await sendBack(ctx, bundle, file.name, last!);
  return write(ctx, submission.id, file, {
    changes,
    judged,
    lists,
    read,
    plain: { ...plain, ...seen, cells: doubts.map(({ answer }) => answer) },
  });
}

const CELLS: Text = {
  zh: "有单元格或行不能接受：请按所列位置改正后重交",
  en: "Some cells or rows cannot be taken; mend the places listed and send it again",
};
const GATES: Text = {
  zh: "必填、强制性校验或说明未完成：请按所列各项改正；需要说明的，写在该行「说明」栏",
  en: "Required answers, block rules or explanations are open; mend what is listed; a reason goes into the line's note",
};
const SENT_BACK: Text = {
  zh: "这就是已退回的那一份文件：请单位改正后再交",
  en: "This is the very file that was sent back; the institution must mend it first",
};

type Change = { answer: Judged["answer"]; change: CellInput };

/** What the working copy must become to say what the file says: also a cell that the file leaves blank. */
function changesOf(judged: readonly Judged[], stored: ReadonlyMap<string, StoredCell>): Change[] {
  return judged.flatMap(({ line, answer }) => {
    const at = stored.get(address(line));
    const { measure, member, value, entry } = line;
    const change: CellInput = { measure, member, value, version: at?.version ?? 0, note: entry.note };
    return isSame(change, at) ? [] : [{ answer, change }];
  });
}

const asConflicts = (changes: readonly Change[]) =>
  changes.map(({ answer }) => ({ ...answer, verdict: "conflict" as const }));

/** Why a file can no longer become the submission; null: it can. */
function closedTo({ submission, collection }: Bundle, filedBefore: boolean): Text | null {
  if (collection.lockedAt !== null)
    return {
      zh: "采集任务已锁定：更正须由单位提出更正申请",
      en: "The collection is locked; the institution must ask for a correction",
    };
  if (possible.submit.includes(submission.state) || (submission.state === "submitted" && filedBefore)) return null;
  const { zh, en } = stateWords[submission.state];
  return submission.state === "submitted"
    ? {
        zh: "该单位已自行报送，内容与文件不同：确以文件为准的，请先退回该单位的报送",
        en: "The institution has reported by itself, with other figures; if the file is right, return that report first",
      }
    : {
        zh: `该单位的报送${zh}，内容与文件不同：请先退回，再收新文件`,
        en: `The institution's report is ${en}, with other figures; return it first, then file the new one`,
      };
}

/** A newer file of the institution takes the place of the one before: that revision is returned, and both stay on record. */
async function sendBack(ctx: Ctx, { submission }: Bundle, name: string, last: Kept): Promise<void> {
  const reason = `单位另交新文件「${name}」，第 ${last.revision} 版由其替换`;
  await decide(ctx, submission, { kind: "return", tier: "county", reason, cells: [] });
  await ctx.tx
    .update(tables.submissions)
    .set({ state: "returned", submittedRev: null })
    .where(eq(tables.submissions.id, submission.id));
}

type Ready = {
  changes: readonly Change[];
  judged: readonly Judged[];
  lists: readonly JudgedList[];
  read: Pick<Seen, "sheet" | "lines">;
  plain: Omit<Outcome, "verdict" | "problem">;
};

async function write(
  ctx: Ctx,
  id: number,
  file: File,
  { changes, judged, lists, read, plain }: Ready,
): Promise<Outcome> {
  const before = await loadBundle(ctx.tx, id, true);
  const cells = changes.map(({ change }) => change);
  const typed = await saveInto(ctx, before, { cells, explanations: [] }, file.name);
  const saved = (await storeLists(ctx, id, lists)) ?? typed;
  const findings = await explained(ctx, before, saved.findings, judged);
  const open = openFindings(findings);
  if (open.length > 0) {
    const reasons = reasonsOf(GATES, { ...read, cells: [], rows: [], findings: open });
    return { ...plain, verdict: "refused", problem: GATES, findings: open, reasons };
  }
  const bundle = await loadBundle(ctx.tx, id, true);
  await mustMatchLedger(ctx, bundle, await readCells(ctx.tx, id, bundle.measures));
  const { userId, name } = ctx.actor;
  const at = ctx.now.toISOString();
  const sent = await sendIn(ctx, bundle, {
    // All that is said came with the file.
    came: ctx.arrived ?? ctx.now,
    contentHash: saved.contentHash,
    findings,
    signers: [
      { userId, name: file.sender, as: "sender", at },
      { userId, name, as: "filer", at },
    ],
    // The file that is kept stands for the signature.
    scanDueAt: null,
  });
  return {
    ...plain,
    verdict: "filed",
    problem: null,
    contentHash: saved.contentHash,
    findings,
    revision: sent.revision,
  };
}

/** What the file notes on a line is the reason for what a rule asks of that line. */
async function explained(ctx: Ctx, bundle: Bundle, findings: readonly ExplainedFinding[], judged: readonly Judged[]) {
  const notes = new Map(judged.map(({ line }) => [address(line), line.entry.note]));
  const noted = openFindings(findings).flatMap((finding) => {
    const text = notes.get(firstCell(finding)) ?? "";
    const [cell] = finding.cells;
    if (finding.severity !== "explain" || cell === undefined || isBareExplanation(text)) return [];
    return [{ finding, text, given: { rule: finding.rule, measure: cell.measure, member: cell.member, text } }];
  });
  await writeExplanations(
    ctx,
    bundle,
    noted.map(({ given }) => given),
  );
  return findings.map((finding) => {
    const reason = noted.find((one) => one.finding === finding);
    return reason === undefined ? finding : { ...finding, explanation: reason.text };
  });
}
