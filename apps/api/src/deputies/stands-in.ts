import { sql } from "drizzle-orm";
import { holds } from "../posts/holds.ts";

/** Whether a row of deputies, `d` unless it has another name, holds on a day. */
export const isDeputy = (today: string, name: "d" | "x" = "d") => {
  const d = sql.raw(name);
  return sql`${d}.ended_at is null and ${d}.valid_from <= ${today}::date and ${d}.valid_to >= ${today}::date`;
};

/** Posts for whose holders a person stands in on a day, with the holders' names. They end with the post, and with the holder's account. */
export const standingIn = (userId: number, today: string) => sql`
  select p.id, p.role, p.region_id, p.unit_id, h.name as holder, h.id as holder_id
  from deputies d join posts p on p.id = d.post_id and ${holds(today)} join users h on h.id = p.user_id and h.disabled_at is null
  where d.user_id = ${userId} and ${isDeputy(today)}`;
