import { readQuantity, type Text } from "@duibiao/indicators";
import type { EntryLine } from "@duibiao/ui/grid";

/** One cell to be corrected, as it is being typed. */
export type Change = { key: string; state: "number" | "na" | "missing"; text: string };

type Value = { state: "number"; value: string } | { state: "na" | "missing"; reason: string };
export type ReadChange =
  | { ok: true; cell: { measure: string; member: string; value: Value }; shown: string }
  | { ok: false; problem: Text | null };

/** What is typed as a cell of the request; `problem` null: nothing typed yet. */
export function readChange(lines: readonly EntryLine[], { key, state, text }: Change): ReadChange {
  const line = lines.find((candidate) => candidate.key === key)!;
  if (text.trim() === "") return { ok: false, problem: null };
  const address = { measure: line.measure, member: line.member };
  if (state !== "number") return { ok: true, cell: { ...address, value: { state, reason: text.trim() } }, shown: text };
  const read = readQuantity(text, line.uom);
  if (!read.ok) return { ok: false, problem: read.problem };
  return { ok: true, cell: { ...address, value: { state, value: read.decimal } }, shown: read.decimal };
}
