import {
  cellKey,
  evidenceDemands,
  isBareExplanation,
  refName,
  unmetDemands,
  type Compiled,
  type Finding,
} from "@duibiao/indicators";
import { useCompiled } from "@duibiao/screens";
import { entryForm } from "@duibiao/ui/grid";
import type { Assignment, Submission } from "./task.ts";

/** The catalogue of a task, with its form's sections and lines. */
export function useForm({ catalogueId, formKey }: Pick<Assignment, "catalogueId" | "formKey">) {
  const compiled = useCompiled(catalogueId);
  return { ...compiled, form: compiled.data ? entryForm(compiled.data, formKey) : undefined };
}

export const nameOfCell = (compiled: Compiled, { measure, member }: { measure: string; member: string }) =>
  refName(compiled, { measure, member, lag: 0 });

export const keyOf = ({ measure, member }: { measure: string; member: string }) => cellKey(measure, member);

/** Findings whose cells are still to be proved by a paper. */
export const unprovedBy = (compiled: Compiled, { findings, evidence, evidenceRequired }: Submission) =>
  !evidenceRequired
    ? []
    : unmetDemands(evidenceDemands(compiled, findings as Finding[]), (key) =>
        evidence.some((paper) => keyOf(paper) === key),
      );

export type StatedFinding = Submission["findings"][number];

/** What stands between a submission and its submit: broken block rules, explain rules without a real explanation. */
export const isOpen = ({ verdict, severity, explanation }: StatedFinding): boolean =>
  verdict === "false" &&
  (severity === "block" || (severity === "explain" && (explanation === "" || isBareExplanation(explanation))));
