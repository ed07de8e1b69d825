import { dayOfDue } from "../calendar/workdays.ts";
import { numberOf, regionName, type Matter } from "../matters/open.ts";
import type { Ctx } from "../serve.ts";
import { bureauFor } from "../submissions/states.ts";
import type { Tree } from "../tree.ts";
import { notify, type Audience } from "./notify.ts";

/** What is told of a correction or an objection, to whose turn it is and to whoever asked. Titles name number and place, never a figure. */

const tierWords = {
  county: { zh: "县审", en: "county" },
  city: { zh: "市审", en: "city" },
  province: { zh: "省核", en: "province" },
} as const;
const stateWords: Partial<Record<Matter["state"], { zh: string; en: string }>> = {
  returned: { zh: "退回补正", en: "sent back" },
  approved: { zh: "已同意，更正生效", en: "approved, in effect" },
  refused: { zh: "不同意", en: "refused" },
  upheld: { zh: "异议采纳", en: "upheld" },
  partly: { zh: "异议部分采纳", en: "partly upheld" },
  overruled: { zh: "未采纳即发布", en: "published over it" },
};

const titled = (ctx: Ctx, matter: Matter) =>
  `${numberOf(matter)} · ${regionName(ctx.actor.tree, matter.regionId, ctx.actor.today)}`;

type Turn = Pick<Matter, "id" | "kind" | "turn" | "regionId" | "ownerRegionId">;

/** Who decides on a correction or answers an objection now, and the page where they do. */
export function turnOf(tree: Tree, today: string, matter: Turn): { to: Audience; link: string } {
  const { id, kind, turn, regionId, ownerRegionId } = matter;
  return {
    to:
      kind === "correction"
        ? { roles: ["reviewer", "leader"], regions: [bureauFor(tree, regionId, turn!, today)] }
        : { roles: ["analyst", "leader"], regions: [ownerRegionId] },
    link: `/${turn === "province" ? "province" : "city"}/matters/${id}`,
  };
}

/** A matter waits for the bureau of its turn. */
export async function tellTurn(ctx: Ctx, matter: Matter): Promise<void> {
  const { id, turn, kind } = matter;
  const { zh, en } = tierWords[turn!];
  await notify(ctx, {
    key: `${kind}/matter/${id}/${turn}/${ctx.now.toISOString()}`,
    kind,
    ...(kind === "correction"
      ? {
          title: { zh: `更正待审：${titled(ctx, matter)}`, en: `A correction waits: ${titled(ctx, matter)}` },
          body: {
            zh: `锁定后更正，待${zh}。各级同意前，锁定的数值不变。`,
            en: `A correction after lock, waiting for the ${en}. Until every tier approves, the locked figures stand.`,
          },
        }
      : {
          title: { zh: `异议待答复：${titled(ctx, matter)}`, en: `An objection waits: ${titled(ctx, matter)}` },
          body: {
            zh: `请于 ${dayOfDue(matter.dueAt!)} 24:00 前书面答复。答复前，该结果不能发布。`,
            en: `Reply in writing by ${dayOfDue(matter.dueAt!)}. Until then the release cannot be published.`,
          },
        }),
    ...turnOf(ctx.actor.tree, ctx.actor.today, matter),
    object: `matter/${id}`,
  });
}

/** What waited was taken back: whoever had to decide or answer need not any more. */
export async function tellWithdrawn(ctx: Ctx, matter: Matter, reason: string): Promise<void> {
  const { id, kind } = matter;
  await notify(ctx, {
    key: `${kind}/matter/${id}/withdrawn`,
    kind,
    title: { zh: `已撤回：${titled(ctx, matter)}`, en: `Withdrawn: ${titled(ctx, matter)}` },
    body: {
      zh: `提出单位已撤回，无须再办。原因：${reason}`,
      en: `Whoever asked took it back; nothing is left to do. Reason: ${reason}`,
    },
    ...turnOf(ctx.actor.tree, ctx.actor.today, matter),
    object: `matter/${id}`,
  });
}

/** What became of it, to the people of the unit or bureau that asked. */
export async function tellOutcome(ctx: Ctx, matter: Matter, reason: string): Promise<void> {
  const { id, unitId, regionId, kind, state } = matter;
  const { zh, en } = stateWords[state]!;
  await notify(ctx, {
    key: `${kind}/matter/${id}/${state}/${ctx.now.toISOString()}`,
    kind,
    title: { zh: `${zh}：${titled(ctx, matter)}`, en: `${titled(ctx, matter)}: ${en}` },
    body: {
      zh: reason === "" ? "请查看办理情况。" : `说明：${reason}`,
      en: reason === "" ? "See what was decided." : reason,
    },
    link: `/${unitId === null ? "city" : "county"}/matters/${id}`,
    object: `matter/${id}`,
    to:
      unitId === null
        ? { roles: ["leader", "analyst"], regions: [regionId] }
        : { roles: ["clerk", "head"], units: [unitId] },
  });
}
