import { sql } from "drizzle-orm";
import { receiptText } from "@duibiao/indicators";
import { contentHash } from "../submissions/content.ts";
import { firstCell } from "../submissions/findings.ts";
import { between } from "./chance.ts";
import type { Content, Report, Task } from "./report.ts";
import { idOf, type Stage } from "./stage.ts";

const hours = (at: Date, n: number) => new Date(at.getTime() + n * 3_600_000);

const hashes = new WeakMap<Content, string>();

/** Hash of figures as the content of a unit's report; the same object is hashed once. */
export function hashIn(task: Task, unitId: number, content: Content): string {
  const known = hashes.get(content);
  if (known !== undefined) return known;
  const { cells, zeroSections } = content;
  const hash = contentHash({
    collection: task.collection.id,
    unit: unitId,
    period: task.asked.period,
    form: task.collection.formKey,
    catalogue: task.catalogue.hash,
    zeroSections,
    cells,
  });
  hashes.set(content, hash);
  return hash;
}

/** Stores reports of one collection, all that the verbs would have stored one by one. Answers the id of each unit's submission. */
export async function writeReports(stage: Stage, task: Task, reports: readonly Report[]): Promise<Map<number, number>> {
  const ids = await writeSubmissions(stage, task, reports);
  const placed = reports.map((report) => {
    const { unitId, regionId, cityId, code } = report.assigned;
    return {
      report,
      place: { submission_id: ids.get(unitId)!, unit_id: unitId, region_id: regionId, city_id: cityId },
      clerk: stage.people.get(`clerk.${code}`)!,
      head: stage.people.get(`head.${code}`)!,
    };
  });
  await writeFigures(stage, task, placed);
  await writeRevisions(stage, task, placed);
  await writePapers(stage, task, placed);
  return ids;
}

type Placed = {
  report: Report;
  place: { submission_id: number; unit_id: number; region_id: number; city_id: number };
  clerk: { id: number; name: string };
  head: { id: number; name: string };
};

async function writeSubmissions({ tx }: Stage, { collection }: Task, reports: readonly Report[]) {
  const rows = reports.map(({ assigned, state, versions, draft, pointers, decisions }) => ({
    unit_id: assigned.unitId,
    region_id: assigned.regionId,
    city_id: assigned.cityId,
    state,
    // Saved, signed by two, sent; then every decision.
    version: versions.length * 4 + decisions.length + (versions.length === 0 ? 1 : 0),
    last_rev: versions.length,
    submitted_rev: pointers.submitted,
    county_rev: pointers.county,
    city_rev: pointers.city,
    province_rev: pointers.province,
    zero_sections: draft.zeroSections,
    // Invented, as the figures are: so many seconds a cell, another number for each unit.
    spent_seconds: Math.round(
      (versions.at(-1)?.cells.length ?? 0) * between(12, 40, "spent", assigned.code, collection.id),
    ),
    first_submitted_at: versions[0]?.at ?? null,
    created_at: hours(versions[0]?.at ?? draft.at, -30),
    updated_at: decisions.at(-1)?.at ?? draft.at,
  }));
  const made = await tx.execute<{ id: number; unitId: number }>(sql`
    insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, version, last_rev, submitted_rev, county_rev,
                             city_rev, province_rev, zero_sections, spent_seconds, first_submitted_at, created_at, updated_at)
    select ${collection.id}, ${collection.periodId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(unit_id int, region_id int, city_id int, state text, version int, last_rev int, submitted_rev int, county_rev int,
           city_rev int, province_rev int, zero_sections text[], spent_seconds int, first_submitted_at timestamptz, created_at timestamptz, updated_at timestamptz)
    order by r.unit_id returning id::int, unit_id as "unitId"`);
  return new Map(made.rows.map((row) => [row.unitId, row.id]));
}

async function writeFigures({ tx }: Stage, { collection, measures }: Task, placed: readonly Placed[]): Promise<void> {
  const figure = (submission: number, revision: number, cell: Content["cells"][number]) => ({
    s: submission,
    r: revision,
    m: idOf(measures.idOf, cell.measure),
    member: cell.member,
    state: cell.state,
    value: cell.value,
    estimated: cell.estimated,
    reason: cell.reason,
    source: cell.source,
  });
  const columns = sql`as r(s bigint, r int, m int, member text, state text, value numeric, estimated boolean, reason text, source text)`;
  const sent = placed.flatMap(({ report, place }) =>
    report.versions.flatMap(({ cells }, at) => cells.map((cell) => figure(place.submission_id, at + 1, cell))),
  );
  await tx.execute(sql`
    insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, source)
    select s.id, r.r, s.period_id, s.unit_id, s.region_id, s.city_id, r.m, r.member, r.state, r.value, r.estimated, r.reason, r.source
    from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) ${columns} join submissions s on s.id = r.s and s.collection_id = ${collection.id}`);
  // The working copy of what is sent is what was sent last.
  const drafts = placed
    .filter(({ report }) => report.versions.length === 0)
    .flatMap(({ report, place }) => report.draft.cells.map((cell) => figure(place.submission_id, 0, cell)));
  await tx.execute(sql`
    insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, source, updated_by, updated_at)
    select s.id, s.unit_id, s.region_id, s.city_id, f.m, f.member, f.state, f.value, f.estimated, f.reason, f.source, p.clerk, p.at
    from (
      select submission_id as s, measure_id as m, member, state, value, estimated, reason, source
      from observations o where (o.submission_id, o.revision) in (select id, last_rev from submissions where collection_id = ${collection.id})
      union all
      select r.s, r.m, r.member, r.state, r.value, r.estimated, r.reason, r.source from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) ${columns}
    ) f
    join submissions s on s.id = f.s
    join jsonb_to_recordset(${JSON.stringify(placed.map(({ report, place, clerk }) => ({ s: place.submission_id, clerk: clerk.id, at: report.draft.at })))}::jsonb)
      as p(s bigint, clerk int, at timestamptz) on p.s = s.id`);
}

async function writeRevisions({ tx, platform }: Stage, task: Task, placed: readonly Placed[]): Promise<void> {
  const { keys } = platform;
  const revisions = placed.flatMap(({ report, place, clerk, head }) =>
    report.versions.map((version, at) => {
      const facts = {
        submissionId: place.submission_id,
        revision: at + 1,
        contentHash: hashIn(task, place.unit_id, version),
        submittedAt: version.at.toISOString(),
      };
      return {
        ...place,
        revision: facts.revision,
        hash: facts.contentHash,
        zero_sections: version.zeroSections,
        signers: [
          { userId: clerk.id, name: clerk.name, as: "clerk", at: hours(version.at, -3).toISOString() },
          { userId: head.id, name: head.name, as: "head", at: hours(version.at, -1).toISOString() },
        ],
        submitted_by: clerk.id,
        submitted_at: version.at,
        on_time: version.onTime,
        receipt: { ...facts, signature: keys.sign(receiptText(facts)), publicKey: keys.publicKey },
      };
    }),
  );
  await tx.execute(sql`
    insert into revisions (kind, submission_id, revision, unit_id, region_id, city_id, hash, zero_sections, signers, submitted_by, submitted_at, on_time, receipt)
    select 'report', r.submission_id, r.revision, r.unit_id, r.region_id, r.city_id, r.hash, r.zero_sections, r.signers, r.submitted_by,
           r.submitted_at, r.on_time, r.receipt
    from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb)
      as r(submission_id bigint, revision int, unit_id int, region_id int, city_id int, hash text, zero_sections text[], signers jsonb,
           submitted_by int, submitted_at timestamptz, on_time boolean, receipt jsonb)`);
}

/** Signatures, findings with their explanations, and decisions. */
async function writePapers({ tx, people }: Stage, task: Task, placed: readonly Placed[]): Promise<void> {
  const signatures = placed.flatMap(({ report, place, clerk, head }) => {
    const under = [
      ...report.versions.map((version) => ({ content: version as Content, at: version.at, as: ["clerk", "head"] })),
      { content: report.draft, at: report.draft.at, as: [...report.signedAs] },
    ];
    return under.flatMap(({ content, at, as }) =>
      as.map((signedAs) => {
        const person = signedAs === "clerk" ? clerk : head;
        const hash = hashIn(task, place.unit_id, content);
        return {
          ...place,
          signed_as: signedAs,
          hash,
          user_id: person.id,
          name: person.name,
          at: hours(at, signedAs === "clerk" ? -3 : -1),
        };
      }),
    );
  });
  await tx.execute(sql`
    insert into signatures (submission_id, unit_id, region_id, city_id, signed_as, hash, user_id, name, at)
    select r.* from jsonb_to_recordset(${JSON.stringify(signatures)}::jsonb)
      as r(submission_id bigint, unit_id int, region_id int, city_id int, signed_as text, hash text, user_id int, name text, at timestamptz)`);
  const findings = placed.flatMap(({ report, place }) =>
    report.versions.flatMap((version, at) =>
      version.findings.map(({ rule, severity, verdict, explanation, ...detail }) => ({
        ...place,
        revision: at + 1,
        rule,
        severity,
        verdict,
        explanation,
        detail,
      })),
    ),
  );
  await tx.execute(sql`
    insert into findings (submission_id, unit_id, region_id, city_id, revision, rule, severity, verdict, explanation, detail)
    select r.* from jsonb_to_recordset(${JSON.stringify(findings)}::jsonb)
      as r(submission_id bigint, unit_id int, region_id int, city_id int, revision int, rule text, severity text, verdict text, explanation text, detail jsonb)`);
  const explanations = placed.flatMap(({ report, place, clerk }) => {
    const last = report.versions.at(-1);
    return (last?.findings ?? []).flatMap((finding) =>
      finding.explanation === ""
        ? []
        : [
            {
              ...place,
              rule: finding.rule,
              cell: firstCell(finding),
              text: finding.explanation,
              user_id: clerk.id,
              at: last!.at,
            },
          ],
    );
  });
  await tx.execute(sql`
    insert into explanations (submission_id, unit_id, region_id, city_id, rule, cell, text, user_id, at)
    select r.* from jsonb_to_recordset(${JSON.stringify(explanations)}::jsonb)
      as r(submission_id bigint, unit_id int, region_id int, city_id int, rule text, cell text, text text, user_id int, at timestamptz)`);
  const decisions = placed.flatMap(({ report, place }) =>
    report.decisions.map(({ by, ...decision }) => ({ ...place, ...decision, user_id: people.get(by)!.id })),
  );
  await tx.execute(sql`
    insert into decisions (submission_id, unit_id, region_id, city_id, revision, kind, tier, reason, cells, user_id, at)
    select r.* from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb)
      as r(submission_id bigint, unit_id int, region_id int, city_id int, revision int, kind text, tier text, reason text, cells jsonb, user_id int, at timestamptz)
    order by r.at, r.submission_id`);
}
