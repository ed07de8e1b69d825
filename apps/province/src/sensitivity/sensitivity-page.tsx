import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { Addressed, backs, useIds, WrongAddress } from "../addressed.tsx";
import { AnalystsOnly, EvaluationFrame } from "./frame.tsx";
import { Trials } from "./trials.tsx";
import { useRights } from "../roles.ts";

/** 权重敏感性: move weights, see at once whose place changes. Nothing is stored. */
export function SensitivityPage() {
  const ids = useIds("evaluation");
  const rights = useRights();
  if (ids === null) return <WrongAddress back={backs.releases} />;
  return rights.readEvaluations ? <Opened id={ids.evaluation} /> : <AnalystsOnly what="sensitivity" />;
}

function Opened({ id }: { id: number }) {
  const found = useQuery({
    ...read(api.sensitivity.readScoringInput, { params: { id } }),
    // An evaluation never changes.
    staleTime: Infinity,
  });
  return (
    <Addressed of={found} back={backs.releases}>
      {(matrix) => (
        <EvaluationFrame what="sensitivity" about={matrix}>
          <Trials matrix={matrix} />
        </EvaluationFrame>
      )}
    </Addressed>
  );
}
