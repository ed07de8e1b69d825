import type { tables } from "@duibiao/db";
import type { Outcome } from "./take.ts";

type Reason = (typeof tables.filings.$inferInsert)["reasons"][number];

/** Everything that keeps a file out, with its place: what the institution is told. */
export function reasonsOf({ problem, cells, rows, findings }: Outcome): Reason[] {
  const ofCells = cells.flatMap(({ measure, member, line, cell, problem: wrong, given }) =>
    wrong === null ? [] : [{ cell: `${measure}/${member}`, place: `${line} ${cell} ${given}`.trim(), ...wrong }],
  );
  const ofRows = rows
    .filter(({ blocks }) => blocks)
    .map(({ row, text }) => ({ cell: "", place: String(row ?? ""), ...text }));
  const ofFindings = findings.map(({ rule, cells: at, text, advice }) => ({
    cell: at[0] === undefined ? "" : `${at[0].measure}/${at[0].member}`,
    place: rule,
    zh: `${text.zh} ${advice.zh}`.trim(),
    en: `${text.en} ${advice.en}`.trim(),
  }));
  const listed = [...ofCells, ...ofRows, ...ofFindings];
  return listed.length > 0 || problem === null ? listed : [{ cell: "", place: "", ...problem }];
}
