import { readBook, type OpenedBook } from "@duibiao/workbook";
import { takeTime } from "../evaluations/patience.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** Files that are read or wait for it: each holds a connection, and saves must not wait behind imports. */
const atOnce = 4;
let inHand = 0;

/** Opens a workbook from anywhere, unless too many are being read: then the sender hears when to come again. */
export async function readInHand(ctx: Ctx, body: Uint8Array): Promise<OpenedBook> {
  if (inHand >= atOnce) throw problems.busy({ retryAfter: 1 });
  inHand++;
  try {
    await takeTime(ctx);
    return await readBook(body);
  } finally {
    inHand--;
  }
}

export const NOT_NAMED_XLSX = {
  zh: "文件名应以 .xlsx 结尾，请改名后上传",
  en: "The file's name must end in .xlsx; rename it and upload it again",
};
