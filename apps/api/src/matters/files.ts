import { and, eq } from "drizzle-orm";
import type { Input, matters as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { createHash } from "node:crypto";
import { scanType } from "../evidence/file.ts";
import { screen } from "../evidence/virus.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { addEvent, changeMatter, filesOf, hashOf } from "./add.ts";
import { mustAsk } from "./may.ts";
import { openMatter, placeOf } from "./open.ts";
import { fullMatter } from "./read.ts";

/** How many files a matter carries at most. */
const MOST = 20;

/** 附件: evidence, as long as nobody has decided on what is there. Whoever looked before looks again: the hash is another. */
export async function attach(ctx: Ctx, { params, query, body }: Input<typeof contract.attachFile>) {
  const matter = await openMatter(ctx, params.id, undefined, true);
  ctx.must("matter.attach", matter);
  await mustAsk(ctx, matter, "attach");
  const before = await filesOf(ctx, matter.id);
  if (before.length >= MOST) throw problems.rule(`每件最多 ${MOST} 个附件`, `A matter carries at most ${MOST} files`);
  const type = scanType(query.name, body);
  await screen(ctx.platform, body);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const hash = hashOf(matter, [...before, { sha256 }]);
  const changed = await changeMatter(ctx, matter, { hash });
  await ctx.tx.insert(tables.matterFiles).values({
    matterId: matter.id,
    ...placeOf(matter),
    name: query.name,
    type,
    size: body.byteLength,
    sha256,
    content: Buffer.from(body),
    userId: ctx.actor.userId,
    userName: ctx.actor.name,
    at: ctx.now,
  });
  await addEvent(ctx, changed, { deed: "attached", text: query.name });
  await ctx.audit({ object: `matter/${matter.id}`, regionId: matter.regionId, detail: { file: query.name, sha256 } });
  return fullMatter(ctx, changed);
}

export async function readFile(ctx: Ctx, { params }: Input<typeof contract.readFile>) {
  const f = tables.matterFiles;
  const [row] = await ctx.tx
    .select({ content: f.content })
    .from(f)
    .where(and(eq(f.matterId, params.id), eq(f.id, params.file)));
  if (row === undefined) throw problems.notFound(`matter ${params.id}`);
  return new Uint8Array(row.content);
}
