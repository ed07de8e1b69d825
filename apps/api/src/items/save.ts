import { canonicalDecimal, cellKey, itemLines, itemTotals, type Item } from "@duibiao/indicators";
import type { Input, items as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { formOf, loadBundle, placeOf, type Bundle } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { mustBePossible } from "../submissions/states.ts";
import { address, FROM_ITEMS } from "../submissions/write-cells.ts";
import { listsOn } from "./list.ts";

/**
 * 明细: stores a section's items and writes what their columns add up to into its cells, by the same way as typed figures.
 * A list is kept as it was saved; the cell's source names it.
 */
export async function save(ctx: Ctx, { params, body }: Input<typeof contract.saveItems>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  const before = (await listsOn(ctx.tx, params.id)).find((one) => one.section === body.section);
  if ((before?.id ?? 0) !== body.seen) throw problems.stale({ list: before ?? null });
  const { answer, list, totals } = await storeItems(ctx, bundle, body.section, body.items);
  const { saved: _saved, conflicts: _none, ...summary } = answer;
  return { ...summary, list, totals };
}

/** Items in one form of words and figures, so that equal lists are equal. */
export const normalItems = (items: readonly Item[]) =>
  items.map(({ label, values }) => ({
    label: label.trim(),
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, value === null ? null : canonicalDecimal(value)!]),
    ),
  }));

/** The lines of a section that items add up to. */
export function itemLinesOf(bundle: Bundle, key: string) {
  const section = formOf(bundle).form.sections.find((one) => one.key === key);
  if (section === undefined) throw problems.rule("报表没有这一节", "The form has no such section", { section: key });
  return itemLines(bundle.catalogue.compiled.measures, section.lines);
}

/** Keeps a section's items in a submission that is locked and open for it, and enters their totals: the one way in, whatever the door. */
export async function storeItems(ctx: Ctx, bundle: Bundle, section: string, given: readonly Item[]) {
  const { id: submissionId, unitId, regionId, cityId } = bundle.submission;
  const lines = itemLinesOf(bundle, section);
  const asked = new Set(lines.map(({ measure, member }) => cellKey(measure, member ?? "total")));
  const unknown = [...new Set(given.flatMap(({ values }) => Object.keys(values)))].filter((key) => !asked.has(key));
  if (unknown.length > 0)
    throw problems.rule(
      "这些栏不在本节，或不能逐行相加",
      "These are not of the section, or cannot be added up over items",
      {
        cells: unknown,
      },
    );
  const items = normalItems(given);
  const [stored] = await ctx.tx
    .insert(tables.itemLists)
    .values({
      submissionId,
      unitId,
      regionId,
      cityId,
      section,
      items,
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning({ id: tables.itemLists.id });
  const totals = itemTotals(lines, items);
  const known = new Map((await readCells(ctx.tx, submissionId, bundle.measures)).map((cell) => [address(cell), cell]));
  const cells = totals.flatMap(({ measure, member, value }) =>
    value === null
      ? []
      : [
          {
            measure,
            member,
            value: { state: "number" as const, value },
            version: known.get(address({ measure, member }))?.version ?? 0,
          },
        ],
  );
  const answer = await saveInto(ctx, bundle, { cells, explanations: [] }, `${FROM_ITEMS}${stored!.id}`);
  return { answer, list: stored!.id, totals };
}
