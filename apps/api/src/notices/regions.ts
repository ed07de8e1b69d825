import type { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { notify } from "./notify.ts";

type Change = Pick<typeof tables.regionChanges.$inferSelect, "id" | "effective" | "documentNo" | "handOver">;

/** Tells whoever gave something away or took it over in a change of regions: units, and the bureaus that review them. */
export async function tellHandedOver(ctx: Ctx, { id, effective, documentNo, handOver }: Change): Promise<void> {
  if (handOver.length === 0) return;
  const seats = handOver.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const count = handOver.length;
  const named = documentNo === "" ? "" : `（${documentNo}）`;
  const notice = {
    kind: "region_change" as const,
    title: { zh: `区划变更交接：${count} 项未锁定的任务`, en: `Change of regions: ${count} open tasks handed over` },
    body: {
      zh: `自 ${effective} 起的区划变更${named}使 ${count} 项未锁定的任务改由新的地区办理，或随单位终止。`,
      en: `The change of regions from ${effective} moves ${count} open tasks to other regions, or ends them with their units.`,
    },
    object: `region-change/${id}`,
  };
  await notify(ctx, {
    ...notice,
    key: `region_change/region-change/${id}/bureaus`,
    link: `/city/region-changes/${id}`,
    to: {
      roles: ["reviewer", "leader"],
      regions: [...new Set(seats.flatMap(({ region, city }) => [region, city]))],
    },
  });
  await notify(ctx, {
    ...notice,
    key: `region_change/region-change/${id}/units`,
    title: { zh: "区划变更：贵单位的任务改由新的地区审核", en: "Change of regions: your tasks go to another bureau" },
    body: {
      zh: `自 ${effective} 起的区划变更${named}涉及贵单位未锁定的任务，已填内容不变。`,
      en: `The change of regions from ${effective} concerns your open tasks; what you entered stays as it is.`,
    },
    link: "/county/",
    to: { roles: ["clerk", "head"], units: [...new Set(handOver.map(({ unit }) => unit))] },
  });
}
