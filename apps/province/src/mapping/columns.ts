import { cellKey, refName, type Compiled } from "@duibiao/indicators";
import type { Answer, api } from "@duibiao/client";

export type Look = Answer<typeof api.mappings.lookAtExport>;
export type Mapping = Answer<typeof api.mappings.listMappings>["items"][number];
/** What a column of the export is to be: a cell of the form, and the unit of measure that the column is in. */
export type Meant = { cell: string; uom: string };

/** The cells of a form by `measure/member`, with their names. */
export function cellsOf(compiled: Compiled, form: string) {
  const lines = compiled.compiledForms.get(form)?.form.sections.flatMap((section) => section.lines) ?? [];
  return lines.map(({ row, measure, member = "total" }) => ({
    key: cellKey(measure, member),
    row,
    measure,
    member,
    name: refName(compiled, { measure, member, lag: 0 }),
    uom: compiled.measures.get(measure)!.uom,
  }));
}
export type FormCell = ReturnType<typeof cellsOf>[number];

/** `行驶里程（公里）` as name and unit of measure. */
export function partsOfName(column: string): { name: string; uom: string | null } {
  const found = /^(.*?)\s*[（(【[]([^）)】\]]+)[）)】\]]$/.exec(column.trim());
  return found === null ? { name: column.trim(), uom: null } : { name: found[1]!, uom: found[2]! };
}

/** Only what has exactly the form's name is proposed: nothing is guessed. */
export function proposed(columns: readonly string[], cells: readonly FormCell[]): Record<string, Meant> {
  const meant: Record<string, Meant> = {};
  for (const column of columns) {
    const { name, uom } = partsOfName(column);
    const same = cells.filter((cell) => cell.name.zh === name);
    if (name !== "" && same.length === 1) meant[column] = { cell: same[0]!.key, uom: uom ?? same[0]!.uom };
  }
  return meant;
}
