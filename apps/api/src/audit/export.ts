import { sql } from "drizzle-orm";
import type { audit as contract, Input, Output } from "@duibiao/contract";
import { setScope } from "@duibiao/db";
import { beginning } from "@duibiao/indicators";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { signedHead } from "./head.ts";
import { linksAfter } from "./verify.ts";

const stretch = 5000;

/**
 * A stretch of the chain for somebody who trusts nobody here: rows as they were sealed, the last link signed. The chain
 * goes over the whole platform, so the scope is widened to read it; rows outside the auditor's own are then withheld.
 */
export async function exportChain(
  ctx: Ctx,
  { query }: Input<typeof contract.exportChain>,
): Promise<Output<typeof contract.exportChain>> {
  const { tx, actor, platform } = ctx;
  const regions = new Set(actor.scope.regions);
  const after = await placeAt(ctx, query.after ?? 0);
  await setScope(tx, { ...actor.scope, regions: [0, ...actor.tree.versions.keys()], purposes: ["audit"] });
  const links = await linksAfter(tx, after.seq, stretch);
  await setScope(tx, actor.scope);
  const last = links.at(-1) ?? after;
  const [me] = (
    await tx.execute<{ username: string; name: string }>(
      sql`select username, name from users where id = ${actor.userId}`,
    )
  ).rows;
  return {
    format: "duibiao-audit-chain/1",
    after,
    links: links.map(({ seq, hash, auditId, prev, row }) => {
      const withheld = row !== null && row.regionId !== null && !regions.has(row.regionId);
      return { seq, hash, auditId, prev, row: withheld ? null : row, withheld };
    }),
    head: signedHead(platform.keys, { seq: last.seq, hash: last.hash }),
    publicKey: platform.keys.publicKey,
    next: links.length === stretch ? last.seq : null,
    exported: { ...me!, at: ctx.now },
  };
}

async function placeAt({ tx }: Ctx, seq: number): Promise<{ seq: number; hash: string }> {
  if (seq === 0) return { seq: 0, hash: beginning };
  const found = await tx.execute<{ hash: string }>(sql`select hash from audit_seals where seq = ${seq}`);
  if (found.rows[0] === undefined) throw problems.notFound(`seal ${seq}`);
  return { seq, hash: found.rows[0].hash };
}
