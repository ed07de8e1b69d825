import { TransactionRollbackError } from "drizzle-orm";
import { readBook, readCsv, sheetText, type CsvColumn, type CsvRow, type RowProblem } from "@duibiao/workbook";
import { records as contract } from "@duibiao/contract";
import { takeTime } from "../evaluations/patience.ts";
import { markColumn } from "../mark.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export const maxImportRows = contract.maxRows;
const shown = 500;
const mark = { name: markColumn.name, required: false };

type Columns = readonly CsvColumn[];
type Row<C extends Columns> = CsvRow<C[number]["name"]>;

/** Rows of a table as CSV, JSON or the first sheet of a workbook: the same rows, numbered as a spreadsheet counts. */
export function rowsOfCsv<const C extends Columns>(text: string, columns: C): Row<C>[] {
  const { rows, problems: found } = readCsv(text, { columns: [...columns, mark] as Columns, maxRows: maxImportRows });
  refuseRows(found);
  return rows;
}

export const rowsOfJson = <const C extends Columns>(
  rows: readonly Record<C[number]["name"], string>[],
  _columns: C,
): Row<C>[] =>
  rows.map((values, at) => ({
    row: at + 2,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([name, text]) => [name, text.trim()]),
    ) as typeof values,
  }));

export async function rowsOfXlsx<const C extends Columns>(ctx: Ctx, bytes: Uint8Array, columns: C): Promise<Row<C>[]> {
  await takeTime(ctx);
  const book = await readBook(bytes);
  if (!book.ok) throw problems.workbookUnreadable(book.problem);
  return rowsOfCsv(sheetText(book.sheets[0]?.rows ?? []), columns);
}

/** What each row means, in the order of the table. */
export function verdictsOf(
  inserts: readonly { row: number; code: string; known: boolean }[],
  unchanged: readonly { row: number; code: string }[],
) {
  return [
    ...inserts.map(({ row, code, known }) => ({ row, code, verdict: known ? ("changed" as const) : ("new" as const) })),
    ...unchanged.map(({ row, code }) => ({ row, code, verdict: "unchanged" as const })),
  ].toSorted((a, b) => a.row - b.row);
}

/** Refuses an import with every wrong row (the first 500 of them in the answer). */
export function refuseRows(found: readonly RowProblem[]): void {
  if (found.length === 0) return;
  const count = found.length;
  throw problems.rule(
    `文件有 ${count} 处问题，没有写入任何内容；请按所列行修改后重新导入`,
    `The file has ${count} problems, nothing was written; mend the rows listed and import again`,
    { rows: found.slice(0, shown), total: count },
  );
}

/** Does the work in a savepoint; a dry run is the same work, rolled back. */
export async function runOrRehearse<T>(ctx: Ctx, dryRun: boolean, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  let result: T | undefined;
  try {
    await ctx.tx.transaction(async (tx) => {
      result = await work({ ...ctx, tx });
      if (dryRun) tx.rollback();
    });
  } catch (error) {
    if (!dryRun || !(error instanceof TransactionRollbackError)) throw error;
  }
  return result as T;
}
