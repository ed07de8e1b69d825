import { sql } from "drizzle-orm";
import type { Input, Operation, Output } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import { actorById } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { can, grants } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx, Handler, Platform } from "../serve.ts";

/** Where the demo is played: one transaction of the database's owner, in which people act as they would through the server. */
export type Stage = {
  tx: Tx;
  platform: Platform;
  /** Ids by code. */
  regions: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, number>;
  people: ReadonlyMap<string, { id: number; name: string }>;
};

/** Looks up the ids of what the seed has put in. */
export async function stageOf(tx: Tx, platform: Platform): Promise<Stage> {
  const ids = async (table: string, id: string) => {
    const found = await tx.execute<{ code: string; id: number }>(sql.raw(`select code, ${id} as id from ${table}`));
    return new Map(found.rows.map((row) => [row.code, row.id]));
  };
  const people = await tx.execute<{ username: string; id: number; name: string }>(
    sql`select username, id, name from users`,
  );
  return {
    tx,
    platform,
    regions: await ids("region_versions", "region_id"),
    units: await ids("unit_versions", "unit_id"),
    people: new Map(people.rows.map(({ username, id, name }) => [username, { id, name }])),
  };
}

export type Deed<O extends Operation> = { operation: O; verb: Handler<O> };

/** Lets a person do one deed at a time of the demo's own: the same rights, the same verb, the same audit row as over the network. */
export async function act<O extends Operation>(
  stage: Stage,
  username: string,
  at: Date,
  { operation, verb }: Deed<O>,
  input: Input<O>,
): Promise<Output<O>> {
  const { tx, platform, people } = stage;
  const person = people.get(username);
  if (person === undefined) throw new Error(`${username} 不是演示账号 / is no demo account`);
  const actor = await actorById(tx, person.id, person.name, operation.action, at);
  if (!actor.posts.some((post) => grants(post, operation.action))) throw problems.forbidden(operation.action);
  const role = [...new Set(actor.posts.map((post) => post.role))].join(",");
  const by = { requestId: "demo", userId: person.id, role, source: "demo", action: operation.id };
  const ctx: Ctx = {
    tx,
    platform,
    actor,
    now: at,
    requestId: by.requestId,
    source: by.source,
    must: (action, place) => {
      if (!can(actor.posts, action, place, actor.within)) throw problems.forbidden(action);
    },
    audit: (entry) => leaveAudit(tx, by, entry, "done"),
  };
  return verb(ctx, input);
}

export const idOf = (ids: ReadonlyMap<string, number>, code: string): number => {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`演示省没有 ${code} / the demo province has no ${code}`);
  return id;
};
