import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { evidence as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { hashOf, isAsked, loadBundle, mustBeReported, placeOf, type Bundle } from "../submissions/open.ts";
import { possible } from "../submissions/states.ts";
import { evidenceType } from "./file.ts";
import { evidenceOn, type Evidence } from "./list.ts";
import { screen } from "./virus.ts";

/** Enough for a year's bills of a cell; more belongs into one pdf. */
const perCell = 12;
const perSubmission = 200 << 20;

/**
 * 附佐证: a paper that proves a cell, while the form is open, or with the answer to a question on that cell. What is attached
 * before the submit is part of what is signed.
 */
export async function attach(ctx: Ctx, { params, query, body }: Input<typeof contract.attachEvidence>) {
  const seen = await loadBundle(ctx.tx, params.id);
  ctx.must("submission.save", placeOf(seen.submission));
  if (!isAsked(seen, query))
    throw problems.rule("该单元格不在本报表内", "This cell is not part of the form", {
      cell: `${query.measure}/${query.member}`,
    });
  const type = evidenceType(query.name, body);
  // Before the submission's row is held: a scanner takes its time.
  const screened = await screen(ctx.platform, body);
  const bundle = await loadBundle(ctx.tx, params.id, true);
  mustBeReported(bundle.collection);
  const belongs = await belongsTo(ctx, bundle, query);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const before = await evidenceOn(ctx.tx, params.id);
  const same = before.find((one) => one.sha256 === sha256 && isAt(one, query));
  const stored = same ?? (await store(ctx, bundle, { ...query, ...belongs, type, sha256, screened, body, before }));
  const evidence = same === undefined ? [...before, stored] : before;
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId: bundle.submission.regionId,
    detail: { evidence: stored.id, cell: `${query.measure}/${query.member}`, name: query.name, sha256 },
  });
  return { evidence: stored, contentHash: await contentHashWith(ctx, { ...bundle, evidence }) };
}

/** The next revision while the form is open; after that the revision that a question was asked about. */
async function belongsTo(ctx: Ctx, { submission }: Bundle, cell: { measure: string; member: string }) {
  if (possible.save.includes(submission.state)) return { revision: submission.lastRev + 1, questionId: null };
  const q = tables.questions;
  const [asked] = await ctx.tx
    .select({ id: q.id, revision: q.revision })
    .from(q)
    .where(
      and(eq(q.submissionId, submission.id), eq(q.measure, cell.measure), eq(q.member, cell.member), isNull(q.answer)),
    )
    .limit(1);
  if (asked === undefined) throw problems.state(submission.state, "attach");
  return { revision: asked.revision, questionId: asked.id };
}

const isAt = (one: Evidence, { measure, member }: { measure: string; member: string }) =>
  one.measure === measure && one.member === member;

type New = Pick<
  Evidence,
  "measure" | "member" | "revision" | "questionId" | "name" | "type" | "sha256" | "screened"
> & {
  body: Uint8Array;
  before: readonly Evidence[];
};

async function store(ctx: Ctx, { submission }: Bundle, { body, before, ...paper }: New): Promise<Evidence> {
  if (before.filter((one) => isAt(one, paper)).length >= perCell)
    throw problems.rule(
      `一个单元格最多附 ${perCell} 份佐证；请把多页合成一个 pdf 后上传`,
      `A cell takes up to ${perCell} papers; put several pages into one pdf`,
    );
  if (before.reduce((sum, { bytes }) => sum + bytes, body.length) > perSubmission)
    throw problems.rule(
      `一份报送的佐证合计不超过 ${perSubmission >> 20} MB；请压缩图片，或只附说明所需的页`,
      `The papers of a submission may have ${perSubmission >> 20} MB together; make the images smaller, or attach only the pages needed`,
    );
  const { id: submissionId, unitId, regionId, cityId } = submission;
  const by = { userId: ctx.actor.userId, userName: ctx.actor.name, at: ctx.now };
  const [row] = await ctx.tx
    .insert(tables.attachments)
    .values({ submissionId, unitId, regionId, cityId, kind: "evidence", content: Buffer.from(body), ...by, ...paper })
    .returning({ id: tables.attachments.id });
  return { ...paper, id: row!.id, bytes: body.length, by: ctx.actor.name, at: ctx.now };
}

/** The content hash with the papers as they are now; a signature under another one is void. */
export async function contentHashWith(ctx: Ctx, bundle: Bundle): Promise<string> {
  const { id, state, zeroSections } = bundle.submission;
  const cells = await readCells(ctx.tx, id, bundle.measures);
  const contentHash = hashOf(bundle, cells, zeroSections);
  const signed = await ctx.tx
    .select({ hash: tables.signatures.hash })
    .from(tables.signatures)
    .where(and(eq(tables.signatures.submissionId, id), eq(tables.signatures.hash, contentHash)));
  if (state === "signed" && signed.length < 2)
    await ctx.tx
      .update(tables.submissions)
      .set({ state: "draft", updatedAt: ctx.now, version: sql`${tables.submissions.version} + 1` })
      .where(eq(tables.submissions.id, id));
  return contentHash;
}
