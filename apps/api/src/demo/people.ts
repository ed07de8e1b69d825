import { deputies, postProposals, posts } from "@duibiao/contract";
import { sql } from "drizzle-orm";
import { beijingDay } from "../actor.ts";
import { nameDeputy } from "../deputies/name.ts";
import { createProposal } from "../post-proposals/create.ts";
import { extendPost } from "../posts/extend.ts";
import { act, type Stage } from "./stage.ts";

const city = "990800";

/** What administrators find: two posts proposed, one that ends soon, and a leader on leave whose deputy signs (演示). */
export async function playPeople(stage: Stage, now: Date): Promise<void> {
  const { tx, people, regions } = stage;
  const day = (ahead: number) => beijingDay(new Date(now.getTime() + ahead * 86_400_000));
  const user = (username: string) => people.get(username)!.id;
  const postOf = async (username: string) => {
    const found = await tx.execute<{ id: number }>(
      sql`select id from posts where user_id = ${user(username)} order by id`,
    );
    return found.rows[0]!.id;
  };
  for (const username of [`reviewer.${city}`, `reviewer2.${city}`])
    await act(
      stage,
      "sysadmin.990000",
      now,
      { operation: postProposals.createProposal, verb: createProposal },
      { params: {}, query: {}, body: { user: user(username), role: "analyst", region: regions.get(city)! } },
    );
  await act(
    stage,
    "secadmin.990000",
    now,
    { operation: posts.extendPost, verb: extendPost },
    { params: { id: await postOf("clerk.990801") }, query: {}, body: { validTo: day(10), reason: "轮岗（演示）" } },
  );
  await act(
    stage,
    `leader.${city}`,
    now,
    { operation: deputies.nameDeputy, verb: nameDeputy },
    {
      params: {},
      query: {},
      body: { post: await postOf(`leader.${city}`), user: user(`reviewer2.${city}`), from: day(0), to: day(13) },
    },
  );
}
