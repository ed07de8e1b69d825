import type { Input, Output, workbooks as contract } from "@duibiao/contract";
import {
  rowKey,
  templateIn,
  writeTemplate,
  type OpenedBook,
  type ReadTemplate,
  type TemplateLine,
} from "@duibiao/workbook";
import { listsOn } from "../items/list.ts";
import { givenBack, judgeLists, storeLists, withTotals } from "../items/of-workbook.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "./content.ts";
import { findingsOf } from "./findings.ts";
import { judgeLines } from "./judge-lines.ts";
import { loadBundle, mustBeTyped, placeOf, type Bundle } from "./open.ts";
import { NOT_NAMED_XLSX, readInHand } from "./read-in-hand.ts";
import { saveInto } from "./save.ts";
import { mustBePossible } from "./states.ts";
import { identityOf, templateOf } from "./template.ts";
import { address, withChanges } from "./write-cells.ts";

type Verdict = Output<typeof contract.importWorkbook>;

/**
 * 导入: what becomes of every line of a filled template. The real run writes all accepted cells, by the same way as
 * typed ones, or, where anything is refused or in conflict, none. The same file again changes nothing.
 */
export async function importWorkbook(
  ctx: Ctx,
  { params, query, body }: Input<typeof contract.importWorkbook>,
): Promise<Verdict> {
  return importBook(ctx, params.id, query, () => readInHand(ctx, body));
}

/** The same of a file that is read when it is needed, or was read to see whose it is. */
export async function importBook(
  ctx: Ctx,
  id: number,
  query: Input<typeof contract.importWorkbook>["query"],
  open: () => Promise<OpenedBook>,
): Promise<Verdict> {
  const { bundle, judged, rows, lists, stored } = await judge(ctx, id, query.name, open);
  const changes = judged.flatMap(({ change }) => (change === null ? [] : [change]));
  const answer = { dryRun: query.dryRun, changed: changes.length, cells: judged.map((one) => one.answer), rows };
  const listed = { ...answer, lists: lists.map((list) => list.answer) };
  const blocked =
    rows.some((row) => row.blocks) ||
    [...answer.cells, ...listed.lists].some(({ verdict }) => verdict === "refused" || verdict === "conflict");
  if (blocked && !query.dryRun) throw problems.workbookRefused({ ...listed, changed: 0 });
  const isNew = lists.some(({ answer: { verdict } }) => verdict === "accepted");
  if (!query.dryRun && (changes.length > 0 || isNew)) {
    const saved = await saveInto(ctx, bundle, { cells: changes, explanations: [] }, query.name);
    const { findings } = (await storeLists(ctx, id, lists)) ?? saved;
    return { ...listed, findings };
  }
  await audit(ctx, bundle, { file: query.name, dryRun: query.dryRun, changed: 0 });
  return { ...listed, findings: await findingsOf(ctx, bundle, withChanges(stored, changes)) };
}

/** 退回红格: the file's figures as a template of today, refused cells red with the reason in a note. */
export async function markWorkbook(
  ctx: Ctx,
  { params, query, body }: Input<typeof contract.markWorkbook>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bundle, judged, lists, stored } = await judge(ctx, params.id, query.name, () => readInHand(ctx, body));
  const template = await templateOf(ctx, bundle, stored, await listsOn(ctx.tx, params.id));
  const lines = new Map(template.lines);
  for (const { line, answer } of judged) {
    // What the file does not change stays as it is stored, also where the file was blank and somebody has typed since.
    if (answer.verdict === "unchanged") continue;
    const filled: TemplateLine = { ...lines.get(rowKey(line))!, entry: line.entry };
    const refusals = { [line.refused ?? "value"]: `${answer.problem?.zh}\n${answer.problem?.en}` };
    lines.set(rowKey(line), answer.problem === null ? filled : { ...filled, refusals });
  }
  await audit(ctx, bundle, { file: query.name, marked: judged.filter(({ answer }) => answer.problem !== null).length });
  const given = lists.map(({ read }) => read);
  return writeTemplate({ ...template, lines, lists: givenBack(given, template.lists) });
}

const audit = (ctx: Ctx, { submission }: Bundle, detail: Record<string, unknown>) =>
  ctx.audit({ object: `submission/${submission.id}`, regionId: submission.regionId, detail });

async function judge(ctx: Ctx, id: number, name: string, open: () => Promise<OpenedBook>) {
  const seen = await loadBundle(ctx.tx, id);
  ctx.must("submission.save", placeOf(seen.submission));
  mustBeTyped(seen.collection);
  mustBePossible(seen.submission.state, "save");
  const found = read(seen, name, await open());
  // Taken only now: nobody waits for a row while a file is read.
  const bundle = await loadBundle(ctx.tx, id, true);
  mustBePossible(bundle.submission.state, "save");
  const stored = await readCells(ctx.tx, id, bundle.measures);
  const lists = await judgeLists(ctx, bundle, found.lists);
  const lines = withTotals(found.lines, lists, new Map(stored.map((cell) => [address(cell), cell])));
  return { bundle, judged: await judgeLines(ctx, bundle, lines, stored), rows: found.rows, lists, stored };
}

function read(
  bundle: Bundle,
  name: string,
  book: OpenedBook,
): Pick<Extract<ReadTemplate, { ok: true }>, "lines" | "rows" | "lists"> {
  const found = templateIn(book, { vocabulary: bundle.catalogue.compiled, identity: identityOf(bundle) });
  if (!found.ok) throw problems.workbookUnreadable(found.problem);
  if (!/\.xlsx$/i.test(name)) throw problems.workbookUnreadable(NOT_NAMED_XLSX);
  return found;
}
