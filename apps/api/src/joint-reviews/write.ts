import { eq } from "drizzle-orm";
import type { Input, jointReviews as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { isAsked, loadBundle, placeOf } from "../submissions/open.ts";
import { mustBeReviewed } from "../openings/reviewed.ts";
import { minutesHash, mustBeOwn, openMinutes, signed } from "./open.ts";
import { shown } from "./read.ts";

type Written = Input<typeof contract.createJointReview>["body"];

/** 新建纪要: by a reviewer of the bureau; it may be saved again until it is signed. */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createJointReview>) {
  const { owner, ...given } = body;
  mustBeOwn(ctx, "joint-review.change", owner);
  mustBeHeld(ctx, given.heldOn);
  const { userId, name } = ctx.actor;
  const [row] = await ctx.tx
    .insert(tables.jointReviews)
    .values({
      ownerRegionId: owner,
      ...given,
      items: await onTheTable(ctx, given.items),
      version: 1,
      createdBy: userId,
      createdName: name,
      createdAt: ctx.now,
      savedBy: userId,
      savedName: name,
      savedAt: ctx.now,
      hash: "",
    })
    .returning();
  await ctx.audit({ object: `joint-review/${row!.id}`, regionId: owner, detail: { content: minutesHash(row!) } });
  return shown(ctx, row!);
}

/** 保存: with the version that was seen, so that nobody writes over another's words unawares. */
export async function save(ctx: Ctx, { params, body }: Input<typeof contract.saveJointReview>) {
  const row = await openMinutes(ctx, params.id, true);
  mustBeOwn(ctx, "joint-review.change", row.ownerRegionId);
  if (row.signedAt !== null) throw signed();
  const { version, ...given } = body;
  mustBeHeld(ctx, given.heldOn);
  if (version !== row.version) throw problems.stale({ version: row.version, savedBy: row.savedName });
  const [saved] = await ctx.tx
    .update(tables.jointReviews)
    .set({
      ...given,
      items: await onTheTable(ctx, given.items),
      version: version + 1,
      savedBy: ctx.actor.userId,
      savedName: ctx.actor.name,
      savedAt: ctx.now,
    })
    .where(eq(tables.jointReviews.id, row.id))
    .returning();
  const detail = { version: version + 1, content: minutesHash(saved!) };
  await ctx.audit({ object: `joint-review/${row.id}`, regionId: row.ownerRegionId, detail });
  return shown(ctx, saved!);
}

/** A meeting that is still to come has no minutes. */
function mustBeHeld(ctx: Ctx, heldOn: string): void {
  if (heldOn > ctx.actor.today)
    throw problems.badRequest([
      { path: "body.heldOn", zh: "会审日期不能晚于今天", en: "the day of the meeting must not lie ahead" },
    ]);
}

/** The items with the revision that lies on the table: of submissions that the bureau may see, and cells that they have. */
async function onTheTable(ctx: Ctx, items: Written["items"]) {
  const issues: { path: string; zh: string; en: string }[] = [];
  const bundles = new Map<number, Awaited<ReturnType<typeof loadBundle>>>();
  const found = [];
  for (const [at, item] of items.entries()) {
    const bundle = bundles.get(item.submission) ?? (await loadBundle(ctx.tx, item.submission));
    bundles.set(item.submission, bundle);
    const { submission } = bundle;
    ctx.must("joint-review.change", placeOf(submission));
    await mustBeReviewed(ctx, submission, submission.lastRev);
    const path = `body.items.${at}`;
    const revision = submission.submittedRev ?? submission.lastRev;
    if (revision === 0) issues.push({ path, zh: "这份报送还没有报出，不能会审", en: "nothing was sent yet" });
    const { measure, member } = item;
    if (measure !== null && !isAsked(bundle, { measure, member: member! }))
      issues.push({ path, zh: "该单元格不在本报表内", en: "the cell is not part of the form" });
    found.push({ ...item, revision });
  }
  if (issues.length > 0) throw problems.badRequest(issues);
  return found;
}
