import { readQuantity, type CellValue, type Text } from "@duibiao/indicators";
import { groupDigits } from "../format.ts";
import type { EntryLine } from "./lines.ts";

/** What stands in a line: nothing (null, never zero) or one of the four values, and the clerk's note. */
export type Entry = {
  value: CellValue | null;
  note: string;
  /** Typed but not readable: shown as typed with the reason, not part of the answer. */
  rejected: { text: string; problem: Text } | null;
  /** What was typed and what it became, where a unit of measure was converted. */
  conversion: { from: string; to: string } | null;
  /** 沿用: key of the period before whose answer was confirmed unchanged; goes with the first other value. */
  carried?: string | undefined;
  /** Where another system's figure came from, as its cell keeps it; what is typed over it has none. */
  source?: string | undefined;
};

export const blank: Entry = { value: null, note: "", rejected: null, conversion: null };

/** How a typed text is to be taken. `ask`: the state was named without its reason. */
export type ReadEntry = { entry: Entry; ask?: "na" | "missing" };

/**
 * Reads what was typed or pasted into a line. Nothing typed empties the cell. A state may be typed with its reason
 * (`不适用:无此类燃料`); words that could mean two things are refused.
 */
export function readEntry(line: EntryLine, text: string, before: Entry): ReadEntry {
  const { note } = before;
  const typed = text.trim();
  if (typed === "") return { entry: { ...blank } };
  const state = /^(不适用|暂缺|n\/a|na|missing)\s*[:：,，(（]?\s*(.*?)[)）]?$/iu.exec(typed);
  if (state) {
    const kind = /^(暂缺|missing)$/i.test(state[1] as string) ? "missing" : "na";
    const reason = (state[2] as string).trim();
    if (reason !== "") return { entry: { ...blank, note, value: { state: kind, reason } } };
    return { ask: kind, entry: reject(before, typed, REASON_WANTED) };
  }
  if (/^([无/\-—–]+|没有|none)$/i.test(typed)) return { entry: reject(before, typed, AMBIGUOUS) };
  const estimate = /^(.*?)\s*[(（]?(暂估|估|est\.?)[)）]?$/iu.exec(typed);
  const read = readQuantity(estimate ? (estimate[1] as string) : typed, line.uom);
  if (!read.ok) return { entry: reject(before, typed, read.problem) };
  const estimated = estimate !== null || (before.value?.state === "number" && before.value.estimated === true);
  return {
    entry: {
      note,
      value: { state: "number", value: read.decimal, ...(estimated && { estimated }) },
      rejected: null,
      conversion: read.conversion,
    },
  };
}

const reject = (before: Entry, text: string, problem: Text): Entry => ({ ...before, rejected: { text, problem } });

const REASON_WANTED = {
  zh: "请写明原因：按 Alt+↓ 从列表选，或填“不适用：原因”“暂缺：原因”。",
  en: 'Give the reason: choose one with Alt+↓, or type "n/a: reason" or "missing: reason".',
};

const AMBIGUOUS = {
  zh: "意思不明：没有发生填 0，没有此项选不适用，有但不知道选暂缺（Alt+↓）。",
  en: "Could mean two things: 0 if nothing happened, not applicable if there is no such thing, missing if unknown (Alt+↓).",
};

/** What the cell shows when nobody types in it. */
export function shownText(entry: Entry, language: "zh" | "en"): string {
  if (entry.rejected) return entry.rejected.text;
  const { value } = entry;
  if (value === null) return "";
  if (value.state === "number") return groupDigits(value.value);
  return STATES[value.state][language];
}

/** What the cell hands over to be edited or copied: digits without separators; a state with its reason. */
export function plainText(entry: Entry): string {
  if (entry.rejected) return entry.rejected.text;
  const { value } = entry;
  if (value === null) return "";
  if (value.state === "number") return value.value;
  return `${STATES[value.state].zh}${value.reason ? `：${value.reason}` : ""}`;
}

export const STATES = {
  na: { zh: "不适用", en: "n/a" },
  missing: { zh: "暂缺", en: "Missing" },
} as const;

export const sameEntry = (a: Entry, b: Entry): boolean =>
  a.note === b.note && a.carried === b.carried && a.rejected?.text === b.rejected?.text && sameValue(a.value, b.value);

export function sameValue(a: CellValue | null, b: CellValue | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.state === "number" && b.state === "number")
    return a.value === b.value && (a.estimated ?? false) === (b.estimated ?? false);
  return a.state === b.state && "reason" in a && "reason" in b && a.reason === b.reason;
}
