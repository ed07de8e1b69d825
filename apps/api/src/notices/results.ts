import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import { ancestorsOn, keeperToday, regionOn, subtreeOn } from "../tree.ts";
import { notify } from "./notify.ts";

/** What is told of a city's consolidation and of a release. */

type Consolidation = { id: number; collectionId: number; cityId: number; number: number };

async function nameOf(ctx: Ctx, { collectionId, cityId }: Consolidation): Promise<string> {
  const found = await ctx.tx.execute<{ name: string }>(sql`select name from collections where id = ${collectionId}`);
  return `${found.rows[0]!.name} · ${regionOn(ctx.actor.tree, cityId, ctx.actor.today)?.name ?? ""}`;
}

/** The bureau that decides on a city's consolidation: the first one of a province or above. */
function decidingBureau({ actor }: Ctx, cityId: number): number | undefined {
  const home = keeperToday(actor.tree, cityId, actor.today);
  return [home, ...ancestorsOn(actor.tree, home, actor.today)].find((region) =>
    ["province", "nation"].includes(regionOn(actor.tree, region, actor.today)!.tier),
  );
}

export async function tellConsolidated(ctx: Ctx, row: Consolidation): Promise<void> {
  const bureau = decidingBureau(ctx, row.cityId);
  if (bureau === undefined) return;
  const name = await nameOf(ctx, row);
  await notify(ctx, {
    key: `consolidation_signed/consolidation/${row.id}`,
    kind: "consolidation_signed",
    title: { zh: `汇总待接收：${name}`, en: `A consolidation waits for a decision: ${name}` },
    body: { zh: `汇总第 ${row.number} 版已签署。`, en: `Consolidation ${row.number} was signed.` },
    link: `/city/reconcile/${row.id}`,
    object: `consolidation/${row.id}`,
    to: { roles: ["reviewer", "leader"], regions: [bureau] },
  });
}

export async function tellDecided(ctx: Ctx, row: Consolidation, kind: "accept" | "return", reason: string) {
  const name = await nameOf(ctx, row);
  const { number } = row;
  await notify(ctx, {
    key: `consolidation_decided/consolidation/${row.id}`,
    kind: "consolidation_decided",
    title:
      kind === "accept"
        ? { zh: `省已接收汇总：${name}`, en: `Consolidation accepted: ${name}` }
        : { zh: `汇总被退回：${name}`, en: `Consolidation returned: ${name}` },
    body:
      kind === "accept"
        ? { zh: `汇总第 ${number} 版已接收。`, en: `Consolidation ${number} was accepted.` }
        : {
            zh: `汇总第 ${number} 版被退回，理由：${reason}。请核对后重新签署。`,
            en: `Consolidation ${number} was returned: ${reason}. Look again and sign a new one.`,
          },
    link: `/city/reconcile/${row.id}`,
    object: `consolidation/${row.id}`,
    to: { roles: ["reviewer", "leader"], regions: [row.cityId] },
  });
}

type Release = { id: number; ownerRegionId: number; number: number; title: string };

/** 征求意见 and 发布: bureaus below, and those who report a region's total, each to the page of their own app. */
export async function tellRelease(ctx: Ctx, release: Release, to: "consulting" | "published"): Promise<void> {
  const { tree, today } = ctx.actor;
  const regions = subtreeOn(tree, release.ownerRegionId, today);
  const totals = await ctx.tx.execute<{ unit: number }>(sql`
    select unit_id as unit from unit_versions
    where covers = 'whole' and region_id = any(${`{${regions.join(",")}}`}::int[]) and ${today}::date >= valid_from and (valid_to is null or ${today}::date < valid_to)`);
  const words =
    to === "consulting"
      ? {
          zh: "征求意见",
          en: "For comment",
          body: {
            zh: "请核对本地区的结果，有不同意见请在规定期限内提出。",
            en: "Check your region's result and say in time what you disagree with.",
          },
        }
      : {
          zh: "结果发布",
          en: "Published",
          body: {
            zh: "可查看本地区的结果、失分项和计算依据。",
            en: "See your region's result, where it lost points and how it was computed.",
          },
        };
  const notice = {
    kind: to === "consulting" ? ("release_consulting" as const) : ("release_published" as const),
    title: {
      zh: `${words.zh}：${release.title}（第 ${release.number} 版）`,
      en: `${words.en}: ${release.title} (release ${release.number})`,
    },
    body: words.body,
    object: `release/${release.id}`,
  };
  const key = `${notice.kind}/release/${release.id}/${ctx.now.toISOString()}`;
  const link = `results/${release.id}`;
  await notify(ctx, {
    ...notice,
    key,
    link: `/county/${link}`,
    to: { roles: ["clerk", "head"], units: totals.rows.map(({ unit }) => unit) },
  });
  const below = regions.filter((region) => region !== release.ownerRegionId);
  await notify(ctx, {
    ...notice,
    key,
    link: `/city/${link}`,
    to: { roles: ["reviewer", "leader", "analyst"], regions: below },
  });
  await notify(ctx, {
    ...notice,
    key,
    link: `/province/releases/${release.id}`,
    to: { roles: ["reviewer", "leader", "analyst"], regions: [release.ownerRegionId] },
  });
}
