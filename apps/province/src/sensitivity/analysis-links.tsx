import { Link } from "@tanstack/react-router";
import { useText } from "@duibiao/ui";

/** From a result to what is behind its order. */
export function AnalysisLinks({ evaluation }: { evaluation: number }) {
  const t = useText();
  const params = { evaluation: String(evaluation) };
  return (
    <>
      <Link className="btn" to="/evaluations/$evaluation/sensitivity" params={params}>
        {t("权重敏感性", "Weight sensitivity")}
      </Link>
      <Link className="btn" to="/evaluations/$evaluation/audit" params={params}>
        {t("一致性审计", "Coherence audit")}
      </Link>
    </>
  );
}
