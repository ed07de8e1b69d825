import { and, asc, eq } from "drizzle-orm";
import {
  formulaOf,
  cellKey,
  refName,
  schemeCoverage,
  type Catalogue,
  type NodeCoverage,
  type Scheme,
  type SchemeNode,
  type Text,
} from "@duibiao/indicators";
import type { catalogues as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { openCatalogue, type OpenCatalogue } from "./open.ts";

type Row = typeof tables.catalogues.$inferSelect;

/** What every answer about a catalogue begins with. */
export const headOf = (row: Omit<Row, "document">) => ({
  id: row.id,
  owner: row.ownerRegionId,
  key: row.key,
  version: row.version,
  hash: row.hash,
  publishedAt: row.publishedAt,
});

export async function list(ctx: Ctx, { query }: Input<typeof contract.listCatalogues>) {
  const c = tables.catalogues;
  const rows = await ctx.tx
    .select({
      id: c.id,
      ownerRegionId: c.ownerRegionId,
      key: c.key,
      version: c.version,
      hash: c.hash,
      publishedBy: c.publishedBy,
      publishedAt: c.publishedAt,
    })
    .from(c)
    .where(
      and(
        query.owner === undefined ? undefined : eq(c.ownerRegionId, query.owner),
        query.key === undefined ? undefined : eq(c.key, query.key),
      ),
    )
    .orderBy(asc(c.id));
  return { items: rows.map(headOf) };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readCatalogue>) {
  const c = tables.catalogues;
  const [row] = await ctx.tx.select().from(c).where(eq(c.id, params.id));
  if (row === undefined) throw problems.notFound(`catalogue ${params.id}`);
  return { ...headOf(row), document: JSON.parse(row.document) as Record<string, unknown> };
}

/** 试算: a weight that is not read in an issued document, or no 文号. */
export const isTrial = (scheme: Scheme): boolean =>
  scheme.weightsStatus !== "VERIFIED" || (scheme.documentNo ?? "") === "";

export const TRIAL: Text = {
  zh: "试算，不作考核依据",
  en: "Trial calculation, not a basis for assessment",
};
export const SYNTHETIC: Text = { zh: "演示数据", en: "Synthetic data" };

export function schemeOf(document: Catalogue, key: string): Scheme {
  const scheme = document.schemes.find((candidate) => candidate.key === key);
  if (scheme === undefined) throw problems.notFound(`scheme ${key}`);
  return scheme;
}

export async function coverage(ctx: Ctx, { params }: Input<typeof contract.readCoverage>) {
  const catalogue = await openCatalogue(ctx.tx, params.id);
  const scheme = schemeOf(catalogue.document, params.scheme);
  const trial = isTrial(scheme);
  const root = schemeCoverage(catalogue.compiled, scheme.key);
  const leaves = leavesOf(root);
  return {
    scheme: scheme.key,
    name: scheme.name,
    documentNo: scheme.documentNo ?? null,
    weightsStatus: scheme.weightsStatus,
    minCoverage: scheme.minCoverage,
    trial,
    stamps: trial ? [TRIAL] : [],
    root: shown(catalogue, root, scheme.root),
    leaves: {
      total: leaves.length,
      collected: leaves.filter((node) => node.leaf!.collected).length,
    },
  };
}

const leavesOf = (node: NodeCoverage): NodeCoverage[] =>
  node.leaf === undefined ? node.children.flatMap(leavesOf) : [node];

type ShownNode = Omit<NodeCoverage, "leaf" | "children"> & {
  leaf?: {
    indicator: string;
    collected: boolean;
    moduleAbsent: { operand: string; name: Text }[];
    notCollected: { operand: string; name: Text }[];
    factorUnknown: { operand: string; name: Text }[];
    normStatus: string | null;
    says: Text | null;
  };
  children: ShownNode[];
};

function shown(catalogue: OpenCatalogue, node: NodeCoverage, of: SchemeNode): ShownNode {
  const { leaf, children, ...rest } = node;
  if (leaf === undefined)
    return {
      ...rest,
      children: children.map((child, at) => shown(catalogue, child, of.children![at]!)),
    };
  const named = (operands: readonly string[]) =>
    operands.map((operand) => ({ operand, name: nameOf(catalogue, leaf.indicator, operand) }));
  const moduleAbsent = named(leaf.moduleAbsent);
  const notCollected = named(leaf.notCollected);
  const factorUnknown = named(leaf.factorUnknown);
  const say = (zh: string, en: string, of: typeof notCollected): Text[] =>
    of.length === 0
      ? []
      : [
          {
            zh: `${zh}：${of.map(({ name }) => name.zh).join("、")}`,
            en: `${en}: ${of.map(({ name }) => name.en).join(", ")}`,
          },
        ];
  const said = [
    ...say("模块未启用", "Module not in use", moduleAbsent),
    ...say("未采集", "Not collected", notCollected),
    ...say("系数未核定", "No factor yet", factorUnknown),
  ];
  const says =
    said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
  return {
    ...rest,
    leaf: {
      indicator: leaf.indicator,
      collected: leaf.collected,
      moduleAbsent,
      notCollected,
      factorUnknown,
      normStatus: of.norm?.status ?? null,
      says,
    },
    children: [],
  };
}

function nameOf({ compiled }: OpenCatalogue, indicatorKey: string, operand: string): Text {
  const indicator = compiled.indicators.get(indicatorKey);
  const ref =
    indicator === undefined
      ? undefined
      : formulaOf(compiled, indicator.formula).refs.find(({ measure, member }) => cellKey(measure, member) === operand);
  return ref === undefined
    ? { zh: operand, en: operand }
    : refName(compiled, { measure: ref.measure, member: ref.member, lag: 0 });
}
