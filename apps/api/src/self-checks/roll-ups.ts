import { sql } from "drizzle-orm";
import type { Db } from "@duibiao/db";
import { compareWithOracle } from "../roll-ups/oracle.ts";
import type { Platform } from "../serve.ts";
import { loadTree } from "../tree.ts";
import { partOf, patiently, type Part } from "./part.ts";

/** What still waits to be rebuilt after so long is a fault of its own. */
const patience = "1 hour";

/** Every stored roll-up against the oracle, one collection after the other, each as of one moment. */
export async function rollUpsPart(db: Db, _books: Pick<Platform, "keys">, now: Date): Promise<Part> {
  const [tree, collections] = await db.transaction(async (tx) => [
    await loadTree(tx, null),
    await tx.execute<{ id: number; name: string }>(sql`select id, name from collections order by id`),
  ]);
  const faults: Part["faults"] = [];
  let checked = 0;
  for (const { id, name } of collections.rows) {
    await db.transaction(
      async (tx) => {
        await patiently(tx);
        const [dirty] = (
          await tx.execute<{ waits: boolean; long: boolean }>(sql`
            select count(*) > 0 as waits, coalesce(bool_or(at < ${now.toISOString()}::timestamptz - ${patience}::interval), false) as long
            from dirty where collection_id = ${id}`)
        ).rows;
        if (dirty!.long)
          faults.push({ zh: `${name}：有汇总值久未重算`, en: `${name}: roll-ups have waited long to be rebuilt` });
        // In the middle of a change the stored rows are behind, which is as it should be; tomorrow is another night.
        if (dirty!.waits) return;
        const { rows, differences } = await compareWithOracle(tx, tree, id);
        checked += rows;
        if (differences.length > 0)
          faults.push({
            zh: `${name}：${differences.length} 个汇总值与重算不符`,
            en: `${name}: ${differences.length} roll-up(s) are other than recomputed`,
          });
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  }
  return partOf("roll-ups", checked, faults);
}
