import { eq, sql } from "drizzle-orm";
import { canonicalDecimal } from "@duibiao/indicators";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { signingName } from "../actor.ts";
import { tellCorrection } from "../notices/submissions.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "./content.ts";
import { revisionOf } from "./accept.ts";
import { findingsOf } from "./findings.ts";
import { hashOf, isAsked, loadBundle, placeOf, summary } from "./open.ts";
import { makeRevision } from "./revise.ts";
import { stillZero } from "./write-cells.ts";
import { mustBePossible } from "./states.ts";

/**
 * 锁定后更正: the head asks to correct cells, with reason and evidence. It makes a new revision; `submitted`
 * moves now, each other pointer only as its tier accepts. The locked figures stand until then.
 */
export async function correct(ctx: Ctx, { params, body }: Input<typeof contract.correctSubmission>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  ctx.must("submission.correct", placeOf(submission));
  mustBePossible(submission.state, "correct");
  const base = submission.provinceRev ?? submission.lastRev;
  const rows = body.cells.map(({ measure, member, value }) => {
    if (!isAsked(bundle, { measure, member })) {
      throw problems.rule("该单元格不在本报表内", "This cell is not part of the form", {
        cell: `${measure}/${member}`,
      });
    }
    const figure =
      value.state === "number"
        ? { value: canonicalDecimal(value.value), estimated: value.estimated ?? false, reason: "" }
        : { value: null, estimated: false, reason: value.reason };
    return { measure_id: bundle.measures.idOf.get(measure), member, state: value.state, ...figure };
  });
  // The working copy begins from what stands, so that nothing unsent, and no correction returned earlier, is left in it.
  await ctx.tx.execute(sql`
    delete from cells c where c.submission_id = ${params.id} and not exists (
      select 1 from observations o where o.submission_id = c.submission_id and o.city_id = c.city_id and o.revision = ${base}
        and o.measure_id = c.measure_id and o.member = c.member)`);
  const { unitId, regionId, cityId } = submission;
  await ctx.tx.execute(sql`
    insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, updated_by, updated_at)
    select ${params.id}, ${unitId}, ${regionId}, ${cityId}, measure_id, member, coalesce(r.state, o.state),
           case when r.state is null then o.value else r.value end, coalesce(r.estimated, o.estimated), coalesce(r.reason, o.reason), coalesce(o.note, ''),
           case when r.state is null then o.source else 'correction' end, ${ctx.actor.userId}, ${ctx.now.toISOString()}::timestamptz
    from (select * from observations where submission_id = ${params.id} and city_id = ${cityId} and revision = ${base}) o
    full join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(measure_id int, member text, state text, value numeric, estimated boolean, reason text)
      using (measure_id, member)
    on conflict (submission_id, measure_id, member, city_id) do update set
      state = excluded.state, value = excluded.value, estimated = excluded.estimated, reason = excluded.reason, note = excluded.note,
      source = excluded.source, version = cells.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at`);
  const cells = await readCells(ctx.tx, params.id, bundle.measures);
  const declared = base === 0 ? [] : (await revisionOf(ctx, params.id, base)).zeroSections;
  const zeroSections = stillZero(bundle, declared, cells);
  const findings = await findingsOf(ctx, bundle, cells);
  const broken = findings.filter((f) => f.severity === "block" && f.verdict === "false");
  if (broken.length > 0) throw problems.gates({ findings: broken, unsigned: [] });
  const name = signingName(
    ctx.actor,
    ctx.actor.posts.filter((post) => post.unitId === unitId && post.role === "head"),
  );
  const { revision, receipt } = await makeRevision(ctx, bundle, {
    kind: "correction",
    contentHash: hashOf(bundle, cells, zeroSections),
    zeroSections,
    signers: [{ userId: ctx.actor.userId, name, as: "head", at: ctx.now.toISOString() }],
    reason: `${body.reason} | ${body.evidence}`,
    onTime: null,
    scanDueAt: null,
    findings,
  });
  const [updated] = await ctx.tx
    .update(tables.submissions)
    .set({
      state: "correcting",
      zeroSections,
      lastRev: revision,
      submittedRev: revision,
      updatedAt: ctx.now,
      version: submission.version + 1,
    })
    .where(eq(tables.submissions.id, params.id))
    .returning();
  await tellCorrection(ctx, submission, revision);
  await markDirty(ctx, submission);
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId: submission.regionId,
    detail: {
      revision,
      reason: body.reason,
      evidence: body.evidence,
      cells: body.cells.map((c) => `${c.measure}/${c.member}`),
    },
  });
  return { ...summary({ ...submission, ...updated! }), revision, receipt };
}
