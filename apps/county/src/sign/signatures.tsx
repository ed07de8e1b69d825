import { roles, showMoment, useLanguage, useText } from "@duibiao/ui";
import type { Task } from "../task/task-page.tsx";

/** Who has signed exactly this content, and the content by the beginning of its hash. */
export function Signatures({ task: { submission, assignment } }: { task: Task }) {
  const t = useText();
  const { language } = useLanguage();
  if (assignment.signing === "paper")
    return (
      <p>
        {submission.lastRev > 0 && !submission.awaitingScan
          ? t("✓ 签章扫描件已收到。", "✓ The signed scan has been received.")
          : t(
              "本表用纸质签章：先报送，再打印盖章、拍照或扫描上传。",
              "This form is signed on paper: submit it, print it, have it sealed, then upload a scan or a photo.",
            )}
      </p>
    );
  const last = submission.revisions.find((revision) => revision.revision === submission.submittedRev);
  const inWork = ["draft", "signed", "returned"].includes(submission.state);
  const signed = (["clerk", "head"] as const).map((as) => ({
    as,
    by: inWork
      ? submission.signatures.find((signature) => signature.signedAs === as && signature.valid)
      : last?.signers.find((signer) => signer.as === as),
  }));
  const voided = inWork && signed.every(({ by }) => by === undefined) && submission.signatures.length > 0;
  return (
    <>
      <dl className="facts">
        {signed.map(({ as, by }) => (
          <div key={as} className="fact">
            <dt>{t(roles[as])}</dt>
            <dd>
              {by ? (
                <>
                  ✓ {by.name} <span className="quiet">{showMoment(by.at, language)}</span>
                </>
              ) : (
                <span className="quiet">{t("待签署", "not signed yet")}</span>
              )}
            </dd>
          </div>
        ))}
        <div className="fact">
          <dt>{t("内容校验码", "Content hash")}</dt>
          <dd>
            <code title={submission.contentHash}>{submission.contentHash.slice(0, 16)}</code>
          </dd>
        </div>
      </dl>
      {voided ? (
        <p className="quiet">
          {t(
            "签署后内容有改动，原签署已失效，须重新签署。",
            "The content changed after it was signed: it must be signed anew.",
          )}
        </p>
      ) : null}
    </>
  );
}
