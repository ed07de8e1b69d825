import type { Dated } from "./catalogue.ts";
import { canonicalDecimal } from "./decimal.ts";
import { error, unknown, warn, type LintFinding } from "./lint-finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Breakdowns, measures, modules, factors and limits. */
export function lintMeasures(vocabulary: Vocabulary): LintFinding[] {
  const { catalogue } = vocabulary;
  return [
    ...catalogue.breakdowns.flatMap((breakdown, at) =>
      breakdown.members.length > 0
        ? []
        : [
            warn(
              "breakdown_empty",
              `breakdowns[${at}].members`,
              `分类 ${breakdown.key} 没有成员${breakdown.status === "NEEDS_CHECK" ? "（待核对）" : ""}；补齐成员之前，不能按它分列。`,
              `breakdown ${breakdown.key} has no members${breakdown.status === "NEEDS_CHECK" ? " (NEEDS_CHECK)" : ""}; nothing can be split by it until they are filled in.`,
            ),
          ],
    ),
    ...asking(vocabulary),
    ...modules(vocabulary),
    ...catalogue.factorSets.flatMap((set, at) => {
      const path = `factorSets[${at}].factors`;
      return [
        ...set.factors.flatMap((factor, index) => lintFactor(vocabulary, factor, `${path}[${index}]`)),
        ...overlapping(set.factors, ({ measure }) => measure, path),
      ];
    }),
    ...(catalogue.limits ?? []).flatMap((table, at) => {
      const path = `limits[${at}].limits`;
      return [
        ...table.limits.flatMap(({ value }, index) => notDecimal(value, `${path}[${index}].value`)),
        ...overlapping(table.limits, ({ key }) => key, path),
      ];
    }),
  ];
}

function asking(vocabulary: Vocabulary): LintFinding[] {
  const { catalogue } = vocabulary;
  const asked = new Set([...vocabulary.asked].map((key) => key.replace(/\[.*$/, "")));
  const replaced = new Set(catalogue.measures.map(({ replaces }) => replaces));
  return catalogue.measures.flatMap((measure, at) => {
    const path = `measures[${at}]`;
    const findings = (measure.breakdowns ?? []).flatMap((key, index) =>
      vocabulary.breakdowns.has(key)
        ? []
        : [unknown("unknown_breakdown", `${path}.breakdowns[${index}]`, "分类", "breakdown", key)],
    );
    const { replaces } = measure;
    if (replaces !== undefined && (replaces === measure.key || !vocabulary.measures.has(replaces)))
      findings.push(unknown("unknown_replaced", `${path}.replaces`, "被替代的数据项", "replaced measure", replaces));
    if (!asked.has(measure.key) && !replaced.has(measure.key))
      findings.push(
        warn(
          "orphan_measure",
          path,
          `数据项 ${measure.key} 不在任何报表中；请列入报表，或删除。`,
          `measure ${measure.key} is in no form; put it into one or remove it.`,
        ),
      );
    return findings;
  });
}

function modules({ catalogue }: Vocabulary): LintFinding[] {
  const counting = new Set(catalogue.measures.map(({ module }) => module));
  return (catalogue.modules ?? []).flatMap((module, at) =>
    counting.has(module)
      ? []
      : [
          warn(
            "module_unknown",
            `modules[${at}]`,
            `启用的模块 ${module} 没有任何数据项由它计数；请核对拼写，或删去。`,
            `no measure is counted by module ${module}; check its spelling or remove it.`,
          ),
        ],
  );
}

function lintFactor(
  vocabulary: Vocabulary,
  { measure, value }: { measure: string; value: string | null },
  path: string,
): LintFinding[] {
  if (!vocabulary.measures.has(measure))
    return [unknown("unknown_measure", `${path}.measure`, "数据项", "measure", measure)];
  if (value === null)
    return [
      warn(
        "factor_empty",
        `${path}.value`,
        `${measure} 的系数未核定；该项有消耗时，用到它的指标没有结果，请录入有来源的系数。`,
        `no factor for ${measure} yet; indicators that need it have no value where it is consumed. Enter one with its source.`,
      ),
    ];
  return notDecimal(value, `${path}.value`);
}

function notDecimal(value: string | null, path: string): LintFinding[] {
  if (value === null || canonicalDecimal(value) !== null) return [];
  return [
    error(
      "bad_factor",
      path,
      `“${value}”不是十进制数，请写成如 0.1229。`,
      `"${value}" is not a plain decimal such as 0.1229.`,
    ),
  ];
}

/** Two entries for the same thing in force on one day: nobody could say which counts. */
function overlapping<T extends Dated>(entries: T[], keyOf: (entry: T) => string, path: string): LintFinding[] {
  const known = new Map<string, T[]>();
  return entries.flatMap((entry, at) => {
    const key = keyOf(entry);
    const before = known.get(key) ?? [];
    known.set(key, [...before, entry]);
    if (!before.some((other) => overlap(entry, other))) return [];
    return [
      error(
        "overlapping_dates",
        `${path}[${at}]`,
        `${key} 在同一天有两个值；请改 validFrom、validTo，使起止日期不重叠。`,
        `${key} has two values on one day; set validFrom and validTo so that they do not overlap.`,
      ),
    ];
  });
}

function overlap(a: Dated, b: Dated): boolean {
  const from = [a.validFrom ?? "", b.validFrom ?? ""].sort()[1] as string;
  const to = [a.validTo ?? "9999-12-31", b.validTo ?? "9999-12-31"].sort()[0] as string;
  return from <= to;
}
