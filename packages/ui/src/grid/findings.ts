import { cellKey, isBareExplanation, type Finding } from "@duibiao/indicators";

/** Where the explanation of a finding hangs: its rule and its first cell, as the server keeps it. */
export function explanationAddress(finding: Finding): string {
  const [cell] = finding.cells;
  return cell ? `${finding.rule} ${cell.measure}/${cell.member}` : finding.rule;
}

export function isExplained(finding: Finding, explanations: ReadonlyMap<string, string>): boolean {
  const text = explanations.get(explanationAddress(finding));
  return finding.severity !== "block" && text !== undefined && text !== "" && !isBareExplanation(text);
}

/** Findings by every cell that they are about. */
export function spread(findings: readonly Finding[]): Map<string, Finding[]> {
  const byCell = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const { measure, member } of finding.cells) {
      const key = cellKey(measure, member);
      byCell.set(key, [...(byCell.get(key) ?? []), finding]);
    }
  return byCell;
}

/** Whether a finding hangs at this cell; at its other cells it is only hinted at. */
export function hangsAt(finding: Finding, key: string): boolean {
  const [cell] = finding.cells;
  return cell !== undefined && cellKey(cell.measure, cell.member) === key;
}
