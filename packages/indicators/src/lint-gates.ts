import type { Gate, Scheme } from "./catalogue.ts";
import { error, unknown, warn, type LintFinding } from "./lint-finding.ts";
import { lintRegional, notCollected } from "./lint-formulas.ts";
import { isIssued } from "./lint-ranges.ts";
import { broken, usable, type Reading } from "./lint-reading.ts";
import { isModuleAbsent } from "./vocabulary.ts";

/** 一票否决: conditions that cannot be read, that nothing can decide, or whose cap is no grade of the scheme. */
export function lintGates(reading: Reading, scheme: Scheme, schemePath: string): LintFinding[] {
  return (scheme.gates ?? []).flatMap((gate, at) => {
    const path = `${schemePath}.gates[${at}]`;
    return [
      ...lintWhen(reading, gate, `${path}.when`),
      ...lintTargets(reading, gate, path),
      ...lintCap(scheme, gate, path),
    ];
  });
}

function lintWhen(reading: Reading, { key, when }: Gate, path: string): LintFinding[] {
  if (when === undefined) return [];
  const formula = usable(reading, when, "condition");
  const findings = [...broken(reading, path, when, "condition"), ...lintRegional(reading, path, when, "condition")];
  if (!formula) return findings;
  const { vocabulary } = reading;
  const idle = formula.refs.filter(({ measure }) => isModuleAbsent(vocabulary, measure)).map(({ measure }) => measure);
  const absent = [...new Set([...notCollected(vocabulary, formula), ...idle])];
  if (absent.length === 0) return findings;
  return [
    ...findings,
    warn(
      "gate_without_data",
      path,
      `一票否决 ${key} 没有数据：${absent.join("、")} 未采集，或其模块未启用；在此之前不会生效，请列入报表或启用模块。`,
      `gate ${key} has no data: ${absent.join(", ")} are not collected or their module is not in use; it cannot strike until they are.`,
    ),
  ];
}

function lintTargets(reading: Reading, { key, when, targets = [] }: Gate, path: string): LintFinding[] {
  if (when === undefined && targets.length === 0)
    return [
      error(
        "gate_without_data",
        path,
        `一票否决 ${key} 没有条件，也没有目标；请写 when 或 targets。`,
        `gate ${key} has neither a condition nor targets; state when or targets.`,
      ),
    ];
  return targets.flatMap((indicator, at) => {
    const where = `${path}.targets[${at}]`;
    if (!reading.vocabulary.indicators.has(indicator))
      return [unknown("unknown_indicator", where, "指标", "indicator", indicator)];
    if (isIssued(reading.vocabulary, indicator)) return [];
    return [
      warn(
        "gate_without_data",
        where,
        `一票否决 ${key} 所需的指标 ${indicator} 目标值尚未下达，既不算完成也不算未完成；请录入目标值及文号。`,
        `gate ${key} needs a target of indicator ${indicator}, which is not issued; enter it with its document number.`,
      ),
    ];
  });
}

function lintCap({ grades = [] }: Scheme, { key, cap }: Gate, path: string): LintFinding[] {
  if (grades.some((grade) => grade.key === cap)) return [];
  return [
    error(
      "gate_without_data",
      `${path}.cap`,
      `一票否决 ${key} 的等次 ${cap} 不是方案的等次；请改为 grades 中的一个。`,
      `gate ${key} caps at ${cap}, which is no grade of the scheme; use one of its grades.`,
    ),
  ];
}
