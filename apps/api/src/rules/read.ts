import { sql } from "drizzle-orm";
import type { Catalogue, CompiledForm, PeriodKind, Text } from "@duibiao/indicators";
import type { Input, rules as contract } from "@duibiao/contract";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { loadCollection } from "../collections/read.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { reportsOf, type Report } from "./reports.ts";

/** 规则过严: a rule that strikes a larger share of the units than this. */
const STRICT = 0.2;

type Line = {
  id: number;
  name: string;
  catalogueId: number;
  period: { id: number; key: string; kind: PeriodKind; start: string; end: string };
};

/** 规则执行情况 of a collection's form, over the asker's own subtree. */
export async function read(ctx: Ctx, { params, query }: Input<typeof contract.readRules>) {
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const collections = await linesOf(ctx, params.id, query.periods);
  const reports = await reportsOf(
    ctx,
    collections.map(({ id }) => id),
    null,
  );
  const form = catalogue.compiled.compiledForms.get(collection.formKey)!;
  const asked = new Map(form.rules.map(({ rule }) => [rule.key, rule]));
  const struck = new Set(reports.flatMap(({ rules }) => [...rules.keys()]));
  const keys = [...new Set([...asked.keys(), ...[...struck].sort()])];
  return {
    formKey: collection.formKey,
    formName: form.form.name,
    synthetic: collection.synthetic,
    collections,
    items: keys.map((rule) => {
      const by = collections.map(({ id }) => ({
        collectionId: id,
        ...count(
          rule,
          reports.filter(({ collectionId }) => collectionId === id),
        ),
      }));
      const total = count(rule, reports);
      const share = total.asked === 0 ? null : total.hits / total.asked;
      return {
        rule,
        name: asked.get(rule)?.name ?? nameOf(catalogue.document, rule),
        severity: asked.get(rule)?.severity ?? "block",
        ...total,
        share,
        strict: share !== null && share > STRICT,
        by,
      };
    }),
    inactive: await inactiveOf(ctx, catalogue, form),
  };
}

/** The units that one rule struck in a collection (and those before it), each with the cells of the finding. */
export async function hits(ctx: Ctx, { params, query }: Input<typeof contract.readRuleHits>) {
  const { period } = await loadCollection(ctx.tx, params.id);
  const collections = (await linesOf(ctx, params.id, query.periods)).map(({ id }) => id);
  const reports = await reportsOf(ctx, collections, params.rule);
  const names = await ctx.tx.execute<{ unitId: number; name: string }>(sql`
    select unit_id as "unitId", name from unit_versions
    where unit_id = any(${`{${reports.map(({ unitId }) => unitId).join(",")}}`}::int[])
      and ${period.endDate}::date >= valid_from and (valid_to is null or ${period.endDate}::date < valid_to)`);
  const nameOfUnit = new Map(names.rows.map(({ unitId, name }) => [unitId, name]));
  const items = reports.flatMap(({ rules, collectionId, submissionId, unitId, regionId }) => {
    const found = rules.get(params.rule);
    if (found === undefined || found.outcome === "holds" || found.outcome === "undecided") return [];
    const { outcome, revision, explained, cells } = found;
    const unitName = nameOfUnit.get(unitId) ?? "";
    const regionName = regionOn(ctx.actor.tree, regionId, period.endDate)?.name ?? "";
    return [
      {
        collectionId,
        submissionId,
        unitId,
        unitName,
        regionId,
        regionName,
        revision,
        outcome,
        explained,
        cells: [...cells],
      },
    ];
  });
  return { items };
}

/** A collection and those of the same owner and form before it, the newest first. */
async function linesOf(ctx: Ctx, id: number, most: number): Promise<Line[]> {
  const found = await ctx.tx.execute<Line>(sql`
    select c.id, c.name, c.catalogue_id as "catalogueId",
           jsonb_build_object('id', p.id, 'key', p.key, 'kind', p.kind, 'start', p.start_date::text, 'end', p.end_date::text) as period
    from collections c join periods p on p.id = c.period_id
    join collections own on own.id = ${id} join periods op on op.id = own.period_id
    where c.id = own.id or (c.form_key = own.form_key and c.owner_region_id = own.owner_region_id and c.origin = 'report'
      and p.kind = op.kind and p.end_date < op.end_date)
    order by p.end_date desc, c.id desc limit ${most}`);
  return found.rows;
}

function count(rule: string, reports: readonly Report[]) {
  const outcomes = reports.flatMap(({ rules }) => rules.get(rule)?.outcome ?? []);
  const of = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  const [upheld, waved, open] = [of("upheld"), of("waved"), of("open")];
  return { asked: reports.length, hits: upheld + waved + open, undecided: of("undecided"), upheld, waved, open };
}

const nameOf = ({ ruleHomes = [] }: Catalogue, rule: string): Text =>
  ruleHomes.find(({ key }) => key === rule)?.name ?? { zh: rule, en: rule };

/** Rules that wait for something, and the form's own that lack a limit or do not apply on the period's last day. */
async function inactiveOf(ctx: Ctx, catalogue: OpenCatalogue, form: CompiledForm) {
  const { ruleHomes = [] } = catalogue.document;
  const waiting = ruleHomes.flatMap(({ key, name, home }) =>
    home.kind === "waiting" ? [{ rule: key, name, because: home.for }] : [],
  );
  const always = (await openCatalogue(ctx.tx, catalogue.id)).compiled.compiledForms.get(form.form.key)!;
  const resting = form.resting.map(({ rule: { key, name }, missing }) => ({
    rule: key,
    name,
    because: {
      zh: `限额未录入：${missing.map(({ zh }) => zh).join("、")}`,
      en: `limit not entered: ${missing.map(({ en }) => en).join(", ")}`,
    },
  }));
  const now = new Set([...form.rules, ...form.resting].map(({ rule }) => rule.key));
  const dated = always.rules.flatMap(({ rule: { key, name, validFrom, validTo } }) =>
    now.has(key) ? [] : [{ rule: key, name, because: whenOf(validFrom, validTo) }],
  );
  return [...waiting, ...resting, ...dated];
}

function whenOf(from: string | undefined, to: string | undefined): Text {
  const since = from === undefined ? { zh: "", en: "" } : { zh: `自 ${from} 起`, en: `from ${from}` };
  const until = to === undefined ? { zh: "", en: "" } : { zh: `至 ${to} 止`, en: `until ${to}` };
  return { zh: `${since.zh}${until.zh}施行`, en: `in force ${since.en} ${until.en}`.replaceAll("  ", " ").trim() };
}
