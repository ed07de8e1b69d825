import type { Finding } from "@duibiao/indicators";
import { useText } from "../language.tsx";
import { severities, undecided } from "../names.ts";
import { NameTag } from "../state-tag.tsx";
import { explanationAddress } from "./findings.ts";
import { ReasonForm } from "./reason-form.tsx";
import { useGrid } from "./use-entry.ts";

/** The findings of a cell in full, each with its explanation where one helps. */
export function Explain({ findings, onDone }: { findings: readonly Finding[]; onDone: () => void }) {
  const { store } = useGrid();
  const t = useText();
  return (
    <>
      {findings.map((finding) => {
        const address = explanationAddress(finding);
        const given = store.explanations.get(address) ?? "";
        return (
          <section key={address} className="finding-full">
            <p>
              <NameTag name={finding.verdict === "undecided" ? undecided : severities[finding.severity]} />{" "}
              <span className="quiet">{finding.rule}</span>
            </p>
            <p>{t(finding.text)}</p>
            <p className="quiet">{t(finding.advice)}</p>
            {finding.severity === "block" ? (
              <p>
                {t(
                  "强制性校验不能用说明代替，请改数。",
                  "A blocking rule cannot be explained away; correct the figures.",
                )}
              </p>
            ) : finding.verdict === "undecided" || store.setup.readOnly ? (
              <p>{given}</p>
            ) : (
              <ReasonForm
                place={`explain ${address}`}
                kind="explain"
                given={given}
                refuseBare
                onDone={(text) => {
                  store.explain(address, text);
                  onDone();
                }}
              />
            )}
          </section>
        );
      })}
    </>
  );
}
