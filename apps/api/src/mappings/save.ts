import { createHash } from "node:crypto";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Input, mappings as contract } from "@duibiao/contract";
import { canonicalJson, cellKey, readQuantity } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadMapping, mappingOf, type MappingDocument } from "./open.ts";

type Issue = { path: string; zh: string; en: string };

/** 保存: the next version under its key; whoever imported by an earlier one can still be traced to it. */
export async function save(ctx: Ctx, { body }: Input<typeof contract.saveMapping>) {
  const { owner, key, document } = body;
  ctx.must("mapping.change", { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, "mapping.change", owner)) throw problems.forbidden("mapping.change");
  const issues = faultsOf(document, await openCatalogue(ctx.tx, body.catalogue));
  if (issues.length > 0) throw problems.badRequest(issues);
  // Two who save at once make two versions.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mapping ${owner} ${key}`}, 0))`);
  const m = tables.mappings;
  const [last] = await ctx.tx
    .select()
    .from(m)
    .where(and(eq(m.ownerRegionId, owner), eq(m.key, key)))
    .orderBy(desc(m.version))
    .limit(1);
  const text = canonicalJson(document);
  const [row] = await ctx.tx
    .insert(m)
    .values({
      ownerRegionId: owner,
      key,
      version: last === undefined ? 1 : last.version + 1,
      formKey: document.form,
      document: text,
      hash: createHash("sha256").update(text).digest("hex"),
      createdBy: ctx.actor.userId,
      createdName: ctx.actor.name,
      createdAt: ctx.now,
    })
    .returning();
  await ctx.audit({
    object: `mapping/${row!.id}`,
    regionId: owner,
    detail: { key, version: row!.version, hash: row!.hash },
  });
  return mappingOf(row!);
}

/** 停用: a last version that says so. */
export async function end(ctx: Ctx, { params }: Input<typeof contract.endMapping>) {
  const { id, version, ...mapping } = await loadMapping(ctx, params.id);
  ctx.must("mapping.change", { regionId: mapping.ownerRegionId, unitId: null });
  if (!servesBureau(ctx.actor, "mapping.change", mapping.ownerRegionId)) throw problems.forbidden("mapping.change");
  const by = { createdBy: ctx.actor.userId, createdName: ctx.actor.name, createdAt: ctx.now };
  const [made] = await ctx.tx
    .insert(tables.mappings)
    .values({ ...mapping, version: version + 1, ended: true, ...by })
    .onConflictDoNothing()
    .returning();
  if (made === undefined)
    throw problems.conflict(
      "这不是最新一版，请刷新后再停用",
      "This is not the newest version; reload and end that one",
    );
  await ctx.audit({ object: `mapping/${id}`, regionId: mapping.ownerRegionId, detail: { ended: mapping.key } });
  return { ok: true as const };
}

/** What of a mapping cannot be: a column that is not there, a cell that the form does not ask, a unit of measure that does not convert. */
function faultsOf(document: MappingDocument, { compiled }: OpenCatalogue): Issue[] {
  const form = compiled.compiledForms.get(document.form);
  if (form === undefined)
    return [
      {
        path: "body.document.form",
        zh: `目录没有报表 ${document.form}`,
        en: `the catalogue has no form ${document.form}`,
      },
    ];
  const issues: Issue[] = [];
  const known = (column: string) => document.columns.filter((own) => own === column).length === 1;
  if (document.unit !== null && !known(document.unit.column))
    issues.push(noColumn("body.document.unit.column", document.unit.column));
  if (document.period !== null && !known(document.period.column))
    issues.push(noColumn("body.document.period.column", document.period.column));
  const taken = new Set<string>();
  document.cells.forEach(({ column, measure, member, uom }, at) => {
    const path = `body.document.cells.${at}`;
    if (!known(column)) issues.push(noColumn(`${path}.column`, column));
    if (!form.asked.has(cellKey(measure, member)))
      return issues.push({
        path,
        zh: `报表不含 ${measure}/${member}`,
        en: `the form does not ask ${measure}/${member}`,
      });
    if (taken.has(cellKey(measure, member)))
      issues.push({ path, zh: `${measure}/${member} 对应了两列`, en: `${measure}/${member} is mapped twice` });
    taken.add(cellKey(measure, member));
    const figure = readQuantity(`1${uom}`, compiled.measures.get(measure)!.uom);
    if (!figure.ok) issues.push({ path: `${path}.uom`, ...figure.problem });
  });
  return issues;
}

const noColumn = (path: string, column: string): Issue => ({
  path,
  zh: `表头没有“${column}”这一列，或有同名的两列`,
  en: `the header has no column "${column}", or two of that name`,
});
