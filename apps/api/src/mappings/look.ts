import type { Input, mappings as contract } from "@duibiao/contract";
import { headerNames, readExport, type OpenedBook } from "@duibiao/workbook";
import { takeTime } from "../evaluations/patience.ts";
import { grants } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

const rowsShown = 20;
/** Files that are read or wait for it: each holds a connection, and saves must not wait behind imports. */
const atOnce = 4;
let inHand = 0;

/** The tables of an export, read in a thread with limits. */
export async function openExport(ctx: Ctx, bytes: Uint8Array): Promise<Extract<OpenedBook, { ok: true }>["sheets"]> {
  if (inHand >= atOnce) throw problems.busy({ retryAfter: 1 });
  inHand++;
  try {
    await takeTime(ctx);
    const book = await readExport(bytes);
    if (!book.ok) throw problems.workbookUnreadable(book.problem);
    return book.sheets;
  } finally {
    inHand--;
  }
}

/** The first rows of an export, to choose columns by. */
export async function look(ctx: Ctx, { body }: Input<typeof contract.lookAtExport>) {
  const post = ctx.actor.posts.find((own) => grants(own, "mapping.change"));
  ctx.must("mapping.change", { regionId: post?.regionId ?? null, unitId: null });
  const sheets = await openExport(ctx, body);
  await ctx.audit({ object: "mapping", regionId: post?.regionId ?? null, detail: { looked: sheets.length } });
  return {
    sheets: sheets.map((sheet) => {
      const first = sheet.rows.slice(0, rowsShown);
      return {
        name: sheet.name,
        rows: first.map((row) => row.map((cell) => cell?.text ?? "")),
        headers: first.map((_, at) => headerNames(sheet, at + 1)),
        total: sheet.rows.length,
      };
    }),
  };
}
