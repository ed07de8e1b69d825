import { sql } from "drizzle-orm";
import type { OperandRef } from "@duibiao/indicators";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import type { ManifestEntry } from "./facts.ts";
import type { EvaluationInputs } from "./inputs.ts";

type Signer = { name: string; as: string; at: string };
type Paper = { signers: Signer[]; submittedAt: string; questions: number; decisions: number };

/** Who reported what: units by name, and the paper behind each figure. */
export type Papers = {
  units: ReadonlyMap<number, { unit: number; code: string; name: string; region: number; regionName: string }>;
  /** `questions`: on this very cell; `decisions`: on the revision. */
  of: (entry: ManifestEntry, ref: OperandRef) => Paper;
};

export async function readPapers(
  ctx: Ctx,
  inputs: Pick<EvaluationInputs, "manifest" | "treeDate">,
  units: readonly number[],
): Promise<Papers> {
  const wanted = new Set(units);
  const entries = inputs.manifest.filter((entry) => wanted.has(entry.unit) && entry.submission !== null);
  const list = (values: readonly (number | null)[]) => `{${values.join(",")}}`;
  const papers = await ctx.tx.execute<{
    submission: number;
    revision: number;
    signers: Signer[];
    submittedAt: string;
    decisions: number;
  }>(sql`
    select r.submission_id::int as submission, r.revision, r.signers, to_char(r.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "submittedAt",
           (select count(*)::int from decisions d where d.submission_id = r.submission_id and d.city_id = r.city_id and d.revision = r.revision) as decisions
    from unnest(${list(entries.map((e) => e.submission))}::bigint[], ${list(entries.map((e) => e.revision))}::int[]) as m (submission, revision)
    join submissions s on s.id = m.submission join revisions r on r.submission_id = s.id and r.city_id = s.city_id and r.revision = m.revision`);
  const asked = await ctx.tx.execute<{ at: string; n: number }>(sql`
    select submission_id || '/' || measure || '/' || member as at, count(*)::int as n from questions
    where submission_id = any(${list([...new Set(entries.map((e) => e.submission))])}::bigint[]) group by 1`);
  const named = await ctx.tx.execute<{
    unit: number;
    code: string;
    name: string;
    region: number;
  }>(sql`
    select unit_id as unit, code, name, region_id as region from unit_versions
    where unit_id = any(${list(units)}::int[]) and ${inputs.treeDate}::date >= valid_from and (valid_to is null or ${inputs.treeDate}::date < valid_to)`);
  const byRevision = new Map(papers.rows.map((row) => [`${row.submission}/${row.revision}`, row]));
  const questions = new Map(asked.rows.map((row) => [row.at, row.n]));
  return {
    units: new Map(
      named.rows.map((row) => [
        row.unit,
        { ...row, regionName: regionOn(ctx.actor.tree, row.region, inputs.treeDate)?.name ?? "" },
      ]),
    ),
    of: ({ submission, revision }, { measure, member }) => {
      const { signers, submittedAt, decisions } = byRevision.get(`${submission}/${revision}`)!;
      return {
        signers: signers.map(({ name, as, at }) => ({ name, as, at })),
        submittedAt,
        decisions,
        questions: questions.get(`${submission}/${measure}/${member}`) ?? 0,
      };
    },
  };
}
