import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { filings as contract, Input, Output } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { identityIn, senderIn, type OpenedBook } from "@duibiao/workbook";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { NOT_NAMED_XLSX, readInHand } from "../submissions/read-in-hand.ts";
import { attempt, refusal } from "./attempt.ts";
import { institutionsOf, mustServe, type Institution } from "./institutions.ts";
import { keep, keptAs, lastFor } from "./kept.ts";
import { named, ownerOf } from "./owner.ts";
import { ofWhole } from "./reasons.ts";
import { take, type Outcome } from "./take.ts";

type Given = Input<typeof contract.fileTemplate>;
type Answer = Output<typeof contract.fileTemplate>;

/**
 * 代报: a returned template becomes its institution's submission. One file is one transaction, so a bad one loses nothing
 * of the others; a dry run is the same work, rolled back; a file that came before changes nothing.
 */
export async function file(ctx: Ctx, { query, body }: Given): Promise<Answer> {
  mustServe(ctx, query.region);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const answer = (await inAlready(ctx, query, sha256)) ?? (await takeNew(ctx, query, body, sha256));
  await ctx.audit({
    object: answer.submissionId === null ? `collection/${query.collection}` : `submission/${answer.submissionId}`,
    regionId: query.region,
    detail: { file: query.name, sha256, dryRun: query.dryRun, verdict: answer.verdict, unit: answer.unit?.id ?? null },
  });
  return answer;
}

const nothing = (query: Given["query"], sha256: string) => ({
  ...refusal(NO_SENDER),
  problem: null,
  reasons: [],
  dryRun: query.dryRun,
  sha256,
  sender: query.sender,
  unit: null,
  candidates: [],
  filingId: null,
});

/** An upload that broke off is dropped again as a whole: what is in already is told without reading it. */
async function inAlready(ctx: Ctx, query: Given["query"], sha256: string): Promise<Answer | null> {
  const known = await keptAs(ctx, query.collection, sha256);
  if (known?.verdict !== "filed") return null;
  const [unit] = await institutionsOf(ctx, query.collection, query.region, known.unitId);
  if (unit === undefined) return null;
  const s = tables.submissions;
  const [standing] = await ctx.tx
    .select({ lastRev: s.lastRev, state: s.state })
    .from(s)
    .where(and(eq(s.collectionId, query.collection), eq(s.unitId, unit.id)));
  if (standing?.lastRev !== known.revision || standing?.state === "returned") return null;
  const { submissionId, revision, id: filingId, sender } = known;
  return {
    ...nothing(query, sha256),
    verdict: "unchanged",
    unit: named(unit),
    sender,
    submissionId,
    revision,
    filingId,
  };
}

/** Whose a file is. Of a thousand institutions only the one that it names is looked for, all of them only where that fails. */
async function findOwner(ctx: Ctx, query: Given["query"], book: OpenedBook) {
  const { collection, region } = query;
  const meant = query.unit ?? Number(identityIn(book)?.unit);
  const [one] = Number.isInteger(meant) && meant < 2 ** 31 ? await institutionsOf(ctx, collection, region, meant) : [];
  if (one !== undefined) return ownerOf(book, query, [one]);
  const all = await institutionsOf(ctx, collection, region);
  if (all.length === 0) throw problems.notFound(`collection ${collection}`);
  return ownerOf(book, query, all);
}

async function takeNew(ctx: Ctx, query: Given["query"], body: Uint8Array, sha256: string): Promise<Answer> {
  const book = await readInHand(ctx, body);
  const sender = senderIn(book) || query.sender.trim();
  const told = { ...nothing(query, sha256), sender };
  const owner = await findOwner(ctx, query, book);
  if (!("unit" in owner)) return { ...told, ...owner, verdict: "unmatched" };
  const { unit } = owner;
  const early = !book.ok ? book.problem : !/\.xlsx$/i.test(query.name) ? NOT_NAMED_XLSX : null;
  const vouched = query.unit !== undefined;
  const tried =
    early !== null
      ? refusal(early)
      : await attempt(ctx, query.dryRun || sender === "", (inner) =>
          take(inner, query.collection, unit.id, { ...query, book, sha256, sender, vouched }),
        );
  const outcome = early === null && sender === "" ? withoutSender(tried) : tried;
  const kept =
    query.dryRun || (outcome.verdict !== "filed" && outcome.verdict !== "refused")
      ? null
      : await keepOnce(ctx, { query, body, sha256, sender, unit, outcome });
  return { ...told, ...outcome, unit: named(unit), filingId: kept };
}

type Received = {
  query: Given["query"];
  body: Uint8Array;
  sha256: string;
  sender: string;
  unit: Institution;
  outcome: Outcome;
};

/** Keeps the file, byte for byte. One that was refused before, and is again, is the same file. */
async function keepOnce(ctx: Ctx, { query, body, sha256, sender, unit, outcome }: Received): Promise<number> {
  const refused = outcome.verdict === "refused";
  const last = refused ? await lastFor(ctx, query.collection, unit.id) : undefined;
  if (last?.verdict === "refused" && last.sha256 === sha256) return last.id;
  const a = tables.assignments;
  const [place] = await ctx.tx
    .select({ regionId: a.regionId, cityId: a.cityId })
    .from(a)
    .where(and(eq(a.collectionId, query.collection), eq(a.unitId, unit.id)));
  return keep(ctx, {
    ...place!,
    collectionId: query.collection,
    unitId: unit.id,
    submissionId: refused ? null : outcome.submissionId,
    revision: outcome.revision,
    verdict: refused ? "refused" : "filed",
    name: query.name,
    sha256,
    content: Buffer.from(body),
    sender,
    confirmed: query.unit !== undefined,
    reasons: outcome.reasons,
  });
}

/** Nobody stands for the file; what else is wrong with it is told at once, not after the name has been given. */
const withoutSender = (tried: Outcome): Outcome =>
  tried.verdict === "unchanged"
    ? tried
    : {
        ...tried,
        verdict: "refused",
        problem: NO_SENDER,
        submissionId: null,
        reasons: [ofWhole(NO_SENDER), ...(tried.verdict === "refused" ? tried.reasons : [])],
      };

const NO_SENDER: Text = {
  zh: "没有报送人：文件的「填表人」是空的，请在页面上填写报送人姓名",
  en: "Nobody is named as its sender: the sheet's 填表人 is blank; type the sender's name on screen",
};
