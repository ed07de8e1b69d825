import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export type Printed = { pages: number; text: string };

/** The page as it comes out of the printer on A4: how many sheets, and what stands on them. */
export async function print(page: Page): Promise<Printed> {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  // Chromium writes page objects uncompressed.
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;
  if (pages === undefined) throw new Error("no page in the printed document");
  return { pages, text: textOf(pdf) ?? (await laidOut(page)) };
}

/** The text of a document, where a program that reads it is installed and the machine has a Chinese font to write it. */
function textOf(pdf: Buffer): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "duibiao-print-"));
  const file = join(folder, "page.pdf");
  writeFileSync(file, pdf);
  try {
    const text = execFileSync("pdftotext", ["-layout", file, "-"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /\p{Script=Han}/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Else what the page shows when it is laid out for paper. */
async function laidOut(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  const text = await page.locator("body").innerText();
  await page.emulateMedia({ media: null });
  return text;
}
