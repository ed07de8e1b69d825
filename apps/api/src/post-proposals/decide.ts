import { sql } from "drizzle-orm";
import type { Input, postProposals as contract } from "@duibiao/contract";
import { notify } from "../notices/notify.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { addPost, mayHold, type Wish } from "../posts/grant.ts";
import { roleWords } from "../words.ts";
import { loadProposals } from "./list.ts";

/** 确认或否决提名: the second of two people, one of whom is a security administrator. All of them or none. */
export async function decideProposals(ctx: Ctx, { body }: Input<typeof contract.decideProposals>) {
  const ids = [...new Set(body.ids)];
  const open = await loadProposals(ctx, { ids });
  for (const id of ids) {
    const proposal = open.find((p) => p.id === id);
    if (proposal === undefined) throw problems.notFound(`proposal/${id}`);
    const place = { regionId: proposal.regionId, unitId: proposal.unitId };
    ctx.must("post.propose", place);
    if (proposal.userId === ctx.actor.userId) throw problems.ownAccount();
    if (!proposal.mine) throw problems.secondAdministrator();
    const decided = await ctx.tx.execute(sql`
      update post_proposals set decided_by = ${ctx.actor.userId}, decided_at = ${ctx.now.toISOString()}::timestamptz,
        confirmed = ${body.confirm}, reason = ${body.reason}
      where id = ${id} and decided_at is null`);
    if (decided.rowCount === 0) throw problems.state("ended", "grant");
    if (body.confirm) {
      const wish = { user: proposal.userId, role: proposal.role, place, validTo: proposal.validTo };
      await mayHold(ctx, wish, "post.propose");
      await addPost(ctx, wish, { proposal: id });
      if (proposal.endsPost !== null) await endHandedOver(ctx, proposal.endsPost, wish);
    } else
      await ctx.audit({
        object: `proposal/${id}`,
        regionId: place.regionId,
        detail: { user: proposal.userId, role: proposal.role, declined: body.reason },
      });
  }
  return { decided: ids.length };
}

/** 移交: the other person's post ends as this one begins; whoever takes it over is told. */
async function endHandedOver(ctx: Ctx, post: number, { user, role, place }: Wish): Promise<void> {
  const ended = await ctx.tx.execute<{ userId: number }>(sql`
    update posts set ended_at = ${ctx.now.toISOString()}::timestamptz where id = ${post} and ended_at is null
    returning user_id as "userId"`);
  const [holder] = ended.rows;
  if (holder === undefined) return;
  await ctx.audit({
    object: `post/${post}`,
    regionId: place.regionId,
    detail: { user: holder.userId, role, handedOverTo: user },
  });
  const word = roleWords[role];
  await notify(ctx, {
    key: `account/hand-over/${post}`,
    kind: "account",
    title: { zh: `${word.zh}的任职已移交`, en: `The post of ${word.en} was handed over` },
    body: {
      zh: `经两位管理员办理，${word.zh}的任职已由原任交给接任者。`,
      en: `By two administrators the post of ${word.en} went from its holder to the one who follows.`,
    },
    link: "",
    object: `post/${post}`,
    to: { users: [user, holder.userId] },
  });
}
