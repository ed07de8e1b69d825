import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import {
  canonicalJson,
  lint,
  mergeCatalogue,
  type Catalogue,
  type LintFinding,
  type Measure,
} from "@duibiao/indicators";
import type { catalogues as contract, Input } from "@duibiao/contract";
import { tables, type Tx } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { openCatalogue } from "./open.ts";
import { headOf } from "./read.ts";

/**
 * 发布目录: lint, then one immutable document under its hash. Every measure key is registered once for the whole
 * platform; a key that is registered with another meaning is refused. The same document again is the same version.
 */
export async function publish(ctx: Ctx, { body }: Input<typeof contract.publishCatalogue>) {
  ctx.must("catalogue.publish", { regionId: body.owner, unitId: null });
  const document = await documentOf(ctx.tx, body);
  const findings = lint(document, { today: ctx.actor.today });
  const errors = findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0) {
    throw problems.rule(
      `目录有 ${errors.length} 处错误，不能发布`,
      `The catalogue has ${errors.length} errors and cannot be published`,
      { findings: findings.map(said) },
    );
  }
  const text = canonicalJson(document);
  const hash = createHash("sha256").update(text).digest("hex");
  const warnings = findings.map(said);
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(7307, hashtext(${`${body.owner}/${document.key}`}))`);
  const c = tables.catalogues;
  const line = and(
    body.owner === null ? isNull(c.ownerRegionId) : eq(c.ownerRegionId, body.owner),
    eq(c.key, document.key),
    eq(c.version, document.version),
  );
  const [there] = await ctx.tx.select().from(c).where(line);
  const audit = (detail: Record<string, unknown>) =>
    ctx.audit({
      object: `catalogue/${there?.id ?? document.key}`,
      regionId: body.owner,
      detail: { key: document.key, version: document.version, hash, ...detail },
    });
  if (there !== undefined) {
    if (there.hash !== hash) {
      throw problems.conflict(
        "该版本号已发布且内容不同，请使用新的版本号",
        "This version is published with another content; use a new version",
        { id: there.id, hash: there.hash },
      );
    }
    await audit({ again: true });
    return { catalogue: headOf(there), hash, published: false, newMeasures: 0, warnings };
  }
  const fresh = await unregistered(ctx.tx, document.measures);
  if (body.dryRun) {
    await audit({ dryRun: true });
    return { catalogue: null, hash, published: false, newMeasures: fresh.length, warnings };
  }
  await register(ctx.tx, fresh);
  const [row] = await ctx.tx
    .insert(c)
    .values({
      ownerRegionId: body.owner,
      key: document.key,
      version: document.version,
      hash,
      document: text,
      publishedBy: ctx.actor.userId,
      publishedAt: ctx.now,
    })
    .returning();
  await audit({ id: row!.id, newMeasures: fresh.length });
  return { catalogue: headOf(row!), hash, published: true, newMeasures: fresh.length, warnings };
}

export const said = ({ code, path, severity, text }: LintFinding) => ({ code, path, severity, ...text });

async function documentOf(tx: Tx, body: Input<typeof contract.publishCatalogue>["body"]): Promise<Catalogue> {
  if (body.document !== undefined && body.base === undefined && body.local === undefined) return body.document;
  if (body.document !== undefined || body.base === undefined || body.local === undefined) {
    throw problems.rule(
      "请给出完整目录（document），或基础目录与本地部分（base 与 local）",
      "Give either a whole document, or base and local",
    );
  }
  return overBase(tx, body.base, body.local);
}

/** A catalogue of its own name and version: a published base with local entries laid over it. */
export async function overBase(tx: Tx, base: number, local: Partial<Catalogue>): Promise<Catalogue> {
  const {
    format: _format,
    key: _key,
    version: _version,
    name: _name,
    source: _source,
    ...lists
  } = (await openCatalogue(tx, base)).document;
  return mergeCatalogue([lists, local]);
}

type Registered = Pick<Measure, "key" | "uom" | "type" | "aggRegion" | "aggTime">;

/** Measures not yet registered, and what is wrong where a registered key would change its meaning. */
export async function registration(tx: Tx, measures: readonly Measure[]) {
  const rows = await tx.execute<Registered>(
    sql`select key, uom, type, agg_region as "aggRegion", agg_time as "aggTime" from measures`,
  );
  const known = new Map(rows.rows.map((row) => [row.key, row]));
  const changed = measures.flatMap((measure, at) => {
    const before = known.get(measure.key);
    const fields = (["uom", "type", "aggRegion", "aggTime"] as const).filter(
      (field) => before !== undefined && before[field] !== measure[field],
    );
    return fields.map((field) => ({
      code: "meaning_changed",
      path: `measures[${at}].${field}`,
      severity: "error" as const,
      zh: `数据项 ${measure.key} 已登记为「${before![field]}」，不能改为「${measure[field]}」；请另立新键并写明 replaces。`,
      en: `measure ${measure.key} is registered with ${before![field]}, not ${measure[field]}; use a new key with replaces.`,
    }));
  });
  return { fresh: measures.filter((measure) => !known.has(measure.key)), changed };
}

/** Measures not yet registered. @throws when a registered key would change its meaning. */
async function unregistered(tx: Tx, measures: readonly Measure[]): Promise<Measure[]> {
  const { fresh, changed } = await registration(tx, measures);
  if (changed.length > 0) {
    throw problems.rule(
      "数据项的键不改变含义：请另立新键并写明 replaces",
      "A key never changes meaning: use a new key with replaces",
      { findings: changed },
    );
  }
  return fresh;
}

async function register(tx: Tx, fresh: readonly Measure[]): Promise<void> {
  if (fresh.length === 0) return;
  const added = await tx
    .insert(tables.measures)
    .values(
      fresh.map(({ key, uom, type, aggRegion, aggTime }) => ({
        key,
        uom,
        type,
        aggRegion,
        aggTime,
      })),
    )
    .onConflictDoNothing()
    .returning({ key: tables.measures.key });
  // Somebody registered one of them in the meantime: look again rather than trust that they meant the same.
  if (added.length < fresh.length) await unregistered(tx, fresh);
}
