import { sql, type SQL } from "drizzle-orm";
import type { Db } from "@duibiao/db";
import { partOf, patiently, type Part } from "./part.ts";

const text = (column: SQL) => sql`convert_to(${column}, 'UTF8')`;

/** Everything that is stored with a SHA-256 of its bytes beside it. */
const stored = [
  { noun: "attachment", zh: "附件", from: sql`attachments`, bytes: sql`content`, hash: sql`sha256` },
  { noun: "matter file", zh: "办件附件", from: sql`matter_files`, bytes: sql`content`, hash: sql`sha256` },
  { noun: "filing", zh: "代报文件", from: sql`filings`, bytes: sql`content`, hash: sql`sha256` },
  { noun: "catalogue", zh: "目录", from: sql`catalogues`, bytes: text(sql`document`), hash: sql`hash` },
  { noun: "mapping", zh: "导入对应", from: sql`mappings`, bytes: text(sql`document`), hash: sql`hash` },
  { noun: "evaluation", zh: "评估输入", from: sql`evaluations`, bytes: text(sql`inputs`), hash: sql`inputs_hash` },
  { noun: "evaluation", zh: "评估结果", from: sql`evaluations`, bytes: text(sql`results`), hash: sql`results_hash` },
] as const;

/** Hashed where they lie: no file leaves the database for it. */
export async function filesPart(db: Db): Promise<Part> {
  return db.transaction(async (tx) => {
    await patiently(tx);
    let checked = 0;
    const faults: Part["faults"] = [];
    for (const { noun, zh, from, bytes, hash } of stored) {
      const found = await tx.execute<{ checked: number; wrong: number[] | null }>(sql`
        select count(*)::int as checked, array_agg(id::float8 order by id) filter (where encode(sha256(${bytes}), 'hex') <> ${hash}) as wrong
        from ${from}`);
      const { checked: all, wrong } = found.rows[0]!;
      checked += all;
      for (const id of wrong ?? [])
        faults.push({ zh: `${zh} ${id} 与校验码不符`, en: `${noun} ${id} does not have the hash that was stored` });
    }
    return partOf("files", checked, faults);
  });
}
