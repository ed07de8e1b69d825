import type { Finding } from "./check.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { cellKey } from "./vocabulary.ts";

/** 须附佐证: a finding that is explained and not corrected, with its cells that papers can prove and which papers those are. */
export type EvidenceDemand = { rule: string; cells: Finding["cells"]; papers: string[] };

type Stated = Pick<Finding, "severity" | "verdict" | "cells" | "rule">;

/**
 * Where evidence is asked for: of findings that are to be explained (核实性), among them those over a limit, and only where the
 * catalogue names the papers that prove the figure. Nobody is asked to prove a figure that nothing speaks against.
 */
export function evidenceDemands({ measures }: Vocabulary, findings: readonly Stated[]): EvidenceDemand[] {
  return findings.flatMap(({ rule, severity, verdict, cells }) => {
    if (severity !== "explain" || verdict !== "false") return [];
    const provable = cells.filter(({ measure }) => (measures.get(measure)?.evidence ?? []).length > 0);
    const papers = [...new Set(provable.flatMap(({ measure }) => measures.get(measure)!.evidence!))];
    return provable.length === 0 ? [] : [{ rule, cells: provable, papers }];
  });
}

/** Demands that nothing was attached for: a paper at any one of a demand's cells meets it. */
export const unmetDemands = (demands: readonly EvidenceDemand[], hasEvidence: (key: string) => boolean) =>
  demands.filter(({ cells }) => !cells.some(({ measure, member }) => hasEvidence(cellKey(measure, member))));
