import { sql } from "drizzle-orm";
import { check, isBareExplanation, type CheckContext, type Finding } from "@duibiao/indicators";
import { asCell, checkContexts } from "./check-context.ts";
import { cellRows, keyed, type StoredCell } from "./content.ts";
import type { Ctx } from "../serve.ts";
import type { Bundle } from "./open.ts";

/** A finding with the reporter's explanation, if one was written. */
export type ExplainedFinding = Finding & { explanation: string };

/** Whose working copy is checked: of a submission, or of an assignment that has none yet. */
export type Task = Pick<Bundle, "collection" | "period" | "catalogue" | "measures"> & {
  unitId: number;
  regionId: number;
  submissionId: number | null;
  /** Rules that compare with peers stay undecided: where many forms are looked at together. */
  withoutPeers?: boolean;
};

export const taskOf = (bundle: Bundle): Task => ({
  ...bundle,
  unitId: bundle.submission.unitId,
  regionId: bundle.submission.regionId,
  submissionId: bundle.submission.id,
});

/** The one check of design section 4, run over the working copy with all that its rules ask around it. */
export async function findingsOf(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]): Promise<ExplainedFinding[]> {
  const [given] = await grounds(ctx, [taskOf(bundle)]);
  return judged(bundle, cells, given!);
}

/** What a verdict needs beside the cells: what the rules ask around them, and the explanations given. */
export type Grounds = { context: CheckContext; texts: ReadonlyMap<string, string> };

export async function grounds(ctx: Ctx, tasks: readonly Task[]): Promise<Grounds[]> {
  const submissions = tasks.flatMap(({ submissionId }) => submissionId ?? []);
  const [contexts, rows] = await Promise.all([
    checkContexts(ctx, tasks),
    ctx.tx.execute<{ id: number; rule: string; cell: string; text: string }>(
      sql`select submission_id::int as id, rule, cell, text from explanations where submission_id = any(${`{${submissions.join(",")}}`}::bigint[])`,
    ),
  ]);
  const texts = new Map<number, Map<string, string>>(submissions.map((id) => [id, new Map()]));
  for (const { id, rule, cell, text } of rows.rows) texts.get(id)!.set(`${rule} ${cell}`, text);
  return tasks.map(({ submissionId }, at) => ({
    context: contexts[at]!,
    texts: submissionId === null ? new Map() : texts.get(submissionId)!,
  }));
}

export function judged(
  { catalogue, collection }: Pick<Task, "catalogue"> & { collection: { formKey: string } },
  cells: readonly StoredCell[],
  { context, texts }: Grounds,
): ExplainedFinding[] {
  const { findings } = check(catalogue.compiled, collection.formKey, cells.map(asCell), context);
  return findings.map((finding) => ({
    ...finding,
    explanation: texts.get(`${finding.rule} ${firstCell(finding)}`) ?? "",
  }));
}

/** `measure/member` of the first cell of a finding: explanations hang there. */
export function firstCell(finding: Finding): string {
  const cell = finding.cells[0];
  return cell === undefined ? "" : `${cell.measure}/${cell.member}`;
}

/** Findings that stand between a submission and its submit: broken block rules, and explain rules without a real explanation. */
export function openFindings(findings: readonly ExplainedFinding[]): ExplainedFinding[] {
  return findings.filter(
    (f) =>
      f.verdict === "false" &&
      (f.severity === "block" ||
        (f.severity === "explain" && (f.explanation === "" || isBareExplanation(f.explanation)))),
  );
}

export type Checked = { cells: StoredCell[]; findings: ExplainedFinding[] };

/** The working copy and what the check says of it. */
export async function checkWorkingCopy(ctx: Ctx, bundle: Bundle): Promise<Checked> {
  const [checked] = await checkWorkingCopies(ctx, [taskOf(bundle)]);
  return checked!;
}

/** Several working copies, in the order given; an assignment without one is checked as an empty form. */
export async function checkWorkingCopies(ctx: Ctx, tasks: readonly Task[]): Promise<Checked[]> {
  const [rows, given] = await Promise.all([
    cellRows(
      ctx.tx,
      tasks.flatMap(({ submissionId }) => submissionId ?? []),
    ),
    grounds(ctx, tasks),
  ]);
  const checked = tasks.map((task) => ({ task, cells: [] as StoredCell[] }));
  const bySubmission = new Map(checked.map((one) => [one.task.submissionId, one]));
  for (const { submissionId, ...row } of rows) {
    const { task, cells } = bySubmission.get(submissionId)!;
    cells.push(keyed(row, task.measures));
  }
  return checked.map(({ task, cells }, at) => ({ cells, findings: judged(task, cells, given[at]!) }));
}
