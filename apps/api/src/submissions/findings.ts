import { sql } from "drizzle-orm";
import { check, isBareExplanation, type Finding } from "@duibiao/indicators";
import { observationsWhere, readCells, valueOf, type StoredCell } from "./content.ts";
import type { Ctx } from "../serve.ts";
import type { Bundle } from "./open.ts";

/** A finding with the reporter's explanation, if one was written. */
export type ExplainedFinding = Finding & { explanation: string };

/** The one check of design section 4, run over the working copy with the history that its rules use. */
export async function findingsOf(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]): Promise<ExplainedFinding[]> {
  return judged(bundle, cells, await grounds(ctx, bundle));
}

/** What a verdict needs beside the cells: history and the explanations given. */
type Grounds = { history: readonly StoredCell[]; texts: ReadonlyMap<string, string> };

async function grounds(ctx: Ctx, bundle: Bundle): Promise<Grounds> {
  const [history, rows] = await Promise.all([
    previousYear(ctx, bundle),
    ctx.tx.execute<{ rule: string; cell: string; text: string }>(
      sql`select rule, cell, text from explanations where submission_id = ${bundle.submission.id}`,
    ),
  ]);
  return { history, texts: new Map(rows.rows.map((r) => [`${r.rule} ${r.cell}`, r.text])) };
}

function judged(bundle: Bundle, cells: readonly StoredCell[], { history, texts }: Grounds): ExplainedFinding[] {
  const { findings } = check(
    bundle.catalogue.compiled,
    bundle.collection.formKey,
    cells.map(asInput),
    history.length === 0 ? {} : { previousYear: history.map(asInput) },
  );
  return findings.map((finding) => ({
    ...finding,
    explanation: texts.get(`${finding.rule} ${firstCell(finding)}`) ?? "",
  }));
}

const asInput = (cell: StoredCell) => ({ measure: cell.measure, member: cell.member, value: valueOf(cell) });

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

/** What the same unit answered in the same form one year earlier: its highest accepted revision there. Empty: no history. */
function previousYear(ctx: Ctx, bundle: Bundle): Promise<StoredCell[]> {
  const { period, collection, submission } = bundle;
  const answered = sql`
    select s.id, coalesce(s.province_rev, s.city_rev, s.county_rev, s.submitted_rev)
    from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
    where s.unit_id = ${submission.unitId} and c.form_key = ${collection.formKey}
      and p.kind = ${period.kind} and p.start_date = (${period.startDate}::date - interval '1 year')::date
    order by c.id desc limit 1`;
  return observationsWhere(ctx.tx, sql`(submission_id, revision) = (${answered})`, bundle.measures);
}

/** The working copy and what the check says of it. */
export async function checkWorkingCopy(
  ctx: Ctx,
  bundle: Bundle,
): Promise<{ cells: StoredCell[]; findings: ExplainedFinding[] }> {
  const [cells, given] = await Promise.all([
    readCells(ctx.tx, bundle.submission.id, bundle.measures),
    grounds(ctx, bundle),
  ]);
  return { cells, findings: judged(bundle, cells, given) };
}
