import { readQuantity, type Text } from "@duibiao/indicators";
import { plainText } from "./inert.ts";
import { entryKeys, states, yes, type Entry, type EntryKey } from "./layout.ts";
import type { GridRow } from "./template-grid.ts";

/** A figure, or why there is none: what a cell of the ledger takes. */
export type EntryValue =
  | { state: "number"; value: string; estimated: boolean }
  | { state: "na" | "missing"; reason: string };

/** What stands on a line as text, and what it means; or which column is refused and why. `value` null: left empty. */
export type ReadEntry = {
  entry: Entry;
  value: EntryValue | null;
  problem: Text | null;
  refused: EntryKey | null;
  /** Both texts where a figure came with its unit of measure: `8300元` and `0.83 万元`. */
  conversion: { from: string; to: string } | null;
};

/** Reads the entry cells of a line. Nothing is guessed: contradictions are refused, and an empty line is not zero. */
export function readEntry(cells: GridRow["cells"], uom: string): ReadEntry {
  const entry = Object.fromEntries(entryKeys.map((key) => [key, plainText(cells[key]?.text.trim() ?? "")])) as Entry;
  const taken = (value: EntryValue | null, conversion: ReadEntry["conversion"] = null): ReadEntry => ({
    entry,
    value,
    problem: null,
    refused: null,
    conversion,
  });
  const refuse = (refused: EntryKey, problem: Text): ReadEntry => ({ ...taken(null), problem, refused });
  const { value, state, reason, estimated } = entry;
  const inCell = cells.value?.problem ?? null;
  if (inCell !== null) return refuse("value", inCell);
  const wrong = textProblem(entry);
  if (wrong !== null) return refuse(...wrong);
  if (state === states.na || state === states.missing) {
    if (value !== "")
      return refuse("value", {
        zh: `状态是「${state}」，本期就不能有数：请删去其一。`,
        en: "This state and a number exclude each other; delete one of them.",
      });
    if (reason === "")
      return refuse("reason", { zh: `状态是「${state}」，请写明原因。`, en: "This state needs a reason." });
    if (estimated !== "")
      return refuse("estimated", {
        zh: `状态是「${state}」，没有数可以暂估：请清空暂估。`,
        en: "With this state there is no number to be estimated; clear 暂估.",
      });
    return taken({ state: state === states.na ? "na" : "missing", reason });
  }
  if (value === "") {
    if (Object.values(entry).every((text) => text === "")) return taken(null);
    return refuse("value", {
      zh: "本期没有数：未发生填 0；要清空这一行，请把状态、原因、暂估和说明一并清空。",
      en: "There is no number: enter 0 if nothing happened; to empty the line, clear its state, reason, 暂估 and note as well.",
    });
  }
  const figure = readQuantity(value, uom);
  if (!figure.ok) return refuse("value", figure.problem);
  if (reason !== "")
    return refuse("reason", {
      zh: "有数值的行不填原因：要说明的话请写在「说明」列。",
      en: "A line with a number takes no reason; write what you want to say into the note.",
    });
  return taken({ state: "number", value: figure.decimal, estimated: estimated === yes }, figure.conversion);
}

function textProblem({ state, reason, estimated, note }: Entry): [EntryKey, Text] | null {
  const known: string[] = ["", ...Object.values(states)];
  if (!known.includes(state))
    return [
      "state",
      {
        zh: `状态只能是 ${Object.values(states).join("、")}，现为「${state.slice(0, 40)}」。`,
        en: `The state must be one of ${Object.values(states).join(", ")}.`,
      },
    ];
  if (estimated !== "" && estimated !== yes)
    return ["estimated", { zh: `暂估只能填「${yes}」或留空。`, en: `Estimated takes ${yes} or nothing.` }];
  if (reason.length > 200)
    return ["reason", { zh: "原因最多 200 字。", en: "The reason takes at most 200 characters." }];
  if (note.length > 500) return ["note", { zh: "说明最多 500 字。", en: "The note takes at most 500 characters." }];
  const broken = (
    [
      ["reason", reason],
      ["note", note],
    ] as const
  ).find(([, text]) => text.includes("\u0000") || !text.isWellFormed());
  if (broken !== undefined)
    return [
      broken[0],
      { zh: "含有不能保存的字符，请重新输入。", en: "Holds characters that cannot be stored; type it again." },
    ];
  return null;
}
