import type { tables } from "@duibiao/db";
import { dayOfDue, type Calendar } from "../calendar/workdays.ts";
import { unitNames } from "../burden/read.ts";
import { notify, type Notice } from "../notices/notify.ts";
import { taskLink } from "../notices/submissions.ts";
import type { Ctx } from "../serve.ts";
import { bureauFor, reviewTiers } from "../submissions/states.ts";
import { latestOf } from "./authority.ts";

type Collection = typeof tables.collections.$inferSelect;
type Extension = typeof tables.extensions.$inferSelect;

const day = (until: Date | null) => (until === null ? "" : dayOfDue(until));

/** Tells the leaders who may give it that a unit asks for an extension. */
export async function tellAsked(
  ctx: Ctx,
  { collection, calendar }: { collection: Collection; calendar: Calendar },
  { id, unitId, regionId, until, reason, userName }: Extension,
): Promise<void> {
  const unit = (await unitNames(ctx, [unitId])).get(unitId) ?? "";
  const may = reviewTiers.filter((tier) => (latestOf(calendar, collection, tier) ?? new Date(0)) >= until!);
  const bureaus = (tiers: readonly (typeof reviewTiers)[number][]) => [
    ...new Set(tiers.map((tier) => bureauFor(ctx.actor.tree, regionId, tier, ctx.actor.today))),
  ];
  const say = (link: string, regions: readonly number[]) =>
    regions.length === 0
      ? Promise.resolve()
      : notify(ctx, {
          key: `extension/asked/${id}${link}`,
          kind: "extension",
          title: { zh: `延期申请：${unit}`, en: `Extension asked: ${unit}` },
          body: {
            zh: `“${collection.name}”申请延至 ${day(until)}（申请人 ${userName}）：${reason}`,
            en: `"${collection.name}" until ${day(until)}, asked by ${userName}: ${reason}`,
          },
          link,
          object: `extension/${id}`,
          to: { roles: ["leader"], regions },
        });
  await say("/city/extensions", bureaus(may.filter((tier) => tier !== "province")));
  await say(`/province/collections/${collection.id}`, bureaus(may.filter((tier) => tier === "province")));
}

/** Tells the units what was decided, with the reason. */
export async function tellDecided(ctx: Ctx, collection: Collection, rows: readonly Extension[]): Promise<void> {
  const [first, ...others] = rows.map((row) => decided(collection, row));
  await notify(ctx, first!, ...others);
}

const decided = ({ id: collectionId, name }: Collection, row: Extension): Notice => ({
  key: `extension/decided/${row.id}`,
  kind: "extension",
  title:
    row.kind === "grant"
      ? { zh: `已延期至 ${day(row.until)}：${name}`, en: `Extended until ${day(row.until)}: ${name}` }
      : { zh: `延期未获批准：${name}`, en: `Extension refused: ${name}` },
  body: { zh: `${row.userName}：${row.reason}`, en: `${row.userName}: ${row.reason}` },
  link: taskLink({ collectionId, unitId: row.unitId }),
  object: `extension/${row.id}`,
  to: { roles: ["clerk", "head"], units: [row.unitId] },
});
