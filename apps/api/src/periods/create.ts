import { and, eq } from "drizzle-orm";
import type { Input, periods as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readPeriod } from "@duibiao/indicators";
import { grants } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { periodOf } from "./list.ts";

/** Sets up a period, or gives the one that is already there. Periods belong to the whole platform. */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createPeriod>) {
  const post = ctx.actor.posts.find((p) => grants(p, "period.create"));
  ctx.must("period.create", { regionId: post?.regionId ?? null, unitId: null });
  const period = readPeriod(body.kind, body.period);
  if (period === null) {
    throw problems.rule(
      `「${body.period}」不是有效的报告期；写法：月 2026-03，季 2026Q1，半年 2026H1，年 2026，时点 2026-01-01，自定义 2024-02-01/2025-01-31 或 2024-02-01/P1Y`,
      `"${body.period}" is no period of kind ${body.kind}; write month 2026-03, quarter 2026Q1, half 2026H1, year 2026, instant 2026-01-01, custom 2024-02-01/2025-01-31 or 2024-02-01/P1Y`,
      { path: "body.period" },
    );
  }
  const { periods } = tables;
  const row = { key: period.key, kind: period.kind, startDate: period.start, endDate: period.end };
  const added = await ctx.tx.insert(periods).values(row).onConflictDoNothing().returning();
  const [stored] =
    added.length > 0
      ? added
      : await ctx.tx
          .select()
          .from(periods)
          .where(
            and(eq(periods.kind, row.kind), eq(periods.startDate, row.startDate), eq(periods.endDate, row.endDate)),
          );
  await ctx.audit({
    object: `period/${stored!.id}`,
    detail: { key: period.key, kind: period.kind, added: added.length > 0 },
  });
  return periodOf(stored!);
}
