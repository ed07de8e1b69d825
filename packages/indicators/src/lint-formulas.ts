import { childrenOf } from "./compute.ts";
import { warn, error, type LintFinding } from "./lint-finding.ts";
import { broken, usable, type Reading } from "./lint-reading.ts";
import { lintUom } from "./lint-uom.ts";
import type { Formula, Node } from "./operands.ts";
import { cellKey, type Vocabulary } from "./vocabulary.ts";

/** Formulas of numbers that cannot be used, are over figures that nobody is asked for, or have another uom than declared. */
export function lintFormulas(reading: Reading): LintFinding[] {
  const { catalogue } = reading.vocabulary;
  return [
    ...catalogue.derived.flatMap(({ key, formula, uom }, at) => {
      const path = `derived[${at}].formula`;
      const way = reading.cycles.get(key);
      if (way)
        return [
          error(
            "cycle",
            path,
            `派生数据项循环引用：${way.join(" → ")}；请断开其中一步。`,
            `derived measures refer to each other: ${way.join(" → ")}; break one of the steps.`,
          ),
        ];
      return lintNumber(reading, path, formula, uom);
    }),
    ...catalogue.indicators.flatMap(({ formula, interval, uom }, at) => {
      const path = `indicators[${at}]`;
      const bounds = interval ? (["lower", "upper"] as const) : [];
      return [
        ...lintNumber(reading, `${path}.formula`, formula, uom),
        ...lintRegional(reading, `${path}.formula`, formula, "number"),
        ...lintCollected(reading, `${path}.formula`, formula, "number"),
        ...bounds.flatMap((bound) => [
          ...lintNumber(reading, `${path}.interval.${bound}`, interval![bound], uom),
          ...lintRegional(reading, `${path}.interval.${bound}`, interval![bound], "number"),
        ]),
      ];
    }),
    ...(catalogue.warnings ?? []).flatMap(({ levels }, at) =>
      levels.flatMap(({ when }, index) => {
        const path = `warnings[${at}].levels[${index}].when`;
        return [
          ...broken(reading, path, when, "condition"),
          ...lintRegional(reading, path, when, "condition"),
          ...lintCollected(reading, path, when, "condition"),
        ];
      }),
    ),
  ];
}

/** Figures of a formula that no form asks: 未采集. Last year's are this year's form a year ago. */
export function notCollected(vocabulary: Vocabulary, formula: Formula): string[] {
  return [...new Set(formula.refs.map((ref) => cellKey(ref.measure, ref.member)))].filter(
    (key) => !vocabulary.asked.has(key),
  );
}

/** Words that ask of one unit: no formula that stands for a region may have them, nor the derived measures in it. */
export function lintRegional(
  reading: Reading,
  path: string,
  text: string,
  wanted: "number" | "condition",
): LintFinding[] {
  const formula = usable(reading, text, wanted);
  if (!formula) return [];
  // Nothing at all is what `broken` reports.
  if (formula.refs.length === 0 && formula.externals.length > 0)
    return [
      error(
        "no_operands",
        path,
        "公式没有引用任何数据项，只有限额、目标值或年度进度，不能代表任何单位；请写明由哪些数据项计算。",
        "the formula names no measure, only limits, targets or the share of the year, and stands for no unit; say which measures it is computed from.",
      ),
    ];
  const words = [...new Set(unitWords(formula, formula.root))];
  if (words.length === 0) return [];
  return [
    error(
      "rule_only",
      path,
      `${words.join("、")} 只问单个填报单位，只能用于校验规则；此处按地区计算，请改写，或改为规则。`,
      `${words.join(", ")} asks of one unit and belongs into rules only; this is computed for regions: rewrite it, or make it a rule.`,
    ),
  ];
}

/** With the derived measure that brings the word along. */
function unitWords(formula: Formula, node: Node): string[] {
  const inner = () => childrenOf(node).flatMap((child) => unitWords(formula, child));
  switch (node.kind) {
    case "given":
      return ["given"];
    case "robustZ":
      return ["robust_z"];
    case "operand": {
      const kind = formula.externals[node.operand - formula.refs.length]?.kind;
      return kind === "registry" || kind === "copied_share" ? [kind] : [];
    }
    case "derived":
      return inner().map((word) => (word.includes(" ") ? word : `${word} (${node.key})`));
    default:
      return inner();
  }
}

function lintCollected(reading: Reading, path: string, text: string, wanted: "number" | "condition"): LintFinding[] {
  const formula = usable(reading, text, wanted);
  const absent = formula ? notCollected(reading.vocabulary, formula) : [];
  if (absent.length === 0) return [];
  return [
    warn(
      "not_collected",
      path,
      `未采集：没有报表要求 ${absent.join("、")}；请列入报表，否则没有结果。`,
      `not collected: no form asks ${absent.join(", ")}; ask them in a form, or there is no result.`,
    ),
  ];
}

function lintNumber(reading: Reading, path: string, text: string, uom: string): LintFinding[] {
  const stopped = broken(reading, path, text, "number");
  if (stopped.length > 0) return stopped;
  return usable(reading, text, "number") ? lintUom(reading, path, text, uom) : [];
}
