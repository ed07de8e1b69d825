import type { Input, Output, workbooks as contract } from "@duibiao/contract";
import {
  readTemplate,
  rowKey,
  writeTemplate,
  type ReadLine,
  type RowFinding,
  type TemplateLine,
} from "@duibiao/workbook";
import { unitSuspicion, type UnitSuspicion } from "@duibiao/indicators";
import { takeTime } from "../evaluations/patience.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells, type StoredCell } from "./content.ts";
import { earlierAnswers } from "./context.ts";
import { findingsOf } from "./findings.ts";
import { loadBundle, mustBeTyped, placeOf, type Bundle } from "./open.ts";
import { saveInto } from "./save.ts";
import { mustBePossible } from "./states.ts";
import { identityOf, templateOf } from "./template.ts";
import { address, isSame, withChanges, type CellInput } from "./write-cells.ts";

type Verdict = Output<typeof contract.importWorkbook>;
type Judged = { line: ReadLine; answer: Verdict["cells"][number]; change: CellInput | null };

/**
 * 导入: what becomes of every line of a filled template. The real run writes all accepted cells, by the same way as
 * typed ones, or, where anything is refused or in conflict, none. The same file again changes nothing.
 */
export async function importWorkbook(
  ctx: Ctx,
  { params, query, body }: Input<typeof contract.importWorkbook>,
): Promise<Verdict> {
  const { bundle, judged, rows, stored } = await judge(ctx, params.id, query.name, body);
  const changes = judged.flatMap(({ change }) => (change === null ? [] : [change]));
  const answer = { dryRun: query.dryRun, changed: changes.length, cells: judged.map((one) => one.answer), rows };
  const blocked =
    rows.some((row) => row.blocks) ||
    answer.cells.some(({ verdict }) => verdict === "refused" || verdict === "conflict");
  if (blocked && !query.dryRun) throw problems.workbookRefused({ ...answer, changed: 0 });
  if (!query.dryRun && changes.length > 0) {
    const { findings } = await saveInto(ctx, bundle, { cells: changes, explanations: [] }, query.name);
    return { ...answer, findings };
  }
  await audit(ctx, bundle, { file: query.name, dryRun: query.dryRun, changed: 0 });
  return { ...answer, findings: await findingsOf(ctx, bundle, withChanges(stored, changes)) };
}

/** 退回红格: the file's figures as a template of today, refused cells red with the reason in a note. */
export async function markWorkbook(
  ctx: Ctx,
  { params, query, body }: Input<typeof contract.markWorkbook>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bundle, judged, stored } = await judge(ctx, params.id, query.name, body);
  const template = await templateOf(ctx, bundle, stored);
  const lines = new Map(template.lines);
  for (const { line, answer } of judged) {
    // What the file does not change stays as it is stored, also where the file was blank and somebody has typed since.
    if (answer.verdict === "unchanged") continue;
    const filled: TemplateLine = { ...lines.get(rowKey(line))!, entry: line.entry };
    const refusals = { [line.refused ?? "value"]: `${answer.problem?.zh}\n${answer.problem?.en}` };
    lines.set(rowKey(line), answer.problem === null ? filled : { ...filled, refusals });
  }
  await audit(ctx, bundle, { file: query.name, marked: judged.filter(({ answer }) => answer.problem !== null).length });
  return writeTemplate({ ...template, lines });
}

const audit = (ctx: Ctx, { submission }: Bundle, detail: Record<string, unknown>) =>
  ctx.audit({ object: `submission/${submission.id}`, regionId: submission.regionId, detail });

/** Files that are read or wait for it: each holds a connection, and saves must not wait behind imports. */
const atOnce = 4;
let inHand = 0;

async function judge(ctx: Ctx, id: number, name: string, body: Uint8Array) {
  const seen = await loadBundle(ctx.tx, id);
  ctx.must("submission.save", placeOf(seen.submission));
  mustBeTyped(seen.collection);
  mustBePossible(seen.submission.state, "save");
  const { lines, rows } = await read(ctx, seen, name, body);
  // Taken only now: nobody waits for a row while a file is read.
  const bundle = await loadBundle(ctx.tx, id, true);
  mustBePossible(bundle.submission.state, "save");
  const stored = await readCells(ctx.tx, id, bundle.measures);
  const byAddress = new Map(stored.map((cell) => [address(cell), cell]));
  const { past } = await earlierAnswers(ctx, bundle);
  const figures = past.flatMap(({ cells }) => cells.filter((cell) => cell.value !== null));
  const judged = lines.map((line) => {
    const uom = bundle.catalogue.compiled.measures.get(line.measure)!.uom;
    const before = figures.filter((cell) => address(cell) === address(line)).map((cell) => cell.value!);
    const number = line.value?.state === "number" ? line.value.value : null;
    const suspicion = number === null ? null : unitSuspicion(before, number, uom);
    return verdictOn(line, byAddress.get(address(line)), suspicion);
  });
  return { bundle, judged, rows, stored };
}

async function read(
  ctx: Ctx,
  bundle: Bundle,
  name: string,
  body: Uint8Array,
): Promise<{ lines: ReadLine[]; rows: RowFinding[] }> {
  if (inHand >= atOnce) throw problems.busy();
  inHand++;
  try {
    await takeTime(ctx);
    const found = await readTemplate(body, { vocabulary: bundle.catalogue.compiled, identity: identityOf(bundle) });
    if (!found.ok) throw problems.workbookUnreadable(found.problem);
    if (!/\.xlsx$/i.test(name))
      throw problems.workbookUnreadable({
        zh: "文件名应以 .xlsx 结尾,请改名后上传",
        en: "The file's name must end in .xlsx; rename it and upload it again",
      });
    return found;
  } finally {
    inHand--;
  }
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
    zh: `下载模板后平台上的数已改为「${now ?? "空"}」,文件中是「${given === "" ? "空" : given}」:请核对后重新下载模板,或在网页上改。`,
    en: `Since the template was downloaded the platform holds "${now ?? "nothing"}", the file says "${given === "" ? "nothing" : given}"; compare them, then download the template again or change it on screen.`,
  };
}
