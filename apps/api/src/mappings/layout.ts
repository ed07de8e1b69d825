import type { Input, mappings as contract } from "@duibiao/contract";
import { periodName, readQuantity } from "@duibiao/indicators";
import { writeTable, type TableColumn } from "@duibiao/workbook/table";
import { eachPage } from "../exchange/out.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadMapping, mappingOf, type MappingDocument } from "./open.ts";

type Value = string | null;

/** 按表样导出: one row per unit under the system's own column names, in its order and units of measure; the rest stays empty. */
export async function layout(ctx: Ctx, { params, query }: Input<typeof contract.readLayout>) {
  const { document } = mappingOf(await loadMapping(ctx, params.id));
  const { columns: names, unit, header } = document;
  const rows: Value[][] = [];
  let synthetic = false;
  await eachPage(ctx, query, (page) => {
    if (page.form !== document.form)
      throw problems.rule(
        `该对应用于报表 ${document.form}，采集任务的报表是 ${page.form}`,
        `The mapping is for form ${document.form}; the collection asks ${page.form}`,
      );
    synthetic = page.synthetic;
    for (const { unit_code, unit_name, cells } of page.units)
      rows.push(
        names.map((column) => {
          if (column === document.period?.column) return periodName(page.period);
          if (column === unit?.column) return unit.by === "code" ? unit_code : unit_name;
          const wanted = document.cells.find((own) => own.column === column);
          const cell = cells.find(({ measure, member }) => measure === wanted?.measure && member === wanted.member);
          return wanted === undefined || cell === undefined || cell.value === null
            ? null
            : inUom(cell.value, cell.uom, wanted);
        }),
      );
  });
  const mapped = new Set(document.cells.map(({ column }) => column));
  const columns: TableColumn[] = names.map((name) => ({ name, type: mapped.has(name) ? "number" : "text" }));
  const said = synthetic ? `${document.title}（演示数据 / synthetic）` : document.title;
  // Above the header stands what stands there in the system's file: something; without room the sheet's name says it.
  const stamps = Array.from({ length: header - 1 }, (_, at) => (at === 0 ? said : ""));
  return writeTable([{ name: document.sheet || said, stamps, columns, rows }]);
}

/** Exactly, or not at all: a figure that does not come out in the system's unit of measure is named. */
function inUom(value: string, from: string, { column, uom }: MappingDocument["cells"][number]): string {
  const figure = readQuantity(`${value}${from}`, uom);
  if (!figure.ok)
    throw problems.rule(`“${column}”：${figure.problem.zh}`, `"${column}": ${figure.problem.en}`, { column });
  return figure.decimal;
}
