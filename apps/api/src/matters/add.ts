import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { signingName } from "../actor.ts";
import { sha256 } from "../evaluations/inputs.ts";
import type { Ctx } from "../serve.ts";
import { placeOf, yearOf, type Matter } from "./open.ts";

type New = Pick<
  Matter,
  | "kind"
  | "ownerRegionId"
  | "unitId"
  | "regionId"
  | "cityId"
  | "submissionId"
  | "releaseId"
  | "subject"
  | "reason"
  | "evidence"
  | "turn"
  | "dueAt"
>;

/** Opens a matter under the next number of its series, with its first event. */
export async function addMatter(ctx: Ctx, matter: New): Promise<Matter> {
  const year = yearOf(ctx.now);
  const { rows } = await ctx.tx.execute<{ seq: number }>(
    sql`select next_matter_seq(${matter.ownerRegionId}, ${matter.kind}, ${year}) as seq`,
  );
  const [row] = await ctx.tx
    .insert(tables.matters)
    .values({
      ...matter,
      year,
      seq: rows[0]!.seq,
      state: "open",
      hash: hashOf(matter, []),
      createdBy: ctx.actor.userId,
      createdName: signedBy(ctx, matter),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  await addEvent(ctx, row!, { deed: "asked", text: matter.reason });
  return row!;
}

/** The name under a deed: who heads the unit, or serves a bureau, for somebody else says so. */
const signedBy = ({ actor }: Ctx, { unitId }: Pick<Matter, "unitId">): string => {
  const heads = actor.posts.filter((post) => post.role === "head" && post.unitId !== null && post.unitId === unitId);
  return signingName(actor, heads.length > 0 ? heads : actor.posts.filter((post) => post.regionId !== null));
};

type Event = Pick<typeof tables.matterEvents.$inferInsert, "deed" | "text"> & {
  tier?: "county" | "city" | "province";
};

/** Adds to what happened to a matter; the hash is that of the content which the person saw. */
export async function addEvent(ctx: Ctx, matter: Matter, { deed, text, tier }: Event): Promise<void> {
  await ctx.tx.insert(tables.matterEvents).values({
    matterId: matter.id,
    ...placeOf(matter),
    deed,
    tier: tier ?? null,
    text,
    hash: matter.hash,
    userId: ctx.actor.userId,
    userName: signedBy(ctx, matter),
    at: ctx.now,
  });
}

type Change = Partial<Pick<Matter, "state" | "turn" | "subject" | "reason" | "evidence" | "hash" | "dueAt">>;

/** How a matter is from now on. */
export async function changeMatter(ctx: Ctx, matter: Matter, change: Change): Promise<Matter> {
  const m = tables.matters;
  const [row] = await ctx.tx
    .update(m)
    .set({ ...change, updatedAt: ctx.now })
    .where(eq(m.id, matter.id))
    .returning();
  return row!;
}

/** What happened to matters, in order. */
export async function eventsOf(ctx: Ctx, ids: readonly number[]) {
  const e = tables.matterEvents;
  return ctx.tx.select().from(e).where(inArray(e.matterId, ids)).orderBy(asc(e.id));
}

/** The files of a matter without their content. */
export async function filesOf(ctx: Ctx, id: number, file?: number) {
  const f = tables.matterFiles;
  return ctx.tx
    .select({ id: f.id, name: f.name, type: f.type, size: f.size, sha256: f.sha256, by: f.userName, at: f.at })
    .from(f)
    .where(and(eq(f.matterId, id), file === undefined ? undefined : eq(f.id, file)))
    .orderBy(asc(f.id));
}

/** What whoever decides has seen: the subject, the words, and every file. */
export const hashOf = (
  {
    kind,
    submissionId,
    releaseId,
    subject,
    reason,
    evidence,
  }: Pick<Matter, "kind" | "submissionId" | "releaseId" | "subject" | "reason" | "evidence">,
  files: readonly { sha256: string }[],
): string =>
  sha256(
    canonicalJson({
      kind,
      submission: submissionId,
      release: releaseId,
      subject,
      reason,
      evidence,
      files: files.map((file) => file.sha256),
    }),
  );
