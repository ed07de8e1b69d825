import { sql } from "drizzle-orm";
import type { Role } from "../policy.ts";

/**
 * 宽限: how long the post of somebody without whom a submission would stop works on after its last day. An administrator
 * who wants it to end on that very day ends it.
 */
const graceDays = 15;
const graceRoles: readonly Role[] = ["clerk", "head", "reviewer", "leader"];

/** Whether the post `p` of a query holds on a day: not ended, and within its last day or its grace. */
export const holds = (today: string) => sql`p.ended_at is null and (p.valid_to is null or p.valid_to >= ${today}::date
  - case when p.role = any(${sql.param(graceRoles)}::text[]) then ${graceDays}::int else 0 end)`;

type Ending = { role: Role; validTo: string | null; endedAt: string | null };

/** Last day of the grace that a post is in; null: it is not. */
export function graceOf({ role, validTo, endedAt }: Ending, today: string): string | null {
  if (validTo === null || endedAt !== null || validTo >= today || !graceRoles.includes(role)) return null;
  const last = new Date(Date.parse(`${validTo}T00:00:00Z`) + graceDays * 86_400_000).toISOString().slice(0, 10);
  return last < today ? null : last;
}
