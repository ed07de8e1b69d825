import { and, desc, eq } from "drizzle-orm";
import type { Input, notices as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const none = { email: "", wecom: "", zwding: "", off: [] as string[], digest: false };
const shown = ({ email, wecom, zwding, off, digest }: typeof none) => ({ email, wecom, zwding, off, digest });

export async function read(ctx: Ctx, _input: Input<typeof contract.readNoticeSettings>) {
  const { noticeSettings: s, deliveries: d, notices: n } = tables;
  const [row] = await ctx.tx.select().from(s).where(eq(s.userId, ctx.actor.userId));
  const failed = await ctx.tx
    .select({ channel: d.channel, at: n.at, fault: d.fault })
    .from(d)
    .innerJoin(n, eq(n.id, d.noticeId))
    .where(and(eq(d.userId, ctx.actor.userId), eq(d.state, "failed")))
    .orderBy(desc(d.noticeId))
    .limit(5);
  return { ...shown(row ?? none), channels: (ctx.platform.channels ?? []).map(({ name }) => name), failed };
}

/** Whoever gave an address is told over it; the audit row says that it changed, not what it is. */
export async function change(ctx: Ctx, { body }: Input<typeof contract.changeNoticeSettings>) {
  const { noticeSettings: s } = tables;
  const values = { ...body, off: [...new Set(body.off)].sort(), updatedAt: ctx.now };
  await ctx.tx
    .insert(s)
    .values({ userId: ctx.actor.userId, ...values })
    .onConflictDoUpdate({ target: s.userId, set: values });
  const given = (["email", "wecom", "zwding"] as const).filter((way) => body[way] !== "");
  await ctx.audit({ object: `user/${ctx.actor.userId}`, detail: { given, off: values.off, digest: body.digest } });
  return shown(values);
}
