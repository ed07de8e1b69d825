import type { filings as contract, Output } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import { rowKey, type ReadLine, type ReadList } from "@duibiao/workbook";
import type { Outcome } from "./take.ts";

type Answer = Output<typeof contract.fileTemplate>;
export type Reason = Answer["reasons"][number];

/** What was read of a file before it was refused. */
export type Seen = Pick<Outcome, "cells" | "rows" | "findings"> & { sheet: string; lines: readonly ReadLine[] };

const nowhere = { cell: "", sheet: "", at: "", line: "", given: "", rule: "" };

/** A reason that is of the whole file. */
export const ofWhole = (problem: Text): Reason => ({ ...nowhere, ...problem });

/** Everything that keeps a file out, each with its place in the sheet: what the institution is told. */
export function reasonsOf(problem: Text, { sheet, lines, cells, rows, findings }: Seen): Reason[] {
  const ofCells = cells.map(({ measure, member, line, cell, given, problem: wrong, stored }) => ({
    ...nowhere,
    ...(wrong ?? replaces(stored?.value ?? stored?.state ?? null)),
    cell: rowKey({ measure, member }),
    sheet,
    at: cell,
    line,
    given,
  }));
  const ofRows = rows
    .filter(({ blocks }) => blocks)
    .map(({ row, text }) => ({ ...nowhere, ...text, sheet, at: String(row ?? "") }));
  const ofFindings = findings.map(({ rule, cells: [first], text, advice }) => {
    const line = first && lines.find((one) => rowKey(one) === rowKey(first));
    return {
      cell: first === undefined ? "" : rowKey(first),
      sheet,
      at: line?.cell ?? "",
      line: line?.line ?? "",
      given: line?.entry.value ?? "",
      rule,
      zh: `${text.zh} ${advice.zh}`.trim(),
      en: `${text.en} ${advice.en}`.trim(),
    };
  });
  const listed = [...ofCells, ...ofRows, ...ofFindings];
  return listed.length > 0 ? listed : [ofWhole(problem)];
}

/** What is wrong on a sheet of items. */
export const itemReasons = ({ sheet, faults }: ReadList): Reason[] =>
  faults.map(({ cell, given, text }) => ({ ...nowhere, ...text, sheet, at: cell, given }));

const replaces = (stored: string | null): Text => ({
  zh: `与平台上的「${stored ?? "空"}」不同`,
  en: `differs from "${stored ?? "nothing"}" on the platform`,
});
