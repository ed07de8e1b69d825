export * from "./read-csv.ts";
export { readBook } from "./read-book.ts";
export type { BookCell, BookSheet, OpenedBook } from "./open-book.ts";
export * from "./write-csv.ts";
export { writeTemplate, type Template, type TemplateLine } from "./write-template.ts";
export { readTemplate, templateIn, type ReadLine, type ReadTemplate, type RowFinding } from "./read-template.ts";
export { identityIn, senderIn } from "./returned-template.ts";
export { writeZip } from "./write-zip.ts";
export { rowKey, states, yes, type Entry, type EntryKey, type TemplateIdentity } from "./layout.ts";
