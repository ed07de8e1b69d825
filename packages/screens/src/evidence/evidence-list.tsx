import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { addressOf, api, read, type Answer } from "@duibiao/client";
import { Button, Dialog, showBytes, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import "./evidence.css";

export type Evidence = Answer<typeof api.submissions.readSubmission>["evidence"][number];

type Props = {
  papers: readonly Evidence[];
  /** Given where a paper may be taken back; of those that no revision stands on. */
  onWithdraw?: ((paper: Evidence) => void) | undefined;
  lastRev?: number;
};

/** 佐证 of a cell: what each paper is, who attached it when; images are looked at beside the figure, the rest is downloaded. */
export function EvidenceList({ papers, onWithdraw, lastRev = Infinity }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [shown, show] = useState<Evidence | null>(null);
  return (
    <>
      <ul className="evidence-list">
        {papers.map((paper) => (
          <li key={paper.id}>
            <span aria-hidden="true">▤ </span>
            <a href={addressOf(api.evidence.readEvidence, { id: paper.id })} download={paper.name}>
              {paper.name}
            </a>{" "}
            <span className="quiet">
              {showBytes(paper.bytes)} · {paper.by} {showMoment(paper.at, language)}
              {paper.questionId === null
                ? t(` · 随第 ${paper.revision} 版`, ` · with revision ${paper.revision}`)
                : t(" · 随核实单答复", " · with the answer to a question")}
              {paper.screened ? t(" · 已查毒", " · screened") : t(" · 未查毒", " · not screened for viruses")}
            </span>{" "}
            {paper.type.startsWith("image/") ? (
              <Button small onClick={() => show(paper)}>
                {t("查看", "Look")}
              </Button>
            ) : null}
            {onWithdraw && paper.revision > lastRev ? (
              <Button
                small
                look="quiet"
                onClick={() => onWithdraw(paper)}
                aria-label={t(`撤下 ${paper.name}`, `Take back ${paper.name}`)}
              >
                {t("撤下", "Take back")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {shown ? <Picture paper={shown} onClose={() => show(null)} /> : null}
    </>
  );
}

function Picture({ paper, onClose }: { paper: Evidence; onClose: () => void }) {
  const found = useQuery({ ...read(api.evidence.readEvidence, { params: { id: paper.id } }), staleTime: Infinity });
  const address = useMemo(
    () => found.data && URL.createObjectURL(new Blob([found.data as Uint8Array<ArrayBuffer>], { type: paper.type })),
    [found.data, paper.type],
  );
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  return (
    <Dialog wide title={paper.name} onClose={onClose}>
      <Loaded of={found}>{() => <img className="evidence-picture" src={address} alt={paper.name} />}</Loaded>
    </Dialog>
  );
}
