import { sql } from "drizzle-orm";
import { receiptText, type Content, type ReceiptFacts } from "@duibiao/indicators";
import type { Db, Tx } from "@duibiao/db";
import { measureIndex, type MeasureIndex } from "../catalogues/open.ts";
import { grouped } from "../regions/chains.ts";
import type { Platform } from "../serve.ts";
import { contentHash, keyed, type ObservationRow } from "../submissions/content.ts";
import { partOf, patiently, type Part } from "./part.ts";

/** So few at a time that whoever asks the server meanwhile is answered. */
const batch = 50;

type Revision = {
  submission: number;
  revision: number;
  hash: string;
  submittedAt: string;
  receipt: ReceiptFacts & { signature: string };
  zeroSections: string[];
  collection: number;
  unit: number;
  period: string;
  form: string;
  catalogue: string;
};

/**
 * Every revision: its figures still have its content hash, and its receipt names that hash under the platform's signature.
 * And every revision that was made is still there.
 */
export async function receiptsPart(db: Db, { keys }: Pick<Platform, "keys">): Promise<Part> {
  const measures = await db.transaction((tx) => measureIndex(tx));
  const faults: Part["faults"] = await db.transaction(goneFrom);
  let checked = 0;
  let after = { submission: 0, revision: 0 };
  for (;;) {
    const { revisions, ...bodies } = await db.transaction((tx) => revisionsAfter(tx, after));
    for (const revision of revisions) faults.push(...faultsOf(revision, bodies, measures, keys));
    checked += revisions.length;
    if (revisions.length < batch) return partOf("receipts", checked, faults);
    after = revisions.at(-1)!;
  }
}

/** What the log says was submitted, accepted or corrected, or the submission counts, and is in the books no more. */
async function goneFrom(tx: Tx): Promise<Part["faults"]> {
  await patiently(tx);
  const { rows } = await tx.execute<{ submission: number; revision: number }>(sql`
    select named.submission::float8 as submission, named.revision from (
      select substr(a.object, 12)::bigint as submission, (a.detail ->> 'revision')::int as revision from audit_log a
      where a.result = 'done' and a.action in ('submissions.submit', 'submissions.accept', 'corrections.decide') and a.object like 'submission/%'
      union
      select s.id, made from submissions s cross join lateral generate_series(1, s.last_rev) made
    ) named
    where not exists (select 1 from revisions r where r.submission_id = named.submission and r.revision = named.revision)
    order by 1, 2`);
  return rows.map(({ submission, revision }) => {
    const where = placeOf(submission, revision);
    return { zh: `${where.zh}：台账中已没有这一版`, en: `${where.en}: it is in the books no more` };
  });
}

const placeOf = (submission: number, revision: number) => ({
  zh: `报送 ${submission} 第 ${revision} 版`,
  en: `submission ${submission}, revision ${revision}`,
});

async function revisionsAfter(tx: Tx, after: { submission: number; revision: number }) {
  const found = await tx.execute<Revision>(sql`
    select r.submission_id::float8 as submission, r.revision, r.hash, r.submitted_at as "submittedAt", r.receipt,
           r.zero_sections as "zeroSections", s.collection_id as collection, s.unit_id as unit, p.key as period, c.form_key as form, k.hash as catalogue
    from revisions r join submissions s on s.id = r.submission_id and s.city_id = r.city_id
    join collections c on c.id = s.collection_id join periods p on p.id = c.period_id join catalogues k on k.id = c.catalogue_id
    where (r.submission_id, r.revision) > (${after.submission}, ${after.revision})
    order by r.submission_id, r.revision limit ${batch}`);
  const ids = (of: (row: Revision) => number) => `{${found.rows.map(of).join(",")}}`;
  const observed = await tx.execute<ObservationRow & { at: string }>(sql`
    select o.submission_id || '/' || o.revision as at, o.measure_id as "measureId", o.member, o.state, trim_scale(o.value)::text as value,
           o.estimated, o.reason, o.note, o.source, 0 as version
    from unnest(${ids((row) => row.submission)}::bigint[], ${ids((row) => row.revision)}::int[]) as w (submission, revision)
    join observations o on o.submission_id = w.submission and o.revision = w.revision`);
  const proved = await tx.execute<Paper & { submission: number; first: number }>(sql`
    select submission_id::float8 as submission, revision as first, measure, member, sha256, question_id::float8 as "questionId"
    from attachments where kind = 'evidence' and submission_id = any(${ids((row) => row.submission)}::bigint[])`);
  return {
    revisions: found.rows,
    figures: grouped(observed.rows, ({ at }) => at),
    papers: grouped(proved.rows, ({ submission }) => submission),
  };
}

type Paper = NonNullable<Content["evidence"]>[number];
type Bodies = Pick<Awaited<ReturnType<typeof revisionsAfter>>, "figures" | "papers">;

function faultsOf(
  row: Revision,
  { figures, papers }: Bodies,
  measures: MeasureIndex,
  keys: Platform["keys"],
): Part["faults"] {
  const { submission, revision, hash, receipt, collection, unit, period, form, catalogue, zeroSections } = row;
  const cells = (figures.get(`${submission}/${revision}`) ?? []).map(({ at: _at, ...cell }) => keyed(cell, measures));
  // A paper that came later belongs to the revision after.
  const evidence = (papers.get(submission) ?? []).filter(({ first }) => first <= revision);
  const content = { collection, unit, period, form, catalogue, zeroSections, cells, evidence };
  const same = contentHash(content) === hash;
  const named =
    receipt.submissionId === submission &&
    receipt.revision === revision &&
    receipt.contentHash === hash &&
    receipt.submittedAt === new Date(row.submittedAt).toISOString();
  const signed = keys.verify(receiptText(receipt), receipt.signature);
  const where = placeOf(submission, revision);
  return [
    ...(same ? [] : [{ zh: `${where.zh}：数值与内容校验码不符`, en: `${where.en}: other figures than the hash says` }]),
    ...(named ? [] : [{ zh: `${where.zh}：回执与版次不符`, en: `${where.en}: the receipt names something else` }]),
    ...(signed ? [] : [{ zh: `${where.zh}：回执签名不符`, en: `${where.en}: the receipt's signature does not fit` }]),
  ];
}
