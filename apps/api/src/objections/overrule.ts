import { and, asc, eq, inArray } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { addEvent, changeMatter } from "../matters/add.ts";
import { numberOf, type Matter } from "../matters/open.ts";
import { tellOutcome } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import { lineOf, type ReleaseRow } from "../releases/states.ts";
import type { Ctx } from "../serve.ts";

/**
 * Nothing is published while an objection to it, or to an edition before it, waits for its reply - unless it is overruled
 * with a reason, which every reader of the release sees.
 * @returns what the step says of it; null where nothing was open.
 */
export async function overrule(ctx: Ctx, release: ReleaseRow, reason: string): Promise<string | null> {
  const m = tables.matters;
  const line = (await lineOf(ctx, release)).map(({ id }) => id);
  const open = await ctx.tx
    .select()
    .from(m)
    .where(and(inArray(m.releaseId, line), eq(m.kind, "objection"), eq(m.state, "open")))
    .orderBy(asc(m.id))
    .for("update");
  if (open.length === 0) return null;
  const numbers = open.map(numberOf).join("、");
  if (reason === "")
    throw problems.openObjections(
      numbers,
      open.map((matter) => ({ matter: matter.id, number: numberOf(matter) })),
    );
  for (const matter of open) await one(ctx, matter, reason);
  return `未采纳即发布 ${numbers}：${reason} / published over ${numbers}`;
}

async function one(ctx: Ctx, matter: Matter, reason: string): Promise<void> {
  await addEvent(ctx, matter, { deed: "overruled", tier: "province", text: reason });
  const changed = await changeMatter(ctx, matter, { state: "overruled", turn: null, dueAt: null });
  await tellOutcome(ctx, changed, reason);
}
