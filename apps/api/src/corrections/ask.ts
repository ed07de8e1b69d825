import { and, eq, inArray } from "drizzle-orm";
import type { corrections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { addEvent, addMatter, changeMatter, filesOf, hashOf } from "../matters/add.ts";
import { dueIn, workdays } from "../matters/due.ts";
import { mustAsk } from "../matters/may.ts";
import { numberOf, openMatter, type CorrectionSubject, type Matter } from "../matters/open.ts";
import { fullMatter } from "../matters/read.ts";
import { tellTurn } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle, placeOf, type Bundle } from "../submissions/open.ts";
import { mustBePossible, reviewTiers } from "../submissions/states.ts";
import { correctedCells, mustHold, standingCells, subjectOf } from "./subject.ts";
import { address } from "../submissions/write-cells.ts";

type Asked = Input<typeof contract.askCorrection>["body"];

/**
 * 锁定后更正: the head asks to correct cells, with reason and evidence. It is a numbered request: no figure moves until
 * county, city and province have approved it in turn.
 */
export async function ask(ctx: Ctx, { params, body }: Input<typeof contract.askCorrection>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  ctx.must("correction.ask", placeOf(submission));
  mustBePossible(submission.state, "correct");
  await mustBeFree(ctx, submission.id, body.cells, null);
  const { unitId, regionId, cityId } = submission;
  const owner = bundle.collection.ownerRegionId;
  const matter = await addMatter(ctx, {
    kind: "correction",
    ownerRegionId: owner,
    unitId,
    regionId,
    cityId,
    submissionId: submission.id,
    releaseId: null,
    subject: await checked(ctx, bundle, body),
    reason: body.reason,
    evidence: body.evidence,
    turn: reviewTiers[0]!,
    dueAt: await dueIn(ctx, owner, workdays.decision),
  });
  await tellTurn(ctx, matter);
  await ctx.tx
    .update(tables.submissions)
    .set({ state: "correcting", updatedAt: ctx.now, version: submission.version + 1 })
    .where(eq(tables.submissions.id, submission.id));
  await ctx.audit({
    object: `matter/${matter.id}`,
    regionId,
    detail: { number: numberOf(matter), submission: submission.id, ...body },
  });
  return fullMatter(ctx, matter);
}

/** 补正: what was sent back is mended, and reviewed from the start. */
export async function amend(ctx: Ctx, { params, body }: Input<typeof contract.amendCorrection>) {
  const matter = await openMatter(ctx, params.id, "correction", true);
  ctx.must("correction.ask", matter);
  await mustAsk(ctx, matter, "amend");
  const bundle = await loadBundle(ctx.tx, matter.submissionId!, true);
  await mustBeFree(ctx, matter.submissionId!, body.cells, matter.id);
  const mended = { ...matter, ...body, subject: await checked(ctx, bundle, body) };
  const changed = await changeMatter(ctx, matter, {
    state: "open",
    turn: reviewTiers[0]!,
    subject: mended.subject,
    reason: body.reason,
    evidence: body.evidence,
    hash: hashOf(mended, await filesOf(ctx, matter.id)),
    dueAt: await dueIn(ctx, matter.ownerRegionId, workdays.decision),
  });
  await addEvent(ctx, changed, { deed: "amended", text: body.reason });
  await tellTurn(ctx, changed);
  await ctx.audit({
    object: `matter/${matter.id}`,
    regionId: matter.regionId,
    detail: { number: numberOf(matter), before: matter.subject, ...body },
  });
  return fullMatter(ctx, changed);
}

/** What is asked, having been tried on the figures that stand. */
async function checked(ctx: Ctx, bundle: Bundle, { cells }: Asked): Promise<CorrectionSubject> {
  const standing = await standingCells(ctx, bundle);
  const subject = subjectOf(bundle, standing, cells);
  await mustHold(ctx, bundle, correctedCells(standing, subject));
  return subject;
}

/** One open request per cell: a second one is told the number of the first. */
async function mustBeFree(ctx: Ctx, submission: number, cells: Asked["cells"], self: number | null): Promise<void> {
  const m = tables.matters;
  const rows = await ctx.tx
    .select()
    .from(m)
    .where(and(eq(m.submissionId, submission), inArray(m.state, ["open", "returned"])));
  const wanted = new Set(cells.map(address));
  const taken = rows
    .filter(({ id }) => id !== self)
    .flatMap((matter: Matter) =>
      (matter.subject as CorrectionSubject).cells
        .filter((cell) => wanted.has(address(cell)))
        .map((cell) => ({ matter, cell })),
    );
  const [first] = taken;
  if (first === undefined) return;
  const number = numberOf(first.matter);
  throw problems.conflict(
    `${first.cell.row} ${first.cell.name.zh} 已有办理中的更正申请 ${number}，请在该件中补正，或撤回后另提`,
    `Line ${first.cell.row} is already in the open request ${number}: mend that one, or withdraw it first`,
    { matter: first.matter.id, number, cells: taken.map(({ cell }) => address(cell)) },
  );
}
