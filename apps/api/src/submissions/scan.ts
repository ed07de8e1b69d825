import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { scanType } from "../evidence/file.ts";
import { screen } from "../evidence/virus.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { loadBundle, placeOf } from "./open.ts";
import { mustBePossible } from "./states.ts";

/** Whether the signed scan of the last revision of a submission `s` is still owed: 待签署. */
export const scanOwed = sql`(exists (
  select 1 from revisions r where r.submission_id = s.id and r.revision = s.last_rev and r.scan_due_at is not null
    and not exists (select 1 from attachments t where t.submission_id = r.submission_id and t.revision = r.revision and t.kind = 'scan')))`;

/** 纸质签章: attaches the signed scan of a revision; until then the revision is 待签署. */
export async function scan(ctx: Ctx, { params, query, body }: Input<typeof contract.attachScan>) {
  const { submission } = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.scan", placeOf(submission));
  mustBePossible(submission.state, "scan");
  const revision = await revisionOf(ctx, params.id, params.revision);
  if (revision.scanDueAt === null)
    throw problems.conflict("该版次是线上签署，不需要扫描件", "This revision was signed online and needs no scan");
  const type = scanType(query.name, body);
  const screened = await screen(ctx.platform, body);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const { unitId, regionId, cityId } = submission;
  const [row] = await ctx.tx
    .insert(tables.attachments)
    .values({
      submissionId: params.id,
      revision: params.revision,
      unitId,
      regionId,
      cityId,
      kind: "scan",
      name: query.name,
      type,
      sha256,
      content: Buffer.from(body),
      screened,
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning({ id: tables.attachments.id });
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId,
    detail: { scan: row!.id, revision: params.revision, sha256 },
  });
  return { id: row!.id, sha256 };
}
