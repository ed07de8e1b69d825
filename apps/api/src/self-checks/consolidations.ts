import { sql } from "drizzle-orm";
import type { Db, Tx } from "@duibiao/db";
import { documentHash, type Included } from "../consolidations/state.ts";
import { partOver, patiently, type Part } from "./part.ts";

const batch = 100;

type Row = {
  id: number;
  city: number;
  collection: number;
  document: { collection: number; city: number; included: Included[] };
  hash: string;
  /** What the sealed log says was signed; null of what was loaded in bulk. */
  logged: string | null;
};

/** With the hashes of the revisions that the batch lists, by submission and revision. */
type Listed = Row & { revisions: ReadonlyMap<string, string> };

/** Every consolidation: its document has its hash, the log says that this hash was signed, and it lists revisions as they are. */
export const consolidationsPart = (db: Db): Promise<Part> =>
  partOver("consolidations", batch, (after) => db.transaction((tx) => signedAfter(tx, after)), faultsOf);

async function signedAfter(tx: Tx, after: number): Promise<Listed[]> {
  await patiently(tx);
  const found = await tx.execute<Row>(sql`
    select k.id::float8 as id, k.city_id as city, k.collection_id as collection, k.document, k.hash,
           (select a.detail ->> 'hash' from audit_log a
            where a.object = 'consolidation/' || k.id and a.action = 'consolidations.sign' and a.result = 'done' order by a.id limit 1) as logged
    from consolidations k where k.id > ${after} order by k.id limit ${batch}`);
  const listed = found.rows.flatMap(({ document }) => document.included ?? []);
  const ids = (of: (one: Included) => number) => `{${listed.map(of).join(",")}}`;
  const stored = await tx.execute<{ at: string; hash: string }>(sql`
    select distinct r.submission_id || '/' || r.revision as at, r.hash
    from unnest(${ids((one) => one.submission)}::bigint[], ${ids((one) => one.revision)}::int[]) as w (submission, revision)
    join revisions r on r.submission_id = w.submission and r.revision = w.revision`);
  const revisions = new Map(stored.rows.map(({ at, hash }) => [at, hash]));
  return found.rows.map((row) => ({ ...row, revisions }));
}

function faultsOf({ id, city, collection, document, hash, logged, revisions }: Listed): Part["faults"] {
  const where = { zh: `汇总版次 ${id}`, en: `consolidation ${id}` };
  const same = documentHash(document) === hash && document.collection === collection && document.city === city;
  const other = (document.included ?? []).filter(
    (one) => revisions.get(`${one.submission}/${one.revision}`) !== one.hash,
  );
  return [
    ...(same ? [] : [{ zh: `${where.zh}：内容与校验码不符`, en: `${where.en}: other content than its hash says` }]),
    ...(logged === null || logged === hash
      ? []
      : [{ zh: `${where.zh}：不是日志记载签署的那一份`, en: `${where.en}: not the one that the log says was signed` }]),
    ...other.map(({ submission, revision }) => ({
      zh: `${where.zh}：所列报送 ${submission} 第 ${revision} 版与库中不同`,
      en: `${where.en}: lists submission ${submission}, revision ${revision} as it is not`,
    })),
  ];
}
