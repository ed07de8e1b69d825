import { and, eq, inArray } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import type { Input, Output, workbooks as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { identityIn, type OpenedBook } from "@duibiao/workbook";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readInHand } from "./read-in-hand.ts";
import { ownUnits } from "./templates.ts";
import { importBook } from "./workbook.ts";

/** 试导入: a file of several that a clerk of several units gives at once says itself whose it is; nothing is written. */
export async function tryWorkbook(
  ctx: Ctx,
  { params, query, body }: Input<typeof contract.tryWorkbook>,
): Promise<Output<typeof contract.tryWorkbook>> {
  const book = await readInHand(ctx, body);
  const submissionId = await submissionOf(ctx, params.id, book);
  const verdict = await importBook(ctx, submissionId, { ...query, dryRun: true }, () => Promise.resolve(book));
  return { ...verdict, submissionId };
}

async function submissionOf(ctx: Ctx, collection: number, book: OpenedBook): Promise<number> {
  const identity = identityIn(book);
  if (identity === null) throw problems.workbookUnreadable(book.ok ? NO_KEY : book.problem);
  if (identity.collection !== String(collection)) throw problems.workbookUnreadable(OTHER_TASK);
  const mine = ownUnits(ctx).filter((unit) => String(unit) === identity.unit);
  const s = tables.submissions;
  const [found] = await ctx.tx
    .select({ id: s.id })
    .from(s)
    .where(and(eq(s.collectionId, collection), inArray(s.unitId, mine)));
  if (found === undefined) throw problems.workbookUnreadable(NOT_MINE);
  return found.id;
}

const NO_KEY: Text = {
  zh: "看不出是哪个单位的：不是下载的模板，或隐藏页已丢失。请重新下载模板，把数复制进去",
  en: "It does not say whose it is: no downloaded template, or its hidden sheet is lost. Download the template again and copy the figures into it",
};
const OTHER_TASK: Text = {
  zh: "这是另一次采集任务的模板：请核对是否放错文件夹",
  en: "This is a template of another collection; look whether it lies in the wrong folder",
};
const NOT_MINE: Text = {
  zh: "不是您填报的单位，或该单位还没有开始填报",
  en: "It is not of a unit that you answer for, or that unit has not begun",
};
