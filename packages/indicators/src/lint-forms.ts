import type { Form } from "./catalogue.ts";
import { lintApproval } from "./lint-approval.ts";
import { error, unknown, warn, type LintFinding, type LintOptions } from "./lint-finding.ts";
import { MONTHS } from "./outside.ts";
import { askedBy, cellKey, type Vocabulary } from "./vocabulary.ts";

/** Lines of forms and their row numbers, who types what, what is typed twice, ledgers, and approvals. */
export function lintForms(vocabulary: Vocabulary, { today }: LintOptions): LintFinding[] {
  const { forms } = vocabulary.catalogue;
  return [
    ...forms.flatMap((form, at) => [
      ...lintLines(vocabulary, form, `forms[${at}]`),
      ...lintLedger(vocabulary, form, `forms[${at}].ledgerOf`),
      ...lintApproval(form, `forms[${at}]`, today),
    ]),
    ...typedTwice(vocabulary),
  ];
}

type Placed = { measure: string; member: string; row: string; path: string };

function placedLines(form: Form, path: string): Placed[] {
  return form.sections.flatMap((section, at) =>
    section.lines.map(({ measure, member = "total", row }, index) => ({
      measure,
      member,
      row,
      path: `${path}.sections[${at}].lines[${index}]`,
    })),
  );
}

function lintLines(vocabulary: Vocabulary, form: Form, path: string): LintFinding[] {
  const rows = new Set<string>();
  const cells = new Set<string>();
  const replaced = new Map(vocabulary.catalogue.measures.map(({ key, replaces }) => [replaces, key]));
  return placedLines(form, path).flatMap((line) => {
    const findings = [...lintLine(vocabulary, line), ...lintOrigin(vocabulary, form, line)];
    if (rows.has(line.row))
      findings.push(
        error(
          "duplicate_row",
          `${line.path}.row`,
          `行次 ${line.row} 重复，请重新编号。`,
          `row number ${line.row} is used twice; number the rows anew.`,
        ),
      );
    rows.add(line.row);
    const key = cellKey(line.measure, line.member);
    if (cells.has(key))
      findings.push(
        error(
          "duplicate_line",
          line.path,
          `同一报表两次要求 ${key}，请删去一行。`,
          `the form asks ${key} twice; remove one line.`,
        ),
      );
    cells.add(key);
    const successor = replaced.get(line.measure);
    if (successor !== undefined && successor !== line.measure)
      findings.push(
        warn(
          "replaced_asked",
          line.path,
          `数据项 ${line.measure} 已由 ${successor} 替代，报表仍要求填报；请改为 ${successor}。`,
          `measure ${line.measure} is replaced by ${successor} and still asked; ask ${successor} instead.`,
        ),
      );
    return findings;
  });
}

function lintLine(vocabulary: Vocabulary, { measure: key, member, path }: Placed): LintFinding[] {
  const measure = vocabulary.measures.get(key);
  if (!measure) return [unknown("unknown_measure", `${path}.measure`, "数据项", "measure", key)];
  if (member === "total") return [];
  const [breakdown = "", memberKey = ""] = member.split(":");
  const members = vocabulary.breakdowns.get(breakdown)?.members ?? [];
  if (measure.breakdowns?.includes(breakdown) && members.some((candidate) => candidate.key === memberKey)) return [];
  return [unknown("unknown_member", `${path}.member`, `数据项 ${key} 的成员`, `member of measure ${key}`, member)];
}

/** Units type what is typed; the platform writes what it counts. */
function lintOrigin(vocabulary: Vocabulary, form: Form, { measure: key, path }: Placed): LintFinding[] {
  const measure = vocabulary.measures.get(key);
  if (!measure) return [];
  const typed = (measure.origin ?? "form") === "form";
  const byUnit = form.filledBy !== "system";
  if (typed === byUnit) return [];
  return [
    byUnit
      ? error(
          "typed_counter",
          path,
          `数据项 ${key} 由平台写入，不能由单位填报；请移到平台表（filledBy: system）。`,
          `measure ${key} is written by the platform and cannot be typed; move it to a form with filledBy: system.`,
        )
      : error(
          "typed_counter",
          path,
          `数据项 ${key} 由单位填报，平台写不出来；请移到单位填报的报表，或注明 origin。`,
          `measure ${key} is typed by units, the platform cannot write it; move it to a form of the units or state its origin.`,
        ),
  ];
}

function lintLedger({ forms }: Vocabulary, form: Form, path: string): LintFinding[] {
  if (form.ledgerOf === undefined) return [];
  const found = forms.get(form.ledgerOf);
  const wrong = (zh: string, en: string) => [error("ledger_mismatch", path, zh, en)];
  if (!found)
    return wrong(
      `目录中没有报表 ${form.ledgerOf}，台账须指明由它计算的报表。`,
      `the catalogue has no form ${form.ledgerOf}; a ledger names the form that is computed from it.`,
    );
  const [own, other] = [MONTHS[form.period], MONTHS[found.period]];
  if (own === null || other === null || own >= other)
    return wrong(
      `台账的报告期须短于报表 ${found.key}，才能相加；请改报告期。`,
      `a ledger's period must be shorter than that of ${found.key}, to be added up; change the period.`,
    );
  const asked = askedBy(found);
  if ([...askedBy(form)].some((key) => asked.has(key))) return [];
  return wrong(
    `台账与报表 ${found.key} 没有相同的行，没有可计算的内容；请补上相同的数据项，或去掉 ledgerOf。`,
    `the ledger shares no line with ${found.key}, there is nothing to compute; ask the same measures or drop ledgerOf.`,
  );
}

/** One figure typed in two forms: a flow for different periods, anything for the same one. A ledger is no second typing. */
function typedTwice(vocabulary: Vocabulary): LintFinding[] {
  const known = new Map<string, Form[]>();
  return vocabulary.catalogue.forms.flatMap((form, at) => {
    if (form.filledBy === "system") return [];
    const seen = new Set<string>();
    return placedLines(form, `forms[${at}]`).flatMap(({ measure, member, path }) => {
      const key = cellKey(measure, member);
      if (seen.has(key)) return [];
      seen.add(key);
      const before = known.get(key) ?? [];
      known.set(key, [...before, form]);
      const flow = vocabulary.measures.get(measure)?.aggTime === "sum";
      const other = before.find(
        (earlier) =>
          earlier.ledgerOf !== form.key && form.ledgerOf !== earlier.key && (earlier.period === form.period || flow),
      );
      if (!other) return [];
      return [
        error(
          "typed_twice",
          path,
          `${key} 已由报表 ${other.key} 填报，不得重复要求；请删去一处，由较短报告期的报表汇总。`,
          `${key} is typed in form ${other.key} already; remove one of them and compute it from the form of the shorter period.`,
        ),
      ];
    });
  });
}
