import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beginning, headText } from "@duibiao/indicators";
import type { Db, Tx } from "@duibiao/db";
import type { Platform } from "../serve.ts";

/** The end of the chain, or an earlier one; `signature` by the platform's key, which no database holds. */
export type Head = { seq: number; hash: string; signature: string };

/** Where the chain ends now; place 0 = nothing is sealed yet. */
export async function currentHead(tx: Tx | Db): Promise<{ seq: number; hash: string }> {
  const found = await tx.execute<{ seq: number; hash: string }>(sql`
    select seq::float8 as seq, hash from audit_seals order by seq desc limit 1`);
  return found.rows[0] ?? { seq: 0, hash: beginning };
}

export function signedHead(keys: Platform["keys"], head: { seq: number; hash: string }): Head {
  return { ...head, signature: keys.sign(headText(head)) };
}

/**
 * Appends the signed head of now to the file outside the database, if it has moved on since. Run it every ten minutes
 * with the worker's database: whoever cuts or rewrites the chain would have to change this file and hold the key too.
 */
export async function keepHead(db: Db, keys: Platform["keys"], file: string): Promise<Head | null> {
  const head = await currentHead(db);
  if (head.seq === 0 || keptHeads(file).at(-1)?.seq === head.seq) return null;
  const signed = signedHead(keys, head);
  appendFileSync(file, `${JSON.stringify(signed)}\n`, { mode: 0o600 });
  return signed;
}

/** Heads kept so far, oldest first. A last line cut short by a crash is left out. */
export function keptHeads(file: string | undefined): Head[] {
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Head];
    } catch {
      return [];
    }
  });
}
