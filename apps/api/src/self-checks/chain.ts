import type { Db } from "@duibiao/db";
import { keptHeads } from "../audit/head.ts";
import { checkChain } from "../audit/verify.ts";
import type { Platform } from "../serve.ts";
import { partOf, patiently, type Part } from "./part.ts";

/** The whole chain, and every head that was kept outside the database. */
export async function chainPart(db: Db, { keys, headsFile }: Pick<Platform, "keys" | "headsFile">): Promise<Part> {
  const { sealed, firstBreak } = await db.transaction(async (tx) => {
    await patiently(tx);
    return checkChain(tx, keys, keptHeads(headsFile));
  });
  return partOf("chain", sealed, firstBreak === null ? [] : [{ zh: firstBreak.zh, en: firstBreak.en }]);
}
