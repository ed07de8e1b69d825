import { TransactionRollbackError } from "drizzle-orm";
import type { RowProblem } from "@duibiao/workbook";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export const maxImportRows = 20_000;
const shown = 500;

/** Refuses an import with every wrong row (the first 500 of them in the answer). */
export function refuseRows(found: readonly RowProblem[]): void {
  if (found.length === 0) return;
  const count = found.length;
  throw problems.rule(
    `文件有 ${count} 处问题,没有写入任何内容;请按所列行修改后重新导入`,
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
