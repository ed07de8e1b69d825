import { sql } from "drizzle-orm";
import type { audit as contract, Input, Output } from "@duibiao/contract";
import { beginning, headText, type SealedRow } from "@duibiao/indicators";
import { setScope, type Tx } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx, Platform } from "../serve.ts";
import { sealedColumns, sealHash } from "./chain.ts";
import { currentHead, keptHeads, signedHead, type Head } from "./head.ts";

type Verdict = Output<typeof contract.verifyAudit>;
type Break = NonNullable<Verdict["firstBreak"]>;
type Link = { seq: number; auditId: number; prev: string; hash: string; row: SealedRow | null };

const batch = 1000;
/** A row this much older than one sealed before it was not late, it was put in: no transaction of the platform takes so long. */
const latest = 15 * 60_000;

export async function readHead(ctx: Ctx) {
  const { keys } = ctx.platform;
  return { ...signedHead(keys, await currentHead(ctx.tx)), publicKey: keys.publicKey };
}

/**
 * Recomputes the whole chain and names the first break; then compares it with every head that was kept outside the
 * database, and with the one that the auditor brings. Any auditor may ask about the whole chain, because the answer
 * tells places in it and no contents: the scope is widened for this alone.
 */
export async function verifyAudit(ctx: Ctx, { query }: Input<typeof contract.verifyAudit>): Promise<Verdict> {
  if ((query.seq === undefined) !== (query.hash === undefined))
    throw problems.badRequest([{ path: "query", zh: "seq 与 hash 须同时给出", en: "seq and hash belong together" }]);
  const { tx, actor, platform } = ctx;
  await setScope(tx, {
    ...actor.scope,
    regions: [0, ...actor.tree.versions.keys()],
    purposes: ["audit"],
  });
  const kept = keptHeads(platform.headsFile);
  const brought = query.seq === undefined ? [] : [{ seq: query.seq, hash: query.hash! }];
  const chain = await checkChain(tx, platform.keys, kept, brought);
  const open = await tx.execute<{ n: number; oldest: string | null }>(sql`
    select count(*)::int as n, min(a.at) as oldest from audit_log a
    where not exists (select 1 from audit_seals s where s.audit_id = a.id)`);
  const { n, oldest } = open.rows[0]!;
  await setScope(tx, actor.scope);
  return {
    intact: chain.firstBreak === null,
    sealed: chain.sealed,
    unsealed: n,
    oldestUnsealedAt: oldest === null ? null : new Date(oldest),
    head: chain.head,
    headsCompared: kept.length + brought.length,
    firstBreak: chain.firstBreak,
  };
}

/** Recomputes the whole chain over rows that the transaction may read, and compares it with heads that were kept or brought. */
export async function checkChain(
  tx: Tx,
  keys: Platform["keys"],
  kept: readonly Head[],
  brought: readonly { seq: number; hash: string }[] = [],
) {
  const chain = await walkChain(tx);
  const forged = kept.find((head) => !keys.verify(headText(head), head.signature));
  const firstBreak =
    chain.firstBreak ??
    (forged === undefined ? await againstHeads(tx, [...kept, ...brought], chain.head.seq) : headForged(forged));
  return { ...chain, firstBreak };
}

async function walkChain(tx: Tx) {
  let head = { seq: 0, hash: beginning };
  let newest = 0;
  let sealed = 0;
  for (;;) {
    const links = await linksAfter(tx, head.seq);
    for (const link of links) {
      const found = breakAt(link, head, newest);
      if (found !== null) return { firstBreak: found, head: await currentHead(tx), sealed: await countSeals(tx) };
      newest = Math.max(newest, Date.parse(link.row!.at));
      head = { seq: link.seq, hash: link.hash };
      sealed++;
    }
    if (links.length < batch) return { firstBreak: null, head, sealed };
  }
}

async function countSeals(tx: Tx): Promise<number> {
  const found = await tx.execute<{ n: number }>(sql`select count(*)::int as n from audit_seals`);
  return found.rows[0]!.n;
}

/** The links after a place, each with its row. */
export async function linksAfter(tx: Tx, seq: number, most = batch): Promise<Link[]> {
  type Found = SealedRow & { seq: number; auditId: number; prev: string; hash: string };
  const found = await tx.execute<Found>(sql`
    with s as materialized (select seq, audit_id, prev, hash from audit_seals where seq > ${seq} order by seq limit ${most})
    select s.seq::float8 as seq, s.audit_id::float8 as "auditId", s.prev, s.hash, ${sealedColumns}
    from s left join audit_log a on a.id = s.audit_id order by s.seq`);
  return found.rows.map(({ seq: at, auditId, prev, hash, ...row }) => ({
    seq: at,
    auditId,
    prev,
    hash,
    row: row.id === null ? null : row,
  }));
}

/** What is wrong at a link, given the head before it and the newest time sealed so far. */
function breakAt(
  { seq, auditId, prev, hash, row }: Link,
  before: { seq: number; hash: string },
  newest: number,
): Break | null {
  const at = { seq, auditId };
  if (seq !== before.seq + 1)
    return {
      seq: before.seq + 1,
      auditId: null,
      kind: "seal_missing",
      zh: `第 ${before.seq + 1} 环缺失`,
      en: `link ${before.seq + 1} is missing`,
    };
  if (prev !== before.hash)
    return {
      ...at,
      kind: "link_broken",
      zh: `第 ${seq} 环与前一环不衔接`,
      en: `link ${seq} does not continue the one before`,
    };
  if (row === null)
    return {
      ...at,
      kind: "row_missing",
      zh: `第 ${seq} 环的日志（编号 ${auditId}）已不存在`,
      en: `the row of link ${seq} (id ${auditId}) is gone`,
    };
  if (sealHash(seq, prev, row) !== hash)
    return {
      ...at,
      kind: "row_changed",
      zh: `第 ${seq} 环的日志（编号 ${auditId}）被改动`,
      en: `the row of link ${seq} (id ${auditId}) was changed`,
    };
  if (Date.parse(row.at) < newest - latest)
    return {
      ...at,
      kind: "row_backdated",
      zh: `第 ${seq} 环的日志（编号 ${auditId}）时间早于此前已封存的日志，疑为事后插入`,
      en: `the row of link ${seq} (id ${auditId}) is dated long before rows sealed earlier: it was put in afterwards`,
    };
  return null;
}

/** The first kept head that the chain no longer contains. */
async function againstHeads(
  tx: Tx,
  heads: readonly { seq: number; hash: string }[],
  last: number,
): Promise<Break | null> {
  const cut = heads.find((head) => head.seq > last);
  if (cut !== undefined)
    return {
      seq: last + 1,
      auditId: null,
      kind: "tail_cut",
      zh: `链在第 ${last} 环结束，而此前保存的链头为第 ${cut.seq} 环：尾部被截去`,
      en: `the chain ends at link ${last}, but a head kept earlier is link ${cut.seq}: its tail was cut off`,
    };
  const wanted = new Map(heads.map((head) => [head.seq, head.hash]));
  const found = await tx.execute<{ seq: number; hash: string }>(sql`
    select seq::float8 as seq, hash from audit_seals where seq = any(${sql.param([...wanted.keys()])}::bigint[]) order by seq`);
  const changed = found.rows.find(({ seq, hash }) => heads.some((head) => head.seq === seq && head.hash !== hash));
  if (changed === undefined) return null;
  return {
    seq: changed.seq,
    auditId: null,
    kind: "rewritten",
    zh: `第 ${changed.seq} 环与此前保存的链头不同：链被重写`,
    en: `link ${changed.seq} differs from a head kept earlier: the chain was rewritten`,
  };
}

function headForged(head: Head): Break {
  return {
    seq: head.seq,
    auditId: null,
    kind: "head_forged",
    zh: `库外保存的第 ${head.seq} 环链头签名不符`,
    en: `the kept head at link ${head.seq} does not carry the platform's signature`,
  };
}
