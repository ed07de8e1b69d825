import type { Input, workbooks as contract } from "@duibiao/contract";
import { rowKey, states, writeTemplate, yes, type Entry, type Template, type TemplateLine } from "@duibiao/workbook";
import { approvedIn } from "../collections/approved.ts";
import { listsOn } from "../items/list.ts";
import { templateLists } from "../items/of-workbook.ts";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { readCells, type StoredCell } from "./content.ts";
import { earlierAnswers, unitOf } from "./context.ts";
import { formOf, loadBundle, type Asked } from "./open.ts";

/** 下载模板: the form with what the working copy holds and what was answered before. */
export async function template(
  ctx: Ctx,
  { params }: Input<typeof contract.readTemplate>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, null);
  const [cells, lists] = [await readCells(ctx.tx, params.id, bundle.measures), await listsOn(ctx.tx, params.id)];
  return writeTemplate(await templateOf(ctx, bundle, cells, lists));
}

/** What a file must be to belong to this submission. */
export const identityOf = ({ catalogue, collection, submission, period }: Asked) => ({
  catalogue: catalogue.hash,
  form: collection.formKey,
  collection: String(collection.id),
  unit: String(submission.unitId),
  period: period.key,
});

/** The template of a submission, filled with the given cells and items. */
export async function templateOf(
  ctx: Ctx,
  asked: Asked,
  cells: readonly StoredCell[],
  lists: Known["lists"],
): Promise<Template> {
  const [unit, earlier] = await Promise.all([unitOf(ctx, asked), earlierAnswers(ctx, asked)]);
  return filledTemplate(asked, unit.name, {
    now: cells,
    previous: earlier.previous?.cells ?? [],
    previousYear: earlier.previousYear?.cells ?? [],
    lists,
  });
}

type Known = {
  now: readonly StoredCell[];
  previous: readonly StoredCell[];
  previousYear: readonly StoredCell[];
  lists: Parameters<typeof templateLists>[0];
};

/** A template with what is known of a unit. */
export function filledTemplate(asked: Asked, unitName: string, known: Known): Template {
  const now = byKey(known.now);
  const previous = byKey(known.previous);
  const previousYear = byKey(known.previousYear);
  const lines = formOf(asked).lines.map((line): [string, TemplateLine] => {
    const key = rowKey(line);
    return [
      key,
      {
        entry: entryOf(now.get(key)),
        version: now.get(key)?.version ?? 0,
        previous: past(previous.get(key)),
        previousYear: past(previousYear.get(key)),
      },
    ];
  });
  return {
    vocabulary: asked.catalogue.compiled,
    identity: identityOf(asked),
    unitName,
    synthetic: asked.collection.synthetic,
    approved: approvedIn(asked.collection, formOf(asked).form),
    lines: new Map(lines),
    lists: templateLists(known.lists),
  };
}

const byKey = (cells: readonly StoredCell[]) => new Map(cells.map((cell) => [rowKey(cell), cell]));

const past = (cell: StoredCell | undefined) =>
  cell === undefined ? "" : cell.state === "number" ? cell.value! : states[cell.state];

function entryOf(cell: StoredCell | undefined): Entry {
  if (cell === undefined) return { value: "", state: "", reason: "", estimated: "", note: "" };
  return {
    value: cell.value ?? "",
    state: states[cell.state],
    reason: cell.reason,
    estimated: cell.estimated ? yes : "",
    note: cell.note,
  };
}
