import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { groupDigits } from "@duibiao/ui";
import { sayFactor } from "@duibiao/ui/grid";
import { keyOf } from "../task/form.ts";

export type Verdict = Answer<typeof api.workbooks.importWorkbook>;
export type VerdictCell = Verdict["cells"][number];
/** A line of the table: what became of a cell, or what is wrong with a row of the sheet. */
export type VerdictRow = {
  key: string;
  row: number | null;
  /** Where it stands in the file. */
  place: string;
  cell: VerdictCell | null;
  /** What stands there, where it is no line of the form. */
  given: string;
  texts: Text[];
  /** It keeps the whole file out. */
  bad: boolean;
};

/** Refused, or to be looked at before it is written. */
export const asksForLook = ({ bad, texts }: VerdictRow): boolean => bad || texts.length > 0;

/** Nothing in the file keeps it out. */
export const isClean = ({ cells, rows, lists }: Verdict): boolean =>
  [...cells, ...lists].every(({ verdict }) => verdict === "accepted" || verdict === "unchanged") &&
  !rows.some((row) => row.blocks);

/** How many places keep the file out. */
export const faultsOf = ({ cells, rows, lists }: Verdict): number =>
  cells.filter(({ verdict }) => verdict === "refused" || verdict === "conflict").length +
  rows.filter(({ blocks }) => blocks).length +
  lists.reduce((sum, { faults, verdict }) => sum + (verdict === "conflict" ? 1 : faults.length), 0);

/** Lists of items that the file would write. */
export const newLists = ({ lists }: Verdict) => lists.filter(({ verdict }) => verdict === "accepted");

/** The verdicts in the order of the sheet, each with all that is to be said of it: what the form would say, too. */
export function verdictRows({ cells, rows, lists, findings }: Verdict): VerdictRow[] {
  const broken = new Map<string, Text[]>();
  for (const { cells: at, rule, verdict, text, advice } of findings) {
    if (at[0] === undefined || verdict !== "false" || rule === "VR01") continue;
    const said = { zh: `${text.zh} ${advice.zh}`.trim(), en: `${text.en} ${advice.en}`.trim() };
    broken.set(keyOf(at[0]), [...(broken.get(keyOf(at[0])) ?? []), said]);
  }
  const ofCells = cells.map((cell) => ({
    key: `${cell.cell} ${cell.measure}/${cell.member}`,
    row: cell.row,
    place: cell.cell,
    cell,
    given: cell.given,
    texts: [
      ...(cell.problem ? [cell.problem] : []),
      ...(cell.conversion ? [sayConversion(cell.conversion)] : []),
      ...(cell.suspicion ? [saySuspicion(cell.suspicion)] : []),
      ...(broken.get(keyOf(cell)) ?? []),
    ],
    bad: cell.verdict === "refused" || cell.verdict === "conflict",
  }));
  const ofRows = rows.map(({ row, text, blocks }, at) => ({
    key: `row ${row} ${at}`,
    row,
    place: row === null ? "" : String(row),
    cell: null,
    given: "",
    texts: [text],
    bad: blocks,
  }));
  const inForm = [...ofCells, ...ofRows].toSorted((a, b) => (a.row ?? Infinity) - (b.row ?? Infinity));
  return [...inForm, ...lists.flatMap(rowsOfList)];
}

/** What is to be said of a sheet of items: its faults, that somebody saved another list, columns with a gap. */
function rowsOfList({ sheet, verdict, problem, totals, faults }: Verdict["lists"][number]): VerdictRow[] {
  const row = (at: string, text: Text, given = ""): VerdictRow => ({
    key: `${sheet}!${at}`,
    row: null,
    place: at === "" ? sheet : `${sheet}!${at}`,
    cell: null,
    given,
    texts: [text],
    bad: verdict !== "accepted",
  });
  const open = totals.filter(({ value, open: gaps }) => value === null && gaps.length > 0);
  const left = Math.max(0, ...open.map(({ open: gaps }) => gaps.length));
  return [
    ...faults.map(({ cell, given, text }) => row(cell, text, given)),
    ...(problem ? [row("", problem)] : []),
    ...(open.length > 0
      ? [
          row("", {
            zh: `${open.length} 栏有空着的行（最多 ${left} 行），这些栏的合计不写入；没有的请填“不适用”。`,
            en: `${open.length} columns have rows without an answer (up to ${left}); their totals are not entered. Write 不适用 where there is no such thing.`,
          }),
        ]
      : []),
  ];
}

const sayConversion = ({ from, to }: { from: string; to: string }): Text => ({
  zh: `已换算：${from} = ${to}`,
  en: `Converted: ${from} = ${to}`,
});

function saySuspicion(suspicion: NonNullable<VerdictCell["suspicion"]>): Text {
  const [factor, suggested] = [sayFactor(suspicion), groupDigits(suspicion.suggested)];
  return {
    zh: `疑似单位错误：${factor.zh}，是否应为 ${suggested}？`,
    en: `Unit of measure? ${factor.en}; should it be ${suggested}?`,
  };
}
