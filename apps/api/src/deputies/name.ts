import { sql } from "drizzle-orm";
import { deputies as rules, type deputies as contract, type Input } from "@duibiao/contract";
import { byCode } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { notify } from "../notices/notify.ts";
import { administrators } from "../posts/apart.ts";
import { holds } from "../posts/holds.ts";
import { loadPosts, type StoredPost } from "../posts/list.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";
import { roleWords } from "../words.ts";
import { loadDeputies } from "./list.ts";

/**
 * 请人代理. The holder lends what is theirs, to somebody of the same unit or bureau and for a stated time; a deputy lends
 * nothing on. Two signatures stay those of two people: signing looks at who one is, not at the post.
 */
export async function nameDeputy(ctx: Ctx, { body }: Input<typeof contract.nameDeputy>) {
  const { post, place } = await ownPost(ctx, body.post);
  mustBeTime(body.from, body.to, ctx.actor.today);
  const candidates = await candidatesFor(ctx, post);
  const deputy = candidates.find(({ id }) => id === body.user);
  if (deputy === undefined)
    throw problems.rule(
      "只能请同单位、同机构在用账号的人代理，三员和本人除外",
      "A deputy is somebody with an account in use of the same unit or bureau, no administrator and not oneself",
    );
  const id = await asDoorkeeper(ctx.tx, ctx.actor, async () => {
    // One holder, one at a time: two requests at once must not each miss the other.
    await ctx.tx.execute(sql`select pg_advisory_xact_lock(7307, ${post.id})`);
    const meanwhile = await ctx.tx.execute(sql`
      select 1 from deputies where post_id = ${post.id} and ended_at is null
        and valid_from <= ${body.to}::date and valid_to >= ${body.from}::date`);
    if (meanwhile.rows.length > 0)
      throw problems.conflict(
        "这段时间已请了人代理；要换人请先结束原来的代理",
        "Somebody stands in during that time already; end that first to name another",
      );
    const [row] = await ctx.tx
      .insert(tables.deputies)
      .values({
        postId: post.id,
        userId: deputy.id,
        validFrom: body.from,
        validTo: body.to,
        namedBy: ctx.actor.userId,
        namedAt: ctx.now,
      })
      .returning({ id: tables.deputies.id });
    return row!.id;
  });
  await ctx.audit({
    object: `deputy/${id}`,
    regionId: place.regionId,
    detail: { post: post.id, role: post.role, deputy: deputy.id, from: body.from, to: body.to },
  });
  const word = roleWords[post.role];
  await notify(ctx, {
    key: `account/deputy/${id}`,
    kind: "account",
    title: { zh: `请您代理${word.zh}`, en: `You stand in as ${word.en}` },
    body: {
      zh: `${ctx.actor.name}请您自 ${body.from} 至 ${body.to} 代理${post.place}的${word.zh}，代签处将写明代谁。不便代理时可在「我的账号」结束。`,
      en: `${ctx.actor.name} asks you to stand in as ${word.en} of ${post.place} from ${body.from} to ${body.to}; what you sign says for whom. You may end it in "My account".`,
    },
    link: "",
    object: `deputy/${id}`,
    to: { users: [deputy.id] },
  });
  return (await loadDeputies(ctx, { id }))[0]!.deputy;
}

export async function listCandidates(ctx: Ctx, { query }: Input<typeof contract.listCandidates>) {
  const { post } = await ownPost(ctx, query.post);
  return { items: await candidatesFor(ctx, post) };
}

/** A post of one's own that one may lend. @throws not_found, or the refusal for administrators. */
async function ownPost(ctx: Ctx, id: number): Promise<StoredPost> {
  const posts = await loadPosts(ctx.tx, ctx.actor, { userId: ctx.actor.userId, open: true });
  const found = posts.find(({ post }) => post.id === id);
  if (found === undefined) throw problems.notFound(`post/${id}`);
  if (administrators.has(found.post.role))
    throw problems.rule("三员的岗位不能请人代理", "The posts of the three administrators have no deputies");
  return found;
}

function mustBeTime(from: string, to: string, today: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const longest = rules.longestDeputyDays;
  if (to < from || to < today)
    throw problems.badRequest([
      {
        path: "body.to",
        zh: "不能早于第一天，也不能早于今天",
        en: "must not lie before the first day or before today",
      },
    ]);
  if (days > longest)
    throw problems.badRequest([
      { path: "body.to", zh: `至多 ${longest} 天；更久请办移交`, en: `at most ${longest} days; for longer hand over` },
    ]);
}

type Candidate = { id: number; username: string; name: string };

/** Whoever belongs to the unit or bureau by account or by post. */
async function candidatesFor(ctx: Ctx, post: StoredPost["post"]): Promise<Candidate[]> {
  const { userId, today } = ctx.actor;
  const home =
    post.unitId === null ? sql`u.region_id = ${post.regionId} and u.unit_id is null` : sql`u.unit_id = ${post.unitId}`;
  const serves =
    post.unitId === null ? sql`p.region_id = ${post.regionId} and p.unit_id is null` : sql`p.unit_id = ${post.unitId}`;
  const found = await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute<Candidate>(sql`
      select u.id, u.username, u.name from users u
      where u.disabled_at is null and u.id <> ${userId}
        and (${home} or exists (select 1 from posts p where p.user_id = u.id and ${holds(today)} and ${serves}))
        and not exists (select 1 from posts p where p.user_id = u.id and ${holds(today)} and p.role = any(${sql.param([...administrators])}::text[]))
      limit 200`),
  );
  return found.rows.toSorted((a, b) => byCode(a.name, b.name) || a.id - b.id);
}
