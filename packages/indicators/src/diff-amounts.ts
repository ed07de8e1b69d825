import type { Dated, Sourced, Text } from "./catalogue.ts";
import type { CatalogueChange, ChangeEffect, Sides } from "./diff.ts";
import { renamed, same } from "./diff-entries.ts";
import { meaningOf } from "./diff-fields.ts";
import { nothing, touching, type Touches } from "./diff-touches.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { both, fromTo, told, valueText } from "./diff-words.ts";

/** A dated amount of a table: a factor of a measure, or a row of limits. */
type Amount = Sourced & Dated & { value: string | null; key: string; name: Text | null };
type Table = { key: string; name: Text; rows: Amount[] };
type List = "factorSets" | "limits";

/** Factors and limits, by measure or row and first day: with both values. */
export function diffAmounts(sides: Sides): CatalogueChange[] {
  return (["factorSets", "limits"] as const).flatMap((list) => {
    const before = new Map(tablesOf(sides, "before", list).map((table) => [table.key, table]));
    return tablesOf(sides, "after", list).flatMap((table, at) => {
      const known = before.get(table.key);
      return known === undefined ? [] : diffRows(sides, list, known, table, at, tablesOf(sides, "before", list));
    });
  });
}

function tablesOf(sides: Sides, side: "before" | "after", list: List): Table[] {
  if (list === "limits")
    return (sides[side].limits ?? []).map(({ key, name, limits }) => ({ key, name, rows: limits }));
  return sides[side].factorSets.map(({ key, name, factors }) => ({
    key,
    name,
    rows: factors.map(({ measure, ...factor }) => ({ ...factor, key: measure, name: null })),
  }));
}

const idOf = ({ key, validFrom }: Amount) => `${key}@${validFrom ?? ""}`;

function diffRows(sides: Sides, list: List, was: Table, is: Table, at: number, earlier: Table[]): CatalogueChange[] {
  const field = list === "limits" ? "limits" : "factors";
  const old = new Map(was.rows.map((row) => [idOf(row), row]));
  const now = new Set(is.rows.map(idOf));
  const wasAt = earlier.findIndex(({ key }) => key === is.key);
  const amount = (before: Amount | undefined, after: Amount | undefined, path: string) =>
    amountChange(sides, list, is, before, after, path);
  return [
    ...is.rows.flatMap((row, rowAt) => {
      const path = `${list}[${at}].${field}[${rowAt}]`;
      const known = old.get(idOf(row));
      if (known === undefined) return [amount(undefined, row, path)];
      return [
        ...(known.value === row.value ? [] : [amount(known, row, `${path}.value`)]),
        ...others(sides, list, is, known, row, path),
      ];
    }),
    ...was.rows.flatMap((row, rowAt) =>
      now.has(idOf(row)) ? [] : [amount(row, undefined, `${list}[${wasAt}].${field}[${rowAt}]`)],
    ),
  ];
}

function amountChange(
  sides: Sides,
  list: List,
  table: Table,
  before: Amount | undefined,
  after: Amount | undefined,
  path: string,
): CatalogueChange {
  const row = (after ?? before)!;
  const touches = touchesOf(after === undefined ? sides.old : sides.now, list, table, row);
  const [was, is] = [valueOf(before), valueOf(after)];
  return told(sides, {
    kind: list === "limits" ? "limit" : "factor",
    effect: effectOf(touches, before, after),
    list,
    key: table.key,
    name: table.name,
    path,
    before: was,
    after: is,
    touches,
    what: fromTo(rowWord(sides, list, row), was, is),
  });
}

const valueOf = (row: Amount | undefined): Text =>
  row === undefined
    ? { zh: "无", en: "none" }
    : row.value === null
      ? { zh: "待核", en: "to be checked" }
      : both(row.value);

/**
 * A null value blocked what needs it, so that nothing can break when it goes; every other row, come, gone or changed,
 * makes another sum. Where no indicator stands on it, checks change.
 */
function effectOf(touches: Touches, before: Amount | undefined, after: Amount | undefined): ChangeEffect {
  if (touches.indicators.length === 0 && touches.derived.length === 0) return "check";
  if (before === undefined || before.value !== null) return "break";
  return after === undefined || after.value === null ? "label" : "new";
}

function rowWord({ now, old }: Sides, list: List, row: Amount): Text {
  const name = row.name ?? now.measures.get(row.key)?.name ?? old.measures.get(row.key)?.name ?? both(row.key);
  const day =
    row.validFrom === undefined
      ? { zh: "", en: "" }
      : { zh: `（${row.validFrom} 起）`, en: ` (from ${row.validFrom})` };
  return list === "limits"
    ? { zh: `限额“${name.zh}”${day.zh}`, en: `limit "${name.en}"${day.en}` }
    : { zh: `“${name.zh}”系数${day.zh}`, en: `factor of "${name.en}"${day.en}` };
}

function touchesOf(vocabulary: Vocabulary, list: List, table: Table, row: Amount): Touches {
  return list === "limits"
    ? touching(vocabulary, [{ kind: "limitTable", key: table.key, row: row.key }], [])
    : touching(vocabulary, [{ kind: "factorSet", key: table.key }], [row.key]);
}

function others(sides: Sides, list: List, table: Table, was: Amount, is: Amount, path: string): CatalogueChange[] {
  const { key, name } = table;
  const word = rowWord(sides, list, is);
  return (["name", "validTo", "source", "status", "note"] as const).flatMap((field) => {
    const [before, after] = [was[field], is[field]];
    if (same(before ?? undefined, after ?? undefined)) return [];
    if (field === "name")
      return [renamed(sides, { list, key, name }, valueText(before), valueText(after), `${path}.name`)];
    const dated = field === "validTo";
    const touches = dated ? touchesOf(sides.now, list, table, is) : nothing;
    const meaning = dated ? { zh: "失效日", en: "last day" } : meaningOf(list, field).word;
    return [
      told(sides, {
        kind: dated ? "dates" : "changed",
        effect: dated ? effectOf(touches, was, is) : "label",
        list,
        key,
        name,
        path: `${path}.${field}`,
        before: valueText(before),
        after: valueText(after),
        touches,
        what: fromTo(
          { zh: `${word.zh}的${meaning.zh}`, en: `${meaning.en} of the ${word.en}` },
          valueText(before),
          valueText(after),
        ),
      }),
    ];
  });
}
