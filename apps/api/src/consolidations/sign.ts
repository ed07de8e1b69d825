import { and, eq, sql } from "drizzle-orm";
import type { consolidations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau, signingName } from "../actor.ts";
import { tellConsolidated } from "../notices/results.ts";
import { can } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mustBeReported } from "../submissions/open.ts";
import { keeperToday } from "../tree.ts";
import { sameDifference, type Difference } from "./differences.ts";
import { documentHash, stands, withState, type Included, type Missing } from "./state.ts";

/** What a city signs: every unit included at its revision, every missing one and every difference with its reason. */
export function documentOf(
  collection: { id: number; catalogueId: number; formKey: string },
  city: number,
  now: { included: Included[]; missing: Missing[]; differences: Difference[]; expected: number },
  reasons: Pick<Input<typeof contract.signConsolidation>["body"], "missing" | "differences">,
  signer: { user: number; name: string; at: Date },
) {
  return {
    collection: collection.id,
    city,
    catalogue: collection.catalogueId,
    form: collection.formKey,
    included: now.included,
    missing: now.missing.map((m) => ({ ...m, reason: reasons.missing.find((given) => given.unit === m.unit)!.reason })),
    differences: now.differences.map((d) => ({
      ...d,
      reason: reasons.differences.find((given) => sameDifference(d, given))!.reason,
    })),
    coverage: { included: now.included.length, expected: now.expected },
    signedBy: { user: signer.user, name: signer.name },
    signedAt: signer.at.toISOString(),
  };
}

/**
 * 汇总: the city's head signs an immutable list of what it stands for. Every missing unit is named with a
 * reason and every difference - an own total and its parts, 块 and 条, the period before - is explained, or nothing is signed.
 */
export async function sign(ctx: Ctx, { body }: Input<typeof contract.signConsolidation>) {
  const { collections, consolidations } = tables;
  const [collection] = await ctx.tx.select().from(collections).where(eq(collections.id, body.collection));
  if (collection === undefined) throw problems.notFound(`collection ${body.collection}`);
  ctx.must("consolidation.sign", { regionId: body.city, unitId: null });
  mustBeReported(collection);
  const { actor } = ctx;
  if (!servesBureau(actor, "consolidation.sign", keeperToday(actor.tree, body.city, actor.today)))
    throw problems.forbidden("consolidation.sign");
  if (collection.lockedAt !== null) throw problems.state("locked", "consolidate");
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(7306, hashtext(${`${body.collection}/${body.city}`}))`);
  const now = await stands(ctx, body.collection, body.city);
  if (now.expected === 0) throw problems.notFound(`assignments of ${body.city} in collection ${body.collection}`);
  if (body.seen !== undefined && body.seen !== now.hash) throw problems.stale({ hash: now.hash });
  const unnamed = now.missing.filter((m) => !body.missing.some((given) => given.unit === m.unit));
  const notMissing = body.missing.filter((given) => !now.missing.some((m) => m.unit === given.unit));
  const unexplained = now.differences.filter((d) => !body.differences.some((given) => sameDifference(d, given)));
  if (unnamed.length > 0 || notMissing.length > 0 || unexplained.length > 0) {
    throw problems.rule(
      "缺报单位须逐个写明原因，勾稽差额须逐项说明",
      "Every missing unit needs a reason and every difference an explanation",
      {
        unnamed,
        notMissing,
        unexplained,
      },
    );
  }
  const name = signingName(
    actor,
    actor.posts.filter((post) =>
      can([post], "consolidation.sign", { regionId: body.city, unitId: null }, actor.within),
    ),
  );
  const document = documentOf(collection, body.city, now, body, { user: actor.userId, name, at: ctx.now });
  const [last] = await ctx.tx
    .select({ number: sql<number>`coalesce(max(number), 0)::int` })
    .from(consolidations)
    .where(and(eq(consolidations.collectionId, body.collection), eq(consolidations.cityId, body.city)));
  const [row] = await ctx.tx
    .insert(consolidations)
    .values({
      collectionId: body.collection,
      cityId: body.city,
      number: last!.number + 1,
      document,
      hash: documentHash(document),
      signedBy: actor.userId,
      signedAt: ctx.now,
    })
    .returning();
  await tellConsolidated(ctx, row!);
  await ctx.audit({
    object: `consolidation/${row!.id}`,
    regionId: body.city,
    detail: { number: row!.number, hash: row!.hash, coverage: document.coverage },
  });
  return withState(ctx, row!);
}
