import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { HotClient } from "./hot-client.ts";
import * as audit from "./schema/audit.ts";
import * as bills from "./schema/bills.ts";
import * as calendar from "./schema/calendar.ts";
import * as catalogues from "./schema/catalogues.ts";
import * as collections from "./schema/collections.ts";
import * as escalations from "./schema/escalations.ts";
import * as filings from "./schema/filings.ts";
import * as jointReviews from "./schema/joint-reviews.ts";
import * as items from "./schema/items.ts";
import * as meters from "./schema/meters.ts";
import * as notices from "./schema/notices.ts";
import * as exchange from "./schema/exchange.ts";
import * as matters from "./schema/matters.ts";
import * as panels from "./schema/panels.ts";
import * as regions from "./schema/regions.ts";
import * as releases from "./schema/releases.ts";
import * as rollUps from "./schema/roll-ups.ts";
import * as secondReviews from "./schema/second-reviews.ts";
import * as spotChecks from "./schema/spot-checks.ts";
import * as submissions from "./schema/submissions.ts";
import * as tokens from "./schema/tokens.ts";
import * as unitChanges from "./schema/unit-changes.ts";
import * as users from "./schema/users.ts";

/** Every table, by name. */
export const tables = {
  ...audit,
  ...bills,
  ...calendar,
  ...catalogues,
  ...collections,
  ...escalations,
  ...filings,
  ...jointReviews,
  ...items,
  ...meters,
  ...notices,
  ...exchange,
  ...matters,
  ...panels,
  ...regions,
  ...releases,
  ...rollUps,
  ...secondReviews,
  ...spotChecks,
  ...submissions,
  ...tokens,
  ...unitChanges,
  ...users,
};

export type Db = NodePgDatabase<typeof tables> & { $client: pg.Pool };
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Opens a pool under a runtime role's URL, with the time limits of a request. Queries of one transaction that are
 * started together (Promise.all) travel together: one round trip, run in the order in which they were started.
 */
export function openDb(url: string, max: number, applicationName: string): Db {
  const pool = new pg.Pool({
    connectionString: url,
    Client: HotClient,
    pipeline: true,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: 30_000,
    options:
      "-c statement_timeout=15000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC",
  });
  // An idle client that loses its server must not end the process; the next query says so instead.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return drizzle(pool, { schema: tables, casing: "snake_case" }) as Db;
}
