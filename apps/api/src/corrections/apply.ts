import { eq, sql } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { addEvent, eventsOf } from "../matters/add.ts";
import { approvalsOf } from "../matters/may.ts";
import { numberOf, type CorrectionSubject, type Matter } from "../matters/open.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "../submissions/accept.ts";
import type { StoredCell } from "../submissions/content.ts";
import { hashOf, loadBundle, type Bundle } from "../submissions/open.ts";
import { makeRevision } from "../submissions/revise.ts";
import { stillZero } from "../submissions/write-cells.ts";
import { markReleases } from "./mark.ts";
import { correctedCells, mustHold, mustStand, standingCells } from "./subject.ts";

/**
 * With the last approval the submission opens for just these cells: the values of the request, on what stands, become the
 * next revision, signed by the head who asked. Each pointer follows by its own tier's acceptance, the lowest first.
 */
export async function apply(ctx: Ctx, matter: Matter): Promise<void> {
  const bundle = await loadBundle(ctx.tx, matter.submissionId!, true);
  const { submission } = bundle;
  const subject = matter.subject as CorrectionSubject;
  const standing = await standingCells(ctx, bundle);
  mustStand(standing, subject);
  const cells = correctedCells(standing, subject);
  const findings = await mustHold(ctx, bundle, cells);
  const declared = standing.length === 0 ? [] : (await revisionOf(ctx, submission.id, subject.base)).zeroSections;
  const zeroSections = stillZero(bundle, declared, cells);
  const events = await eventsOf(ctx, [matter.id]);
  const asked = events.findLast(({ deed }) => deed === "asked" || deed === "amended")!;
  await writeCopy(ctx, bundle, asked.userId, cells);
  const contentHash = hashOf(bundle, cells, zeroSections);
  const { revision, stored } = makeRevision(ctx, bundle, {
    kind: "correction",
    contentHash,
    zeroSections,
    signers: [{ userId: asked.userId, name: asked.userName, as: "head", at: asked.at.toISOString() }],
    reason: `${numberOf(matter)} ${matter.reason} | ${matter.evidence}`,
    onTime: null,
    scanDueAt: null,
    findings,
    submittedBy: asked.userId,
  });
  await stored;
  const { id: submissionId, unitId, regionId, cityId } = submission;
  for (const { tier, userId, at } of approvalsOf(events))
    await ctx.tx.insert(tables.decisions).values({
      submissionId,
      unitId,
      regionId,
      cityId,
      revision,
      kind: "accept",
      tier: tier!,
      reason: numberOf(matter),
      userId,
      at,
    });
  await ctx.tx
    .update(tables.submissions)
    .set({
      zeroSections,
      lastRev: revision,
      submittedRev: revision,
      countyRev: revision,
      cityRev: revision,
      provinceRev: revision,
      updatedAt: ctx.now,
      version: submission.version + 1,
    })
    .where(eq(tables.submissions.id, submissionId));
  await markDirty(ctx, submission);
  // Of the report itself: whoever asks the log what happened to it finds the figures that changed.
  await ctx.audit({
    object: `submission/${submissionId}`,
    regionId,
    detail: { revision, contentHash, number: numberOf(matter), matter: matter.id },
  });
  await addEvent(ctx, matter, { deed: "corrected", text: String(revision) });
  await markReleases(ctx, matter);
}

/**
 * The working copy becomes what is to be the revision: nothing unsent, and no request of before, is left in it. Its cells
 * are newer than any that somebody may have open.
 */
async function writeCopy(ctx: Ctx, bundle: Bundle, by: number, cells: readonly StoredCell[]): Promise<void> {
  const { id, unitId, regionId, cityId, version } = bundle.submission;
  const rows = cells.map(({ measure, version: _version, ...cell }) => ({
    measure_id: bundle.measures.idOf.get(measure),
    ...cell,
  }));
  await ctx.tx.execute(sql`delete from cells where submission_id = ${id} and city_id = ${cityId}`);
  await ctx.tx.execute(sql`
    insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, version, updated_by, updated_at)
    select ${id}, ${unitId}, ${regionId}, ${cityId}, r.*, ${version + 1}, ${by}, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(measure_id int, member text, state text, value numeric, estimated boolean, reason text, note text, source text)`);
}
