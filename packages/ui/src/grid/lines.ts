import {
  cellKey,
  isCurrent,
  evaluateUnit,
  formulaOf,
  refName,
  showFormula,
  type CellValue,
  type Compiled,
  type FormLine,
  type Text,
} from "@duibiao/indicators";

/** A line of the form as the grid shows it. `key` is the cell's (`cellKey`). */
export type EntryLine = {
  key: string;
  row: string;
  measure: string;
  member: string;
  name: Text;
  /** The whole name, for a reader that does not see the total above. */
  fullName: Text;
  uom: string;
  section: string;
  required: boolean;
  /** A member under its total. */
  indented: boolean;
  whole: boolean;
  /** A stock: stands until something changes it, so that last period's answer may be confirmed. */
  stock: boolean;
  /** Keys of the members that add up to this total, where the form asks them all. */
  parts: string[];
};

export type EntrySection = { key: string; name: Text; lines: EntryLine[] };

/** What the form's own figures amount to: computed, never typed. */
export type ComputedLine = { key: string; name: Text; uom: string; formula: Text; expression: string };

export type EntryForm = { sections: EntrySection[]; computed: ComputedLine[] };

/** The lines of a form in their order, and the derived measures that its own answers make up. */
export function entryForm(compiled: Compiled, formKey: string): EntryForm {
  const form = compiled.compiledForms.get(formKey);
  if (!form) throw new RangeError(`目录中没有报表 / no such form: ${formKey}`);
  const sections = form.form.sections.map(({ key, name, lines }) => ({
    key,
    name,
    lines: lines.map((line, at) => entryLine(compiled, key, line, lines.slice(0, at))),
  }));
  for (const line of sections.flatMap((section) => section.lines)) {
    const breakdown = form.breakdowns.find(({ measure }) => line.member === "total" && measure === line.measure);
    line.parts =
      breakdown?.expr.refs.filter((ref) => ref.member !== "total").map((ref) => cellKey(ref.measure, ref.member)) ?? [];
  }
  const computed = compiled.catalogue.derived
    .filter(({ formula }) =>
      formulaOf(compiled, formula).refs.every(
        (ref) => isCurrent(ref) && form.asked.has(cellKey(ref.measure, ref.member)),
      ),
    )
    .map(({ key, name, uom, formula }) => ({
      key: `=${key}`,
      name,
      uom,
      expression: formula,
      formula: {
        zh: showFormula(compiled, formulaOf(compiled, formula), "zh"),
        en: showFormula(compiled, formulaOf(compiled, formula), "en"),
      },
    }));
  return { sections, computed };
}

function entryLine(compiled: Compiled, section: string, line: FormLine, above: FormLine[]): EntryLine {
  const member = line.member ?? "total";
  const measure = compiled.measures.get(line.measure);
  const fullName = refName(compiled, { measure: line.measure, member, lag: 0 });
  const indented =
    member !== "total" &&
    above.some((other) => other.measure === line.measure && (other.member ?? "total") === "total");
  return {
    key: cellKey(line.measure, member),
    row: line.row,
    measure: line.measure,
    member,
    name: indented ? memberName(compiled, member) : fullName,
    fullName,
    uom: measure?.uom ?? "",
    section,
    required: line.required !== false,
    indented,
    stock: measure?.aggTime === "last",
    whole: measure?.type === "integer" || measure?.decimals === 0,
    parts: [],
  };
}

function memberName(compiled: Compiled, member: string): Text {
  const [breakdown = "", key = ""] = member.split(":");
  const found = compiled.breakdowns.get(breakdown)?.members.find((candidate) => candidate.key === key);
  return found?.name ?? { zh: member, en: member };
}

/** The value of a computed line over some cells, in binary64 for reading; null where an operand is missing. */
export function computeLine(
  compiled: Compiled,
  line: ComputedLine,
  cellOf: (key: string) => CellValue | undefined,
): number | Text {
  const result = evaluateUnit(compiled, line.expression, (ref) => cellOf(cellKey(ref.measure, ref.member)));
  return result.ok ? result.value.valueOf() : result.gap.text;
}
