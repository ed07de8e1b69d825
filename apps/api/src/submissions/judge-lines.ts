import type { Output, workbooks as contract } from "@duibiao/contract";
import { unitSuspicion, type UnitSuspicion } from "@duibiao/indicators";
import type { ReadLine } from "@duibiao/workbook";
import type { Ctx } from "../serve.ts";
import type { StoredCell } from "./content.ts";
import { earlierAnswers } from "./context.ts";
import type { Bundle } from "./open.ts";
import { address, isSame, type CellInput } from "./write-cells.ts";

type Verdict = Output<typeof contract.importWorkbook>;
/** A line of a file, what is to be said of it, and the change of the working copy that it asks for. */
export type Judged = { line: ReadLine; answer: Verdict["cells"][number]; change: CellInput | null };

/** What becomes of every line of a filled template, beside what is stored and what was usual. */
export async function judgeLines(
  ctx: Ctx,
  bundle: Bundle,
  lines: readonly ReadLine[],
  stored: readonly StoredCell[],
): Promise<Judged[]> {
  const byAddress = new Map(stored.map((cell) => [address(cell), cell]));
  const { past } = await earlierAnswers(ctx, bundle);
  const figures = past.flatMap(({ cells }) => cells.filter((cell) => cell.value !== null));
  return lines.map((line) => {
    const uom = bundle.catalogue.compiled.measures.get(line.measure)!.uom;
    const before = figures.filter((cell) => address(cell) === address(line)).map((cell) => cell.value!);
    const number = line.value?.state === "number" ? line.value.value : null;
    const suspicion = number === null ? null : unitSuspicion(before, number, uom);
    return verdictOn(line, byAddress.get(address(line)), suspicion);
  });
}

function verdictOn(line: ReadLine, stored: StoredCell | undefined, suspicion: UnitSuspicion | null): Judged {
  const { row, cell, measure, member, value, entry, problem, conversion } = line;
  const given = entry[line.refused ?? "value"] || entry.state;
  const answer = {
    row,
    line: line.line,
    cell,
    measure,
    member,
    given,
    value,
    conversion,
    suspicion,
    stored: stored ?? null,
  };
  if (problem !== null) return { line, change: null, answer: { ...answer, value: null, verdict: "refused", problem } };
  const change: CellInput = { measure, member, value, version: stored?.version ?? 0, note: entry.note };
  // What a file never knew and says nothing of is no answer to it.
  if (isSame(change, stored) || (value === null && line.version === 0))
    return { line, change: null, answer: { ...answer, verdict: "unchanged", problem: null } };
  if (line.version !== change.version)
    return { line, change: null, answer: { ...answer, verdict: "conflict", problem: conflict(answer.given, stored) } };
  return { line, change, answer: { ...answer, verdict: "accepted", problem: null } };
}

function conflict(given: string, stored: StoredCell | undefined) {
  const now = stored === undefined ? null : (stored.value ?? stored.state);
  return {
    zh: `下载模板后平台上的数已改为「${now ?? "空"}」，文件中是「${given === "" ? "空" : given}」：请核对后重新下载模板，或在网页上改。`,
    en: `Since the template was downloaded the platform holds "${now ?? "nothing"}", the file says "${given === "" ? "nothing" : given}"; compare them, then download the template again or change it on screen.`,
  };
}
