import { canonicalDecimal, cellKey, itemTotals, lineName } from "@duibiao/indicators";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { StoredCell } from "../submissions/content.ts";
import { formOf, type Bundle } from "../submissions/open.ts";
import { address, FROM_ITEMS } from "../submissions/write-cells.ts";
import { listsOn } from "./list.ts";
import { itemLinesOf } from "./save.ts";

/** Refuses to report a cell that says it is the sum of a list which comes to something else by now, or to no sum at all. */
export async function mustMatchItems(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]): Promise<void> {
  const summed = cells.filter(({ source }) => source.startsWith(FROM_ITEMS));
  if (summed.length === 0) return;
  const lists = await listsOn(ctx.tx, bundle.submission.id);
  const totals = new Map(
    lists
      .flatMap(({ section, items }) => itemTotals(itemLinesOf(bundle, section), items))
      .flatMap((total) => (total.value === null ? [] : [[address(total), canonicalDecimal(total.value)]])),
  );
  const differs = summed.filter(
    (cell) => cell.value === null || totals.get(address(cell)) !== canonicalDecimal(cell.value),
  );
  if (differs.length === 0) return;
  const lines = formOf(bundle).lines.filter((line) => differs.some((cell) => address(cell) === address(line)));
  const names = lines.map((line) => ({ row: line.row, ...lineName(bundle.catalogue.compiled, line) }));
  throw problems.rule(
    `明细有变动，与已填的合计不符：${names.map(({ row, zh }) => `行次 ${row} ${zh}`).join("、")}。请打开“逐行填”补齐空格后再保存，或在本表直接填写`,
    `The items have changed since these were added up from them: ${names.map(({ row, en }) => `line ${row} ${en}`).join(", ")}. Complete the rows and save them again, or type the figure`,
    { cells: differs.map(({ measure, member }) => cellKey(measure, member)) },
  );
}
