import { canonicalDecimal } from "./decimal.ts";
import type { Form } from "./catalogue.ts";
import { error, warn, type LintFinding } from "./lint-finding.ts";
import { cellKey, type Vocabulary } from "./vocabulary.ts";

/** What measures, factor sets and forms refer to, row numbers, and measures that nobody is asked for. */
export function lintForms(vocabulary: Vocabulary): LintFinding[] {
  const { catalogue } = vocabulary;
  return [
    ...lintMeasures(vocabulary),
    ...catalogue.factorSets.flatMap((set, at) =>
      set.factors.flatMap((factor, index) => lintFactor(vocabulary, factor, `factorSets[${at}].factors[${index}]`)),
    ),
    ...catalogue.forms.flatMap((form, at) => lintForm(vocabulary, form, `forms[${at}]`)),
  ];
}

function lintMeasures(vocabulary: Vocabulary): LintFinding[] {
  const askedMeasures = new Set([...vocabulary.asked].map((key) => key.replace(/\[.*$/, "")));
  return vocabulary.catalogue.measures.flatMap((measure, at) => {
    const path = `measures[${at}]`;
    const findings = (measure.breakdowns ?? []).flatMap((key, index) =>
      vocabulary.breakdowns.has(key)
        ? []
        : [unknown("unknown_breakdown", `${path}.breakdowns[${index}]`, "分类", "breakdown", key)],
    );
    if (
      measure.replaces !== undefined &&
      (measure.replaces === measure.key || !vocabulary.measures.has(measure.replaces))
    )
      findings.push(
        unknown("unknown_replaced", `${path}.replaces`, "被替代的数据项", "replaced measure", measure.replaces),
      );
    if (!askedMeasures.has(measure.key))
      findings.push(
        warn("orphan_measure", path, `数据项 ${measure.key} 不在任何报表中。`, `measure ${measure.key} is in no form.`),
      );
    return findings;
  });
}

function lintFactor(
  vocabulary: Vocabulary,
  factor: { measure: string; value: string | null },
  path: string,
): LintFinding[] {
  const { measure, value } = factor;
  if (!vocabulary.measures.has(measure))
    return [unknown("unknown_measure", `${path}.measure`, "数据项", "measure", measure)];
  if (value === null)
    return [
      warn(
        "factor_empty",
        `${path}.value`,
        `${measure} 的系数未核定;该项有消耗时,用到它的指标没有结果。`,
        `no factor for ${measure} yet; indicators that need it have no value where it is consumed.`,
      ),
    ];
  if (canonicalDecimal(value) === null)
    return [error("bad_factor", `${path}.value`, `“${value}”不是十进制数。`, `"${value}" is not a plain decimal.`)];
  return [];
}

function lintForm(vocabulary: Vocabulary, form: Form, path: string): LintFinding[] {
  const rows = new Set<string>();
  const cells = new Set<string>();
  return form.sections.flatMap((section, at) =>
    section.lines.flatMap((line, index) => {
      const where = `${path}.sections[${at}].lines[${index}]`;
      const findings = lintLine(vocabulary, line.measure, line.member ?? "total", where);
      if (rows.has(line.row))
        findings.push(
          error("duplicate_row", `${where}.row`, `行次 ${line.row} 重复。`, `row number ${line.row} is used twice.`),
        );
      rows.add(line.row);
      const key = cellKey(line.measure, line.member ?? "total");
      if (cells.has(key))
        findings.push(error("duplicate_line", where, `同一报表两次要求 ${key}。`, `the form asks ${key} twice.`));
      cells.add(key);
      return findings;
    }),
  );
}

function lintLine(vocabulary: Vocabulary, key: string, member: string, path: string): LintFinding[] {
  const measure = vocabulary.measures.get(key);
  if (!measure) return [unknown("unknown_measure", `${path}.measure`, "数据项", "measure", key)];
  if (member === "total") return [];
  const [breakdown = "", memberKey = ""] = member.split(":");
  const members = vocabulary.breakdowns.get(breakdown)?.members ?? [];
  if (measure.breakdowns?.includes(breakdown) && members.some((candidate) => candidate.key === memberKey)) return [];
  return [unknown("unknown_member", `${path}.member`, `数据项 ${key} 的成员`, `member of measure ${key}`, member)];
}

function unknown(code: LintFinding["code"], path: string, zh: string, en: string, key: string): LintFinding {
  return error(code, path, `目录中没有${zh} ${key}。`, `the catalogue has no ${en} ${key}.`);
}
