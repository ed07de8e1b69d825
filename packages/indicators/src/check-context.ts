import type { PeriodKind } from "./catalogue.ts";
import type { Cell } from "./check.ts";
import type { Compiled, CompiledForm } from "./compile.ts";
import { canonicalDecimal } from "./decimal.ts";
import type { Around, Lookup } from "./evaluate.ts";
import type { Formula } from "./operands.ts";
import { MONTHS, type Outside, type Period } from "./outside.ts";
import { overTime } from "./over-time.ts";
import type { CellValue } from "./value.ts";
import { cellKey, isCurrent, type OperandRef } from "./vocabulary.ts";

/** What the rules need beside the form's own cells. Plain data: the server makes it, hashes it and sends it along. */
export type CheckContext = Outside & {
  /** The unit's answers to the same form for the same period one year earlier; absent = no history. */
  previousYear?: Cell[];
  /** Its answers to the same form for the periods right before, the newest first; null where there are none. */
  earlier?: (Cell[] | null)[];
  /** Its newest answers to other forms, for rules that name their form. */
  related?: Cell[];
};

/** A form being checked: where its figures, limits, peers and copies are found. */
export type Asking = {
  compiled: Compiled;
  form: CompiledForm;
  lookup: Lookup;
  around: Around;
  /** Non-zero flow cells that repeat the period before; null where there are too few of them to say anything. */
  copied: { measure: string; member: string }[] | null;
};

/** How many periods of a kind make a year; 1 where it has no fixed length. */
export const periodsPerYear = (kind: PeriodKind): number => 12 / (MONTHS[kind] ?? 12);

type Cells = ReadonlyMap<string, CellValue>;

export function asking(compiled: Compiled, form: CompiledForm, now: Cells, context: CheckContext): Asking {
  const earlier = (context.earlier ?? []).map((cells) => cells && index(cells));
  const yearAgo = context.previousYear && index(context.previousYear);
  const related = index(context.related ?? []);
  const perYear = periodsPerYear(form.form.period);
  /** The form as it was `back` periods ago. */
  const formAt = (back: number): Cells | null | undefined => {
    if (back === 0) return now;
    return earlier[back - 1] ?? (back === perYear ? yearAgo : undefined);
  };
  const own = (ref: OperandRef, back: number) => readable(formAt(back)?.get(cellKey(ref.measure, ref.member)));
  const lookup: Lookup = (ref) => {
    const key = cellKey(ref.measure, ref.member);
    if (!form.asked.has(key)) return isCurrent(ref) ? readable(related.get(key)) : undefined;
    const newest = (ref.periods ?? 0) + (ref.lag === 1 ? perYear : 0);
    if (!ref.window) return own(ref, newest);
    const length = windowLength(ref, newest, context.period);
    if (length === null) return undefined;
    const backs = Array.from({ length }, (_, at) => newest + length - 1 - at);
    const flow = compiled.measures.get(ref.measure)?.aggTime === "sum";
    const cells = backs.map((back) => own(ref, back));
    // A period of the window before anything was reported is no history, not a figure that is missing now.
    if (cells.some((cell, at) => cell === undefined && formAt(backs[at] as number) == null)) return undefined;
    return overTime(cells, ref.window.kind === "moving_mean" ? "mean" : flow ? "sum" : "last");
  };
  const { share, copied } = form.rules.some(({ expr, when }) => asksCopies(expr) || (when && asksCopies(when)))
    ? copies(compiled, form, now, earlier[0])
    : { share: null, copied: null };
  const settled = share === null ? undefined : new Map([["copied_share()", share]]);
  return { compiled, form, lookup, around: { outside: context, read: new Map(), ...(settled && { settled }) }, copied };
}

export function index(cells: readonly Cell[]): Map<string, CellValue> {
  return new Map(cells.map((cell) => [cellKey(cell.measure, cell.member), cell.value]));
}

/** A number that cannot be read is VR03's business; to every other rule it is missing. */
function readable(cell: CellValue | undefined): CellValue | undefined {
  return cell?.state === "number" && canonicalDecimal(cell.value) === null ? { state: "missing" } : cell;
}

/** How many periods a window holds that ends `newest` periods back; null where the period is not known. */
function windowLength({ window }: OperandRef, newest: number, period: Period | undefined): number | null {
  if (window && "n" in window) return window.n;
  const months = period && MONTHS[period.kind];
  if (!period || !months) return null;
  const last = Number(period.end.slice(5, 7)) / months;
  const perYear = 12 / months;
  return ((((last - 1 - newest) % perYear) + perYear) % perYear) + 1;
}

/** Fewer flows than this say nothing about copying. */
const MIN_FLOWS = 5;

export const asksCopies = ({ externals }: Formula): boolean => externals.some(({ kind }) => kind === "copied_share");

/** 整表雷同: of the flows that are not zero now, the share that equals the period before; null without one. */
function copies(
  compiled: Compiled,
  form: CompiledForm,
  now: Cells,
  before: Cells | null | undefined,
): { share: string | null; copied: Asking["copied"] } {
  const flows = form.lines
    .map(({ measure, member = "total" }) => ({ measure, member }))
    .filter(({ measure, member }) => {
      const cell = readable(now.get(cellKey(measure, member)));
      const flow = compiled.measures.get(measure)?.aggTime === "sum";
      return flow && cell?.state === "number" && canonicalDecimal(cell.value) !== "0";
    });
  if (flows.length < MIN_FLOWS) return { share: null, copied: null };
  if (!before) return { share: null, copied: [] };
  const copied = flows.filter(({ measure, member }) => {
    const key = cellKey(measure, member);
    const [cell, old] = [now.get(key), readable(before.get(key))];
    if (cell?.state !== "number" || old?.state !== "number") return false;
    return canonicalDecimal(cell.value) === canonicalDecimal(old.value);
  });
  return { share: `${copied.length}/${flows.length}`, copied };
}
