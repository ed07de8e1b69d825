import type { TemplateIdentity } from "./layout.ts";
import type { OpenedBook } from "./open-book.ts";
import { keysOf } from "./template-grid.ts";

/** What a template that came back says it is for; null: its hidden keys are gone, or it never had any. */
export function identityIn(book: OpenedBook): TemplateIdentity | null {
  const keys = book.ok ? keysOf(book.sheets) : null;
  return keys?.ok ? keys.found.identity : null;
}

/** Who filled a template in, by the name after 填表人 at its foot; empty where nobody wrote one. */
export function senderIn(book: OpenedBook): string {
  if (!book.ok) return "";
  for (const { rows } of book.sheets)
    for (const cell of rows.flat()) {
      const [, name] = /^填表人\s*[:\uFF1A]\s*(\S.*)$/.exec(cell?.text.trim() ?? "") ?? [];
      if (name !== undefined) return name.trim().slice(0, 60);
    }
  return "";
}
