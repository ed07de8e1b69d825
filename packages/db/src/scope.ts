import { sql } from "drizzle-orm";
import type { Tx } from "./open.ts";

/** What row-level security lets a transaction see. Everything empty: nothing. */
export type Scope = {
  userId: number | null;
  /** Regions of today's subtree, and closed regions that it took over. */
  regions: readonly number[];
  /** Those of them that rows are keyed by (cities and above): a short list, so that most rows are decided quickly. */
  cities: readonly number[];
  /** Regions above, whose releases this person may read. */
  ancestors: readonly number[];
  units: readonly number[];
  /** session: password and token checks; platform: the whole platform's administrator; audit: an auditor. */
  purposes: readonly ("session" | "platform" | "audit")[];
};

export const nobody: Scope = { userId: null, regions: [], cities: [], ancestors: [], units: [], purposes: [] };

const ids = (list: readonly number[]) => {
  for (const id of list) if (!Number.isSafeInteger(id)) throw new Error("a scope is made of integers");
  return list.join(",");
};

/**
 * How the server plans what a connection has prepared: for each call anew where that looks cheaper, or `once` for all
 * calls, which suits what is asked of one person or one submission by its keys.
 */
export type Plans = "each" | "once";

// What is asked by keys never reads a table whole, however small it was when the plan was made.
const planMode = (plans: Plans) =>
  plans === "once"
    ? "set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off"
    : "set local plan_cache_mode = auto; set local enable_seqscan = on";

/** What follows in the transaction is asked of one thing by its keys: no planning for each call. */
export async function planOnce(tx: Tx): Promise<void> {
  await tx.execute(sql.raw(planMode("once")));
}

/**
 * Sets a transaction's scope. The only place that does; SET LOCAL with literals (set_config would not reach
 * the workers of a distributed server), and only integers and fixed words enter the text.
 */
export async function setScope(tx: Tx, scope: Scope, plans: Plans = "each"): Promise<void> {
  const user = scope.userId === null ? "" : ids([scope.userId]);
  await tx.execute(
    sql.raw(
      `set local app.user_id = '${user}'; set local app.regions = '${ids(scope.regions)}'; set local app.cities = '${ids(scope.cities)}'; ` +
        `set local app.ancestors = '${ids(scope.ancestors)}'; set local app.units = '${ids(scope.units)}'; ` +
        `set local app.purpose = '${scope.purposes.join(",")}'; ${planMode(plans)}`,
    ),
  );
}
