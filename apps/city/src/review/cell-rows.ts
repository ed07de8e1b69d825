import { cellKey, lineName, type Text } from "@duibiao/indicators";
import { changeInPercent, groupDigits, type SparkPoint } from "@duibiao/ui";
import type { Context, Evidence, Finding, Paper, Question, Revision } from "./paper.ts";

type Observation = Revision["observations"][number];
type Address = { measure: string; member: string };

/** A line of the form with what was answered, and everything to compare it with. */
export type CellRow = Address & {
  key: string;
  /** 行次 */
  row: string;
  name: Text;
  uom: string;
  decimals: number | undefined;
  now: Observation | null;
  /** The same cell in the revision before; null: there was none, undefined: no revision before. */
  before: Observation | null | undefined;
  previous: Observation["value"];
  previousYear: Observation["value"];
  /** On the same period last year, in percent. */
  change: number | null;
  points: SparkPoint[];
  peers: Context["peers"][number] | null;
  /** Share of the city's total so far, 0 to 1. */
  share: number | null;
  findings: readonly Finding[];
  questions: readonly Question[];
  /** 佐证, those that came with an answer too. */
  evidence: readonly Evidence[];
};

/** Periods on a sparkline, this one included. */
const shownPeriods = 8;

export const addressOfCell = ({ measure, member }: Address) => cellKey(measure, member);

const byCell = <Cell extends Address>(cells: readonly Cell[]) =>
  new Map(cells.map((cell) => [addressOfCell(cell), cell] as const));

/** Lines of the form in its order. */
export function cellRows({ revision, before, context, vocabulary, form, submission }: Paper): CellRow[] {
  const now = byCell(revision.observations);
  const earlier = before === null ? null : byCell(before.observations);
  const previous = byCell(context.previous?.cells ?? []);
  const previousYear = byCell(context.previousYear?.cells ?? []);
  const peers = byCell(context.peers);
  const totals = byCell(context.cityTotals);
  const history = context.history.slice(0, shownPeriods - 1).toReversed();
  const past = history.map(({ period, cells }) => ({ label: period.key, cells: byCell(cells) }));
  return form.sections
    .flatMap(({ lines }) => lines)
    .map((line) => {
      const address = { measure: line.measure, member: line.member ?? "total" };
      const key = addressOfCell(address);
      const measure = vocabulary.measures.get(line.measure);
      const observation = now.get(key) ?? null;
      const value = observation?.value ?? null;
      const range = peers.get(key) ?? null;
      const band = range === null ? null : { q1: range.q1, q3: range.q3 };
      const spot = (label: string, text: string | null | undefined): SparkPoint => ({
        label,
        value: text === null || text === undefined ? null : Number(text),
        peers: band,
      });
      const yearBefore = previousYear.get(key)?.value ?? null;
      return {
        ...address,
        key,
        row: line.row,
        name: lineName(vocabulary, line),
        uom: measure?.uom ?? "",
        decimals: measure?.decimals,
        now: observation,
        before: earlier === null ? undefined : (earlier.get(key) ?? null),
        previous: previous.get(key)?.value ?? null,
        previousYear: yearBefore,
        change: changeInPercent(yearBefore, value),
        points: [
          ...past.map(({ label, cells }) => spot(label, cells.get(key)?.value)),
          spot(context.period.key, value),
        ],
        peers: range,
        share: shareOf(value, totals.get(key)?.sum),
        findings: revision.findings.filter(({ cells }) => cells.some((cell) => addressOfCell(cell) === key)),
        questions: submission.questions.filter((question) => addressOfCell(question) === key),
        evidence: submission.evidence.filter(
          (paper) => addressOfCell(paper) === key && paper.revision <= revision.revision,
        ),
      };
    });
}

function shareOf(value: string | null, total: string | null | undefined): number | null {
  if (value === null || total === null || total === undefined || Number(total) === 0) return null;
  return Number(value) / Number(total);
}

/** Whether a cell says something else than in the revision before. */
export const hasChanged = ({ now, before }: CellRow): boolean =>
  before !== undefined && sayOf(before, "zh") !== sayOf(now, "zh");

/** So few equal figures say nothing. */
const fewestRepeated = 5;

/**
 * How many figures are those of the period before, where all of them are: a form that was copied looks like this. Zeros
 * are left out, they are often the same; so is what had no figure before. Null: not so.
 */
export function repeatedOf(rows: readonly CellRow[]): number | null {
  const compared = rows.flatMap(({ now, previous }) =>
    now?.state === "number" && previous !== null && Number(now.value) !== 0 ? [now.value === previous] : [],
  );
  return compared.length >= fewestRepeated && compared.every((same) => same) ? compared.length : null;
}

/** An answer in words: the number with all its digits, 不适用, 暂缺, or nothing. */
export function sayOf(cell: Pick<Observation, "state" | "value" | "estimated"> | null, language: "zh" | "en"): string {
  if (cell === null) return language === "zh" ? "未填" : "empty";
  if (cell.state === "na") return language === "zh" ? "不适用" : "n/a";
  if (cell.state === "missing") return language === "zh" ? "暂缺" : "missing";
  const estimated = cell.estimated ? (language === "zh" ? "（暂估）" : " (estimated)") : "";
  return `${groupDigits(cell.value!)}${estimated}`;
}
