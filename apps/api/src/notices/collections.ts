import { sql } from "drizzle-orm";
import type { tables } from "@duibiao/db";
import { beijingMinute } from "../actor.ts";
import type { Ctx } from "../serve.ts";
import { notify } from "./notify.ts";
import { taskLink } from "./submissions.ts";

/** What is told of a task as a whole, and of what one unit owes in it. */

type Collection = typeof tables.collections.$inferSelect;

/** 布置: whoever owes it, and whoever will review it, each with their own due time. Nobody owes a ledger or history. */
export async function tellOpened(ctx: Ctx, collection: Collection, units: readonly number[]): Promise<void> {
  if (collection.origin !== "report") return;
  const { id, name, periodId, documentNo, ownerRegionId, dueUnit, dueCounty, dueCity, opensAt } = collection;
  const by = documentNo === "" ? "" : `（${documentNo}）`;
  const from = beijingMinute(opensAt);
  const object = `collection/${id}`;
  await notify(ctx, {
    key: `collection_opened/collection/${id}`,
    kind: "collection_opened",
    title: { zh: `新任务：${name}`, en: `New task: ${name}` },
    body: {
      zh: `${by}${from} 起填报，${beijingMinute(dueUnit)} 截止（北京时间）。`,
      en: `${by}Open from ${from}, due ${beijingMinute(dueUnit)} (Beijing time).`,
    },
    link: "/county/",
    object,
    to: { roles: ["clerk", "head"], units },
  });
  await notify(ctx, {
    key: `collection_opened/collection/${id}/review`,
    kind: "collection_opened",
    title: { zh: `新任务待审：${name}`, en: `New task to review: ${name}` },
    body: {
      zh: `${by}县审 ${beijingMinute(dueCounty)}、市审汇总 ${beijingMinute(dueCity)} 截止（北京时间）。`,
      en: `${by}County review due ${beijingMinute(dueCounty)}, city review and consolidation ${beijingMinute(dueCity)} (Beijing time).`,
    },
    link: `/city/?period=${periodId}`,
    object,
    to: { roles: ["reviewer", "leader"], below: ownerRegionId },
  });
}

export async function tellLocked(ctx: Ctx, { id, name }: Collection): Promise<void> {
  const owing = await ctx.tx.execute<{ unit: number }>(sql`
    select unit_id as unit from assignments where collection_id = ${id} and exempt_reason is null`);
  await notify(ctx, {
    key: `locked/collection/${id}`,
    kind: "locked",
    title: { zh: `已锁定：${name}`, en: `Locked: ${name}` },
    body: {
      zh: "本任务已锁定，此后只能申请更正。",
      en: "This task is locked; from here on there are only corrections.",
    },
    link: "/county/",
    object: `collection/${id}`,
    to: { roles: ["clerk", "head"], units: owing.rows.map(({ unit }) => unit) },
  });
}

type Change = {
  dueUntil?: string | null | undefined;
  dueReason?: string | undefined;
  exemptReason?: string | null | undefined;
};

/** 延期、免报, or taking either back. */
export async function tellAssignment(ctx: Ctx, { id, name, dueUnit }: Collection, unitId: number, change: Change) {
  const said: { zh: string; en: string }[] = [];
  if (change.exemptReason !== undefined)
    said.push(
      change.exemptReason === null
        ? { zh: "恢复报送义务", en: "owed again" }
        : { zh: `免报：${change.exemptReason}`, en: `exempt: ${change.exemptReason}` },
    );
  if (change.dueUntil !== undefined) {
    const until = beijingMinute(change.dueUntil === null ? dueUnit : new Date(change.dueUntil));
    said.push(
      change.dueUntil === null
        ? { zh: `期限恢复为 ${until}`, en: `due again by ${until}` }
        : { zh: `延期至 ${until}，理由：${change.dueReason}`, en: `extended to ${until}: ${change.dueReason}` },
    );
  }
  if (said.length === 0) return;
  await notify(ctx, {
    key: `extension/assignment/${id}/${unitId}/${ctx.now.toISOString()}`,
    kind: "extension",
    title: { zh: `报送义务有变：${name}`, en: `What you owe has changed: ${name}` },
    body: {
      zh: `${said.map(({ zh }) => zh).join("；")}（北京时间）。`,
      en: `${said.map(({ en }) => en).join("; ")} (Beijing time).`,
    },
    link: taskLink({ collectionId: id, unitId }),
    object: `assignment/${id}/${unitId}`,
    to: { roles: ["clerk", "head"], units: [unitId] },
  });
}

/** What changed of a task for everybody who owes it, or for some of them: due times, exemptions, that it is cancelled. */
export async function tellChanged(
  ctx: Ctx,
  { id, name }: Pick<Collection, "id" | "name">,
  units: readonly number[],
  said: { zh: string; en: string },
): Promise<void> {
  if (units.length === 0) return;
  await notify(ctx, {
    key: `extension/collection/${id}/${ctx.requestId}`,
    kind: "extension",
    title: { zh: `任务有变：${name}`, en: `A task has changed: ${name}` },
    body: said,
    link: "/county/",
    object: `collection/${id}`,
    to: { roles: ["clerk", "head"], units },
  });
}
