import { cellKey } from "@duibiao/indicators";
import type { api, Answer } from "@duibiao/client";
import type { Submission } from "../task/task.ts";
import type { Batch } from "./draft.ts";

type Saved = Answer<typeof api.submissions.saveSubmission>;
type Cell = Submission["cells"][number];

const keyOf = ({ measure, member }: { measure: string; member: string }) => cellKey(measure, member);

/** What the server holds after it acknowledged a batch: saved cells as they were sent, conflicts as they are stored. */
export function withSaved(held: Submission, batch: Batch, answer: Saved): Submission {
  const { saved, conflicts, findings, ...summary } = answer;
  const cells = new Map(held.cells.map((cell) => [keyOf(cell), cell]));
  const sent = new Map(batch.cells.map((cell) => [keyOf(cell), cell]));
  for (const { measure, member, version } of saved) {
    const cell = sent.get(cellKey(measure, member));
    // Zeros that the server wrote for a section stand in the answer only: the whole is read anew with the network.
    if (!cell) continue;
    if (cell.value === null) cells.delete(keyOf(cell));
    else cells.set(keyOf(cell), { ...cells.get(keyOf(cell)), ...storedAs(cell), version });
  }
  for (const { stored } of conflicts)
    if (stored.version === 0) cells.delete(keyOf(stored));
    else cells.set(keyOf(stored), stored);
  return {
    ...held,
    ...summary,
    cells: [...cells.values()],
    findings,
    zeroSections: batch.zeroSections ?? held.zeroSections,
  };
}

function storedAs({ measure, member, value, note, carried }: Batch["cells"][number]): Cell {
  const number = value?.state === "number" ? value : null;
  return {
    measure,
    member,
    state: value!.state,
    value: number?.value ?? null,
    estimated: number?.estimated === true,
    reason: value !== null && value.state !== "number" ? (value.reason ?? "") : "",
    note,
    source: carried === undefined ? "typed" : `carried:${carried}`,
  };
}
