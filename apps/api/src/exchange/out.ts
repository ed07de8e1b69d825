import { sql } from "drizzle-orm";
import { exchange as contract, type Input, type Output } from "@duibiao/contract";
import { writeCsv } from "@duibiao/workbook";
import { writeTable, type TableColumn } from "@duibiao/workbook/table";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { loadCollection } from "../collections/read.ts";
import { takeTime } from "../evaluations/patience.ts";
import { refusedIn, type Seen } from "../openings/reviewed.ts";
import { markOf } from "../mark.ts";
import { mustBeKnown } from "../known.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { ObservationRow } from "../submissions/content.ts";
import { subtreeOn } from "../tree.ts";

type Query = Omit<Input<typeof contract.readOut>["query"], "limit"> & { limit?: number };
type Page = Output<typeof contract.readOut>;
type Unit = Seen & {
  id: number;
  revision: number;
  unit_code: string;
  unit_name: string;
  region_code: string;
};

const pageOfUnits = 100;
/** Which revision stands under a lens. */
export const pointers = {
  submitted: sql`s.submitted_rev`,
  county: sql`s.county_rev`,
  city: sql`s.city_rev`,
  province: sql`s.province_rev`,
};

/** 导出: revisions under a lens, page by page of units; those of exempt units count nowhere and stay. What a city has not reviewed stays a count to the tiers above. */
export async function readOut(ctx: Ctx, { query }: Pick<{ query: Query }, "query">): Promise<Page> {
  await mustBeKnown(ctx, query);
  const { collection, period } = await loadCollection(ctx.tx, query.collection);
  const { tree, today } = ctx.actor;
  const limit = query.limit ?? pageOfUnits;
  const below =
    query.region === undefined
      ? sql``
      : sql`and s.region_id = any(${`{${subtreeOn(tree, query.region, today).join(",")}}`}::int[])`;
  const pointer = pointers[query.lens];
  const found = await ctx.tx.execute<Unit>(sql`
    select s.id::int, s.unit_id as "unitId", s.region_id as "regionId", s.city_id as "cityId", s.city_rev as "cityRev",
           s.last_rev as "lastRev", s.state, ${pointer} as revision,
           v.code as unit_code, v.name as unit_name, r.code as region_code
    from submissions s
    join assignments a on a.collection_id = s.collection_id and a.unit_id = s.unit_id and a.city_id = s.city_id and a.exempt_reason is null
    join unit_versions v on v.unit_id = s.unit_id and ${on("v", period.endDate)}
    join region_versions r on r.region_id = s.region_id and ${on("r", period.endDate)}
    where s.collection_id = ${collection.id} and ${pointer} is not null and s.unit_id > ${query.after ?? 0} ${below}
    order by s.unit_id limit ${limit + 1}`);
  const page = found.rows.slice(0, limit);
  const isReviewed = query.lens === "city" || query.lens === "province";
  const refused = isReviewed ? () => null : await refusedIn(ctx, collection.id);
  const shown = page.filter((unit) => refused(unit, unit.revision) === null);
  const cells = await cellsOf(ctx, shown);
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const { keyOf } = await formMeasures(ctx.tx, catalogue, collection.formKey);
  return {
    collection: collection.id,
    form: collection.formKey,
    period: period.key,
    lens: query.lens,
    synthetic: collection.synthetic,
    units: shown.map(({ id, revision, unit_code, unit_name, region_code }) => ({
      unit_code,
      unit_name,
      region_code,
      submission: id,
      revision,
      cells: cells.get(id)!.flatMap(({ measureId, version: _version, submissionId: _id, ...cell }) => {
        const measure = keyOf.get(measureId);
        if (measure === undefined) return [];
        return [{ measure, ...cell, uom: catalogue.compiled.measures.get(measure)!.uom }];
      }),
    })),
    unreviewed: page.length - shown.length,
    next: found.rows.length > limit ? page.at(-1)!.unitId : null,
  };
}

const on = (table: string, day: string) =>
  sql`${day}::date >= ${sql.raw(table)}.valid_from and (${sql.raw(table)}.valid_to is null or ${day}::date < ${sql.raw(table)}.valid_to)`;

type Row = ObservationRow & { submissionId: number };

async function cellsOf(ctx: Ctx, units: readonly Unit[]): Promise<Map<number, Row[]>> {
  const wanted = JSON.stringify(units.map(({ id, cityId, revision }) => ({ id, city: cityId, rev: revision })));
  const found = await ctx.tx.execute<Row>(sql`
    select o.submission_id::int as "submissionId", o.measure_id as "measureId", o.member, o.state, trim_scale(o.value)::text as value,
           o.estimated, o.reason, o.note, o.source, 0 as version
    from jsonb_to_recordset(${wanted}::jsonb) as w(id bigint, city int, rev int)
    join observations o on o.submission_id = w.id and o.city_id = w.city and o.revision = w.rev
    order by o.submission_id, o.measure_id, o.member`);
  const cells = new Map<number, Row[]>(units.map(({ id }) => [id, []]));
  for (const row of found.rows) cells.get(row.submissionId)!.push(row);
  return cells;
}

const columns: TableColumn[] = contract.cellColumns.map(({ name }) => ({
  name,
  type: name === "value" || name === "revision" ? "number" : "text",
}));

/** Page by page, as long as no more goes out than a file may hold. */
export async function eachPage(ctx: Ctx, query: Query, take: (page: Page) => void): Promise<void> {
  await takeTime(ctx);
  let cells = 0;
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await readOut(ctx, { query: { ...query, ...(after === 0 ? {} : { after }) } });
    cells += page.units.reduce((sum, unit) => sum + unit.cells.length, 0);
    if (cells > contract.limits.out)
      throw problems.rule(
        `超过 ${contract.limits.out} 个单元格，请用 region 按市分别导出，或用 JSON 分页`,
        `More than ${contract.limits.out} cells; narrow by region, city by city, or page through the JSON`,
      );
    take(page);
    after = page.next;
  }
}

type OutRow = Record<string, string | number | null>;

/** Every page in one table, the columns of a push first; stamp and who took it on every row. */
async function wholeTable(ctx: Ctx, query: Query, exported: string): Promise<OutRow[]> {
  const rows: OutRow[] = [];
  await eachPage(ctx, query, ({ collection, form, period, synthetic, units }) => {
    const same = { collection, form, period, stamp: synthetic ? "演示数据 / synthetic" : "", exported };
    for (const { cells, submission: _submission, ...unit } of units)
      for (const { estimated, ...cell } of cells)
        rows.push({ ...unit, ...cell, ...same, estimated: estimated ? "true" : "false" });
  });
  return rows;
}

export const readOutCsv = async (ctx: Ctx, { query }: Input<typeof contract.readOutCsv>) =>
  writeCsv([...columns], await wholeTable(ctx, query, await markOf(ctx)), { bom: true });

export async function readOutXlsx(ctx: Ctx, { query }: Input<typeof contract.readOutXlsx>) {
  const mark = await markOf(ctx);
  const rows = await wholeTable(ctx, query, mark);
  return writeTable([{ name: "cells", mark, columns, rows: rows.map((row) => columns.map(({ name }) => row[name])) }]);
}
