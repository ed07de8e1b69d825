import { and, eq, isNull, sql } from "drizzle-orm";
import type { Input, secondReviews as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { ownerToday, regionOn, subtreeOn } from "../tree.ts";

export type Duty = typeof tables.secondReviewDuties.$inferSelect;
type Person = { id: number; name: string };

/** Duties of one's own and lower bureaus, ended ones too; and for which bureaus the asker may make one. */
export async function list(ctx: Ctx, _input: Input<typeof contract.listDuties>) {
  const d = tables.secondReviewDuties;
  const rows = await ctx.tx.select().from(d).orderBy(d.id);
  return { items: await shownDuties(ctx, rows), bureaus: await ownBureaus(ctx) };
}

/** 要求复核: the bureau's leader names the form or line, and who of the bureau may review second. */
export async function add(ctx: Ctx, { body }: Input<typeof contract.addDuty>) {
  const { owner, kind, key, reason } = body;
  mustLead(ctx, owner);
  const reviewers = [...new Set(body.reviewers)];
  const known = new Set((await reviewersOf(ctx, owner)).map(({ id }) => id));
  if (reviewers.some((id) => !known.has(id)))
    throw problems.badRequest([
      {
        path: "body.reviewers",
        zh: "复核人须是本机构的审核人或审签领导",
        en: "second reviewers must be reviewers or leaders of the bureau",
      },
    ]);
  const d = tables.secondReviewDuties;
  const same = and(eq(d.ownerRegionId, owner), eq(d.kind, kind), eq(d.key, key), isNull(d.endedAt));
  if ((await ctx.tx.select({ id: d.id }).from(d).where(same)).length > 0)
    throw problems.conflict(
      "已有同样的复核要求；要换复核人，请先结束原来的",
      "There is such a duty; to name others, end it first",
    );
  const [row] = await ctx.tx
    .insert(d)
    .values({
      ownerRegionId: owner,
      kind,
      key,
      reviewers,
      reason,
      createdBy: ctx.actor.userId,
      createdName: ctx.actor.name,
      createdAt: ctx.now,
    })
    .returning();
  const detail = { kind, key, reviewers, reason };
  await ctx.audit({ object: `second-review-duty/${row!.id}`, regionId: owner, detail });
  return shownDuty(ctx, row!);
}

/** 结束: from now on nothing more asks it; that it was asked stays. */
export async function end(ctx: Ctx, { params }: Input<typeof contract.endDuty>) {
  const d = tables.secondReviewDuties;
  const [row] = await ctx.tx.select().from(d).where(eq(d.id, params.id)).for("update");
  if (row === undefined) throw problems.notFound(`duty ${params.id}`);
  mustLead(ctx, row.ownerRegionId);
  if (row.endedAt !== null) throw problems.conflict("这项复核要求已结束", "This duty has ended");
  const [ended] = await ctx.tx
    .update(d)
    .set({ endedBy: ctx.actor.userId, endedName: ctx.actor.name, endedAt: ctx.now })
    .where(eq(d.id, params.id))
    .returning();
  await ctx.audit({ object: `second-review-duty/${row.id}`, regionId: row.ownerRegionId, detail: { ended: true } });
  return shownDuty(ctx, ended!);
}

function mustLead(ctx: Ctx, owner: number): void {
  const action = "second-review.demand";
  ctx.must(action, { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, action, owner)) throw problems.forbidden(action);
}

/** Reviewers and leaders who serve a bureau today. */
export async function reviewersOf(ctx: Ctx, owner: number): Promise<Person[]> {
  const { tree, today } = ctx.actor;
  const rows = await ctx.tx.execute<Person & { region: number }>(
    sql`select id, name, region from bureau_reviewers(${today}::date) where serves`,
  );
  const own = rows.rows.filter(({ region }) => ownerToday(tree, region, today) === owner);
  return [...new Map(own.map(({ id, name }) => [id, { id, name }])).values()];
}

const shownDuty = async (ctx: Ctx, row: Duty) => (await shownDuties(ctx, [row]))[0]!;

export async function shownDuties(ctx: Ctx, rows: readonly Duty[]) {
  if (rows.length === 0) return [];
  const { tree, today } = ctx.actor;
  const people = await ctx.tx.execute<Person & { region: number; serves: boolean }>(
    sql`select id, name, region, serves from bureau_reviewers(${today}::date)`,
  );
  const nameOf = new Map(people.rows.map(({ id, name }) => [id, name]));
  const serves = (user: number, owner: number) =>
    people.rows.some((one) => one.id === user && one.serves && ownerToday(tree, one.region, today) === owner);
  return rows.map(
    ({ id, ownerRegionId, kind, key, reviewers, reason, createdName, createdAt, endedName, endedAt }) => ({
      id,
      owner: ownerRegionId,
      kind,
      key,
      reviewers: reviewers.map((user) => ({
        id: user,
        name: nameOf.get(user) ?? "",
        serves: serves(user, ownerRegionId),
      })),
      reason,
      createdBy: createdName,
      createdAt,
      endedBy: endedName,
      endedAt,
    }),
  );
}

async function ownBureaus(ctx: Ctx) {
  const { actor } = ctx;
  const roots = new Set(
    actor.posts.flatMap(({ role, regionId }) =>
      regionId !== null && (role === "reviewer" || role === "leader")
        ? ownerToday(actor.tree, regionId, actor.today)
        : [],
    ),
  );
  return Promise.all(
    [...roots].map(async (region) => {
      const below = `{${subtreeOn(actor.tree, region, actor.today).join(",")}}`;
      const lines = await ctx.tx.execute<{ line: string }>(sql`
        select distinct line from unit_versions where region_id = any(${below}::int[]) and valid_to is null and line <> '' order by 1`);
      return {
        region,
        name: regionOn(actor.tree, region, actor.today)?.name ?? "",
        leads: servesBureau(actor, "second-review.demand", region),
        people: await reviewersOf(ctx, region),
        lines: lines.rows.map(({ line }) => line),
      };
    }),
  );
}
