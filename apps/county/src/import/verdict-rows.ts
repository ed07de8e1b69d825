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
  cell: VerdictCell | null;
  texts: Text[];
  /** It keeps the whole file out. */
  bad: boolean;
};

/** Refused, or to be looked at before it is written. */
export const asksForLook = ({ bad, texts }: VerdictRow): boolean => bad || texts.length > 0;

/** The verdicts in the order of the sheet, each with all that is to be said of it: what the form would say, too. */
export function verdictRows({ cells, rows, findings }: Verdict): VerdictRow[] {
  const broken = new Map<string, Text[]>();
  for (const { cells: at, rule, verdict, text, advice } of findings) {
    if (at[0] === undefined || verdict !== "false" || rule === "VR01") continue;
    const said = { zh: `${text.zh} ${advice.zh}`.trim(), en: `${text.en} ${advice.en}`.trim() };
    broken.set(keyOf(at[0]), [...(broken.get(keyOf(at[0])) ?? []), said]);
  }
  const ofCells = cells.map((cell) => ({
    key: `${cell.cell} ${cell.measure}/${cell.member}`,
    row: cell.row,
    cell,
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
    cell: null,
    texts: [text],
    bad: blocks,
  }));
  return [...ofCells, ...ofRows].toSorted((a, b) => (a.row ?? Infinity) - (b.row ?? Infinity));
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
