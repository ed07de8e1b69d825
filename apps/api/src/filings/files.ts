import { eq } from "drizzle-orm";
import type { filings as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readBook, rowKey, templateIn, writeTemplate, type TemplateLine } from "@duibiao/workbook";
import { takeTime } from "../evaluations/patience.ts";
import { listsOn } from "../items/list.ts";
import { givenBack } from "../items/of-workbook.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { openAsked } from "../submissions/open.ts";
import { identityOf, templateOf } from "../submissions/template.ts";

async function filingOf(ctx: Ctx, id: number) {
  const f = tables.filings;
  const [row] = await ctx.tx.select().from(f).where(eq(f.id, id));
  if (row === undefined) throw problems.notFound(`filing ${id}`);
  return row;
}

/** The file as it was received. */
export async function readFiled(
  ctx: Ctx,
  { params }: Input<typeof contract.readFiled>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await filingOf(ctx, params.id)).content);
}

/** 退回红格: what a received file said, as a template of today, what is wrong red with its reason. */
export async function markFiled(
  ctx: Ctx,
  { params }: Input<typeof contract.markFiled>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { collectionId, unitId, content, reasons, submissionId, confirmed } = await filingOf(ctx, params.id);
  const asked = await openAsked(ctx.tx, collectionId, unitId);
  const stored = submissionId === null ? [] : await readCells(ctx.tx, submissionId, asked.measures);
  const lists = submissionId === null ? [] : await listsOn(ctx.tx, submissionId);
  const template = await templateOf(ctx, asked, stored, lists);
  await takeTime(ctx);
  const read = templateIn(await readBook(new Uint8Array(content)), {
    vocabulary: asked.catalogue.compiled,
    identity: identityOf(asked),
    vouched: confirmed,
  });
  if (!read.ok) throw problems.workbookUnreadable(read.problem);
  const lines = new Map(template.lines);
  for (const line of read.lines) {
    const key = rowKey(line);
    const filled: TemplateLine = { ...lines.get(key)!, entry: line.entry };
    const said = reasons.filter(({ cell }) => cell === key).map(({ zh, en }) => `${zh}\n${en}`);
    lines.set(
      key,
      said.length === 0 ? filled : { ...filled, refusals: { [line.refused ?? "value"]: said.join("\n") } },
    );
  }
  return writeTemplate({ ...template, lines, lists: givenBack(read.lists, template.lists) });
}
