import { sql } from "drizzle-orm";
import type { audit as contract, Input, Output } from "@duibiao/contract";
import { receiptText } from "@duibiao/indicators";
import { setScope } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

type Verdict = Output<typeof contract.verifyReceipt>;

/**
 * Whether a receipt is genuine, and whether the ledger still holds what it names. Whoever holds a genuine receipt may
 * know that, wherever they serve: the scope is widened for this one comparison, and nothing but its outcome is told.
 */
export async function verifyReceipt(ctx: Ctx, { body }: Input<typeof contract.verifyReceipt>): Promise<Verdict> {
  const { tx, actor, platform } = ctx;
  const genuine = body.publicKey === platform.keys.publicKey && platform.keys.verify(receiptText(body), body.signature);
  let held: { hash: string; submittedAt: string }[] = [];
  if (genuine) {
    await setScope(tx, { ...actor.scope, regions: [...actor.tree.versions.keys()] });
    const found = await tx.execute<{ hash: string; submittedAt: string }>(sql`
      select hash, submitted_at as "submittedAt" from revisions where submission_id = ${body.submissionId} and revision = ${body.revision}`);
    held = found.rows;
    await setScope(tx, actor.scope);
  }
  const row = held[0];
  const same =
    row !== undefined && row.hash === body.contentHash && new Date(row.submittedAt).toISOString() === body.submittedAt;
  const ledger = !genuine
    ? null
    : row === undefined
      ? ("absent" as const)
      : same
        ? ("same" as const)
        : ("different" as const);
  await ctx.audit({
    object: `submission/${body.submissionId}`,
    detail: { revision: body.revision, genuine, ledger },
  });
  return { genuine, ledger, ...sentences[ledger ?? "forged"] };
}

const sentences = {
  forged: {
    zh: "签名不是本平台所签，回执不真实或已被改动",
    en: "Not signed by this platform: the receipt is not genuine, or was changed",
  },
  absent: {
    zh: "回执真实，但台账中已没有该版次：请立即联系审计管理员",
    en: "The receipt is genuine, but the ledger no longer holds that revision: tell the audit administrator at once",
  },
  different: {
    zh: "回执真实，但台账中该版次的内容已不同：请立即联系审计管理员",
    en: "The receipt is genuine, but the ledger holds other content for that revision: tell the audit administrator at once",
  },
  same: {
    zh: "回执真实，台账中的版次与内容一致",
    en: "The receipt is genuine, and the ledger holds that revision with that content",
  },
} as const;
