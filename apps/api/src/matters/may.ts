import type { matters as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { bureauFor } from "../submissions/states.ts";
import { eventsOf } from "./add.ts";
import { asksFor, type Matter } from "./open.ts";

type May = (typeof contract.mayDo)[number];
type Event = Pick<typeof tables.matterEvents.$inferSelect, "deed" | "userId">;

/** Acceptances of what is asked now: of a request that was mended, only those since. */
export function approvalsOf<E extends Event>(events: readonly E[]): E[] {
  const from = events.findLastIndex(({ deed }) => deed === "asked" || deed === "amended");
  return events.slice(from).filter(({ deed }) => deed === "approved");
}

/** Whoever asked for it, mended it or gave evidence, or has passed a tier of what is asked now: they do not decide on it. */
export const isInvolved = (events: readonly Event[], userId: number): boolean =>
  approvalsOf(events).some((event) => event.userId === userId) ||
  events.some((event) => event.userId === userId && ["asked", "amended", "attached"].includes(event.deed));

/** The tier's bureau for this matter is served by the actor. */
export const servesTurn = ({ actor }: Ctx, { regionId, turn }: Matter): boolean =>
  turn !== null && servesBureau(actor, "correction.decide", bureauFor(actor.tree, regionId, turn, actor.today));

/** What the actor may do to a matter as it stands; every verb asks the same. */
export function mayDo(ctx: Ctx, matter: Matter, events: readonly Event[]): May[] {
  const { kind, state } = matter;
  const asker = asksFor(ctx, matter);
  const untouched = state === "open" && approvalsOf(events).length === 0;
  const decides =
    kind === "correction" && state === "open" && servesTurn(ctx, matter) && !isInvolved(events, ctx.actor.userId);
  const replies =
    kind === "objection" &&
    state === "open" &&
    servesBureau(ctx.actor, "objection.reply", matter.ownerRegionId) &&
    !isInvolved(events, ctx.actor.userId);
  const given: Record<May, boolean> = {
    decide: decides,
    return: decides,
    amend: kind === "correction" && state === "returned" && asker,
    attach: asker && (untouched || state === "returned"),
    withdraw: asker && (state === "open" || state === "returned"),
    reply: replies,
    preview: state === "open" || state === "returned",
  };
  return (Object.keys(given) as May[]).filter((deed) => given[deed]);
}

/** Refuses what belongs to whoever asked, to anybody else, and where it is too late for it. */
export async function mustAsk(ctx: Ctx, matter: Matter, deed: "amend" | "attach" | "withdraw"): Promise<void> {
  if (!asksFor(ctx, matter)) throw problems.forbidden(`matter ${deed}`);
  if (!mayDo(ctx, matter, await eventsOf(ctx, [matter.id])).includes(deed)) throw problems.state(matter.state, deed);
}
