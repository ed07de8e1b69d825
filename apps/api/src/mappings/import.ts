import { sql } from "drizzle-orm";
import { exchange, type Input, type mappings as contract } from "@duibiao/contract";
import { loadCollection } from "../collections/read.ts";
import { push } from "../exchange/push.ts";
import type { BadRow, PushRow } from "../exchange/rows.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { openExport } from "./look.ts";
import { loadMapping, mappingOf } from "./open.ts";
import { codesOfAliases, remember } from "./aliases.ts";
import { owing } from "./owing.ts";
import { cellsOf, unitsOfTable } from "./table.ts";

/** 按对应导入: the file as the mapping reads it, then the way of every push. */
export async function importExport(ctx: Ctx, { params, query, body }: Input<typeof contract.importExport>) {
  const mapping = mappingOf(await loadMapping(ctx, params.id));
  const { document } = mapping;
  const { collection, period } = await loadCollection(ctx.tx, query.collection);
  if (collection.formKey !== document.form)
    throw problems.rule(
      `该对应用于报表 ${document.form}，采集任务的报表是 ${collection.formKey}`,
      `The mapping is for form ${document.form}; the collection asks ${collection.formKey}`,
    );
  if (document.unit === null && query.unit === undefined)
    throw problems.rule("文件不含单位列，请指明单位", "The file names no unit; say which unit it is for");
  const table = unitsOfTable(document, await openExport(ctx, body), {
    start: period.startDate,
    end: period.endDate,
  });
  const names = table.units.map(({ name }) => name);
  const codes = await codesOf(ctx, collection.id, period.endDate, names);
  for (const [name, code] of await codesOfAliases(
    ctx,
    { ...document, collection: collection.id },
    period.endDate,
    names,
  ))
    if (!codes.has(name)) codes.set(name, code);
  const only = query.unit === undefined ? null : await unitOn(ctx, query.unit, period.endDate);
  if (only !== null && document.unit === null) codes.set("", only.code);
  // What the clerk says now counts, not what was said before.
  else if (only !== null && query.as !== undefined) {
    for (const [name, code] of codes) if (code === only.code) codes.delete(name);
    codes.set(query.as, only.code);
  }
  const rows: PushRow[] = [];
  const bad: BadRow[] = [];
  const unknown: string[] = [];
  for (const unit of table.units) {
    const code = codes.get(unit.name);
    // A clerk's file of a whole county holds other units, too: they are not meant.
    if (only !== null && code !== only.code) continue;
    const read = cellsOf(document, table, unit, code ?? unit.name);
    if (code === undefined) unknown.push(unit.name);
    rows.push(...read.rows);
    bad.push(...read.bad);
  }
  if (rows.length === 0 && bad.length === 0)
    throw problems.rule(
      query.unit === undefined ? "文件里没有数" : "文件里没有本单位的行：请选择文件中哪个名称是本单位",
      query.unit === undefined
        ? "The file holds no figures"
        : "The file holds no row of this unit; choose which of its names this unit is",
      { names: names.slice(0, 500) },
    );
  mustBeInTime(rows.length + bad.length);
  const { unit: _unit, as: _as, ...rest } = query;
  const verdict = await push(ctx, { ...rest, system: document.system }, { rows, bad });
  const named = only === null ? undefined : names.find((name) => codes.get(name) === only.code);
  const isOwn = only === null || document.unit === null || named === only.code || named === only.name;
  if (!isOwn && query.as !== undefined && verdict.written) await remember(ctx, query.unit!, document.system, named!);
  return {
    ...verdict,
    unknown,
    outside: table.outside,
    alias: isOwn ? null : { name: named!, names: names.slice(0, 500) },
    untold: rows.length + bad.length - verdict.cells.length,
    owing:
      only === null
        ? await owing(ctx, collection.id, period.endDate, new Map(names.map((name) => [codes.get(name), name])))
        : [],
  };
}

/** More would hold the clerks of its units up for minutes, and outlast what a proxy waits for an answer. */
function mustBeInTime(cells: number): void {
  const most = exchange.limits.whole;
  if (cells > most)
    throw problems.rule(
      `文件有 ${cells} 个单元格，一次最多 ${most} 个：请在原系统按地区或按列分成几份导出`,
      `The file holds ${cells} cells, at most ${most} come in at once; export it in parts, by region or by columns`,
      { cells, most },
    );
}

type Named = { code: string; name: string };

async function unitOn(ctx: Ctx, unit: number, day: string): Promise<Named> {
  const found = await ctx.tx.execute<Named>(sql`
    select code, name from unit_versions v
    where v.unit_id = ${unit} and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)`);
  if (found.rows[0] === undefined) throw problems.notFound(`unit/${unit}`);
  return found.rows[0];
}

/** Codes of the units that owe here, by code and by name; a name that two of them bear is nobody's. */
async function codesOf(
  ctx: Ctx,
  collection: number,
  day: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const found = await ctx.tx.execute<{ code: string; name: string }>(sql`
    with asked as (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb) as text)
    select v.code, v.name from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    where a.collection_id = ${collection} and (v.code in (select text from asked) or v.name in (select text from asked))`);
  const codes = new Map<string, string>();
  for (const { code, name } of found.rows)
    if (found.rows.filter((own) => own.name === name).length === 1) codes.set(name, code);
  for (const { code } of found.rows) codes.set(code, code);
  return codes;
}
