import { canonicalDecimal, itemTotals, type ItemTotal, type Text } from "@duibiao/indicators";
import type { Output, workbooks as contract } from "@duibiao/contract";
import type { ReadLine, ReadList, TemplateList } from "@duibiao/workbook";
import type { StoredCell } from "../submissions/content.ts";
import { loadBundle, type Bundle } from "../submissions/open.ts";
import { address } from "../submissions/write-cells.ts";
import type { Ctx } from "../serve.ts";
import { listsOn } from "./list.ts";
import { itemLinesOf, normalItems, storeItems } from "./save.ts";

type Answer = Output<typeof contract.importWorkbook>["lists"][number];
/** A sheet of items of a file, and what becomes of it. */
export type JudgedList = { read: ReadList; answer: Answer; totals: ItemTotal[] };

type Stored = { id: number; section: string; items: { label: string; values: Record<string, string | null> }[] };

/** Lists of a submission as its template shows them. */
export const templateLists = (lists: readonly Stored[]): Map<string, TemplateList> =>
  new Map(
    lists.map(({ id, section, items }) => [
      section,
      {
        seen: id,
        rows: items.map(({ label, values }) => ({
          label,
          texts: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? "不适用"])),
        })),
      },
    ]),
  );

/** What a file said, to be given back: the faults red with their reasons. */
export const givenBack = (lists: readonly ReadList[], now: ReadonlyMap<string, TemplateList>) =>
  new Map([
    ...now,
    ...lists.map(({ section, rows, faults }): [string, TemplateList] => [
      section,
      {
        seen: now.get(section)?.seen ?? 0,
        rows,
        refusals: new Map(faults.map(({ at, key, text }) => [`${at} ${key}`, `${text.zh}\n${text.en}`])),
      },
    ]),
  ]);

/** What becomes of each sheet of items, beside what is stored. `over`: what is stored may be replaced, whoever saved it. */
export async function judgeLists(
  ctx: Ctx,
  bundle: Bundle,
  read: readonly ReadList[],
  over = false,
): Promise<JudgedList[]> {
  if (read.length === 0) return [];
  const stored = new Map((await listsOn(ctx.tx, bundle.submission.id)).map((list) => [list.section, list]));
  return read.map((list) => {
    const now = stored.get(list.section);
    const totals = itemTotals(itemLinesOf(bundle, list.section), list.items);
    const [verdict, problem] = verdictOn(list, now, over);
    return {
      read: list,
      totals,
      answer: {
        sheet: list.sheet,
        section: list.section,
        items: list.items.length,
        verdict,
        problem,
        totals: verdict === "accepted" ? totals : [],
        faults: list.faults.map(({ row, cell, given, text }) => ({ row, cell, given, text })),
      },
    };
  });
}

function verdictOn(
  list: ReadList,
  now: (Stored & { by: string }) | undefined,
  over: boolean,
): [Answer["verdict"], Text | null] {
  if (list.faults.length > 0) return ["refused", null];
  const same = JSON.stringify(normalItems(list.items)) === JSON.stringify(normalItems(now?.items ?? []));
  // A sheet that never held anything and holds nothing is no answer.
  if (same || (list.items.length === 0 && list.seen === 0)) return ["unchanged", null];
  if (!over && list.seen !== (now?.id ?? 0))
    return [
      "conflict",
      {
        zh: `下载模板后 ${now?.by ?? ""} 在平台上保存了另一份明细（${now?.items.length ?? 0} 行）：请核对后重新下载模板，或在网页上改`,
        en: `Since the template was downloaded ${now?.by ?? ""} saved another list (${now?.items.length ?? 0} rows); compare them, then download the template again or change it on screen`,
      },
    ];
  return ["accepted", null];
}

/**
 * A file's lines with what its items add up to. A line that says nothing, says what is stored or the same sum takes the
 * sum; one that says something else is refused: of two figures for one cell none is chosen in silence.
 */
export function withTotals(
  lines: readonly ReadLine[],
  lists: readonly JudgedList[],
  stored: ReadonlyMap<string, StoredCell>,
): ReadLine[] {
  const sums = new Map(
    lists
      .filter(({ answer }) => answer.verdict === "accepted")
      .flatMap(({ read, totals }) => totals.map((total) => [address(total), { ...total, sheet: read.sheet }])),
  );
  return lines.map((line) => {
    const sum = sums.get(address(line));
    if (sum === undefined || sum.value === null || line.problem !== null) return line;
    const { value } = line;
    const said = value?.state === "number" ? canonicalDecimal(value.value) : null;
    const held = stored.get(address(line))?.value ?? null;
    if (value === null || said === canonicalDecimal(sum.value) || (said !== null && said === held))
      return {
        ...line,
        value: { state: "number", value: sum.value, estimated: value?.state === "number" && value.estimated },
        entry: { ...line.entry, value: sum.value },
        conversion: null,
      };
    return {
      ...line,
      value: null,
      refused: "value",
      problem: {
        zh: `本行填的是「${line.entry.value || line.entry.state}」，「${sum.sheet}」页合计是「${sum.value}」：请改成一致，或把本行清空`,
        en: `The line says "${line.entry.value || line.entry.state}", sheet ${sum.sheet} adds up to "${sum.value}"; make them agree, or clear the line`,
      },
    };
  });
}

/** Stores the lists that are accepted, after the file's cells; what the last of them left, null where there was none. */
export async function storeLists(ctx: Ctx, id: number, lists: readonly JudgedList[]) {
  let last: Awaited<ReturnType<typeof storeItems>>["answer"] | null = null;
  for (const { read, answer } of lists)
    if (answer.verdict === "accepted")
      last = (await storeItems(ctx, await loadBundle(ctx.tx, id, true), read.section, read.items)).answer;
  return last;
}
