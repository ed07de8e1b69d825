import { and, asc, eq, isNull } from "drizzle-orm";
import { catalogues, type catalogueDrafts as contract, type Input } from "@duibiao/contract";
import { diffCatalogues, lint, type Catalogue } from "@duibiao/indicators";
import { tables, type Tx } from "@duibiao/db";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { overBase, registration, said } from "../catalogues/publish.ts";
import { ruleHits, type RuleHits } from "../rules/hits.ts";
import type { Ctx } from "../serve.ts";
import { shapeWords } from "../shape.ts";
import { openDraft, type Draft } from "./open.ts";

type Finding = ReturnType<typeof said> | { code: string; path: string; severity: "error"; zh: string; en: string };
type PublishBody = Input<typeof catalogues.publishCatalogue>["body"];

/** What a draft would be published as, or where its content is not shaped like a catalogue. */
export function readContent(draft: Draft): { body: PublishBody } | { findings: Finding[] } {
  const content: unknown = JSON.parse(draft.content);
  const given = draft.baseId === null ? { document: content } : { base: draft.baseId, local: content };
  const parsed = catalogues.publishCatalogue.body!.safeParse({ owner: draft.ownerRegionId, ...given });
  if (parsed.success) return { body: parsed.data };
  const findings = parsed.error.issues.map((issue) => {
    const [, ...rest] = issue.path;
    const path = rest.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
    return {
      code: "bad_shape",
      path: path.replace(/^\./, ""),
      severity: "error" as const,
      ...shapeWords(issue),
    };
  });
  return { findings };
}

/** 检查修订稿: what is wrong, what differs from the version it was made from, and which collections keep the old one. */
export async function check(ctx: Ctx, { params }: Input<typeof contract.checkDraft>) {
  const draft = await openDraft(ctx, "catalogue-draft.read", params.id);
  const running = await runningOf(ctx.tx, draft.ownerRegionId);
  const content = readContent(draft);
  const answer = { edits: draft.edits, running };
  if ("findings" in content) {
    const written = JSON.parse(draft.content) as Record<string, unknown>;
    return {
      ...answer,
      publishable: false,
      findings: content.findings.map((finding) => ({ ...placed(written)(finding), inherited: false })),
      changes: null,
      newMeasures: 0,
    };
  }
  const { body } = content;
  const { today } = ctx.actor;
  const document = body.document ?? (await overBase(ctx.tx, body.base!, body.local as Partial<Catalogue>));
  const { fresh, changed } = await registration(ctx.tx, document.measures);
  const hits = await ruleHits(ctx, draft.ownerRegionId);
  const findings: Finding[] = [
    ...lint(document, { today, hits }).map(said),
    ...changed,
    ...(await taken(ctx.tx, draft, document)),
  ];
  const from = await openCatalogue(ctx.tx, draft.fromId);
  const known = findingsOf(from, { today, hits });
  return {
    ...answer,
    publishable: draft.state === "open" && findings.every(({ severity }) => severity !== "error"),
    findings: findings
      .map(placed(document))
      .map((finding) => ({ ...finding, inherited: known.has(identityOf(finding)) })),
    changes: diffCatalogues(from.document, document),
    newMeasures: fresh.length,
  };
}

/** A version that is out cannot be published again. */
async function taken(tx: Tx, draft: Draft, { key, version }: Catalogue): Promise<Finding[]> {
  const c = tables.catalogues;
  const line = and(eq(c.ownerRegionId, draft.ownerRegionId), eq(c.key, key), eq(c.version, version));
  const [there] = await tx.select({ id: c.id }).from(c).where(line);
  if (there === undefined || there.id === draft.publishedId) return [];
  return [
    {
      code: "version_published",
      path: "version",
      severity: "error",
      zh: `版本号 ${version} 已发布，请改用新的版本号。`,
      en: `version ${version} is published already; use a new one.`,
    },
  ];
}

const kept = new Map<string, ReadonlySet<string>>();

/** What a published version is found to have, by `identityOf`. Kept while the day and the rules' hits stay the same. */
function findingsOf({ id, document }: OpenCatalogue, seen: { today: string; hits: RuleHits }): ReadonlySet<string> {
  const name = `${id} ${JSON.stringify(seen)}`;
  const known = kept.get(name) ?? new Set(lint(document, seen).map(said).map(placed(document)).map(identityOf));
  if (kept.size > 32) kept.clear();
  kept.set(name, known);
  return known;
}

/** A finding without its place in the list, which shifts when entries come and go. */
const identityOf = ({ code, entry, path, en }: Finding & { entry: { list: string; key: string } | null }) =>
  [code, entry === null ? path : `${entry.list}/${entry.key}${path.replace(/^\w+\[\d+\]/, "")}`, en].join(" ");

/** Which entry a finding's path leads to: `indicators[3].formula` to the fourth indicator. */
const placed = (document: Catalogue | Record<string, unknown>) => (finding: Finding) => {
  const [, list, at] = /^(\w+)\[(\d+)\]/.exec(finding.path) ?? [];
  const entries = list === undefined ? undefined : (document as Record<string, unknown>)[list];
  const entry = Array.isArray(entries) ? (entries[Number(at)] as { key?: unknown } | undefined) : undefined;
  return { ...finding, entry: typeof entry?.key === "string" ? { list: list!, key: entry.key } : null };
};

/** Collections of a bureau that are not locked; a collection keeps the catalogue version that it pinned. */
export async function runningOf(tx: Tx, owner: number) {
  const { collections: o, catalogues: c } = tables;
  return tx
    .select({
      id: o.id,
      name: o.name,
      formKey: o.formKey,
      periodId: o.periodId,
      catalogueId: o.catalogueId,
      catalogueVersion: c.version,
    })
    .from(o)
    .innerJoin(c, eq(c.id, o.catalogueId))
    .where(and(eq(o.ownerRegionId, owner), isNull(o.lockedAt)))
    .orderBy(asc(o.id));
}
