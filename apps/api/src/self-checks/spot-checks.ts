import { sql } from "drizzle-orm";
import type { Db } from "@duibiao/db";
import { sha256 } from "../evaluations/inputs.ts";
import { partOver, patiently, type Part } from "./part.ts";

const batch = 100;

type Row = {
  id: number;
  size: number;
  seed: number;
  frame: string;
  frameHash: string;
  /** Canonical JSON; null: not drawn yet. */
  cells: string | null;
  hash: string | null;
  /** What the sealed log says was fixed, and which draw was made; null of what was loaded in bulk. */
  fixed: { size: number; seed: number; frameHash: string } | null;
  drawn: string | null;
};

/**
 * Every spot check: its frame and its sample have their hashes, and the log says that this frame, size and seed were
 * fixed and this sample drawn. Whoever writes frame, seed and sample anew so that they fit each other is found by it.
 */
export const spotChecksPart = (db: Db): Promise<Part> =>
  partOver("spot-checks", batch, (after) => checksAfter(db, after), faultsOf);

const checksAfter = (db: Db, after: number): Promise<Row[]> =>
  db.transaction(async (tx) => {
    await patiently(tx);
    const logged = (operation: string) => sql`(select a.detail from audit_log a
      where a.object = 'spot-check/' || k.id and a.action = ${operation} and a.result = 'done' order by a.id limit 1)`;
    const found = await tx.execute<Row>(sql`
      select k.id, k.size, k.seed, k.frame, k.frame_hash as "frameHash", d.cells, d.hash,
             ${logged("spot-checks.fix")} as fixed, ${logged("spot-checks.draw")} ->> 'draw' as drawn
      from spot_checks k left join spot_check_draws d on d.check_id = k.id
      where k.id > ${after} order by k.id limit ${batch}`);
    return found.rows;
  });

function faultsOf({ id, size, seed, frame, frameHash, cells, hash, fixed, drawn }: Row): Part["faults"] {
  const where = { zh: `抽查 ${id}`, en: `spot check ${id}` };
  const asFixed = fixed === null || (fixed.size === size && fixed.seed === seed && fixed.frameHash === frameHash);
  return [
    ...(sha256(frame) === frameHash && (cells === null || sha256(cells) === hash)
      ? []
      : [{ zh: `${where.zh}：内容与校验码不符`, en: `${where.en}: other content than its hash says` }]),
    ...(asFixed
      ? []
      : [
          {
            zh: `${where.zh}：抽样框、样本量或种子不是日志记载定下的`,
            en: `${where.en}: frame, size or seed are not what the log says was fixed`,
          },
        ]),
    ...(drawn === null || drawn === hash
      ? []
      : [{ zh: `${where.zh}：样本不是日志记载抽出的`, en: `${where.en}: not the sample that the log says was drawn` }]),
  ];
}
