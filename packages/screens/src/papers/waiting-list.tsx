import { useState, type ReactNode } from "react";
import { Button, showBytes, Tag, useText } from "@duibiao/ui";
import type { WaitingPaper } from "./waiting.ts";
import "../evidence/evidence.css";

type Props = {
  papers: readonly WaitingPaper[];
  onSend: () => Promise<void>;
  onDiscard: (paper: WaitingPaper) => Promise<void>;
  /** Where each belongs, when papers of several places are listed. */
  placeOf?: (paper: WaitingPaper) => ReactNode;
};

/** Papers that only this computer has: not yet part of the report, and said so. */
export function WaitingList({ papers, onSend, onDiscard, placeOf }: Props) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  if (papers.length === 0) return null;
  const send = () => {
    setBusy(true);
    void onSend().finally(() => setBusy(false));
  };
  return (
    <ul className="evidence-list" aria-label={t("还在本机、没有上传的", "On this computer only, not uploaded")}>
      {papers.map((paper) => (
        <li key={paper.key}>
          {paper.refused === null ? (
            <Tag tone="warning">◔ {t("在本机，待上传", "here, to be uploaded")}</Tag>
          ) : (
            <Tag tone="error">✕ {t("未能上传", "not uploaded")}</Tag>
          )}{" "}
          {placeOf ? <strong>{placeOf(paper)} </strong> : null}
          {paper.name} <span className="quiet">{showBytes(paper.bytes)}</span>{" "}
          {paper.refused === null ? (
            <Button
              small
              busy={busy}
              onClick={send}
              aria-label={t(`立即上传：${paper.name}`, `Upload ${paper.name} now`)}
            >
              {t("立即上传", "Upload now")}
            </Button>
          ) : (
            <span>{t(paper.refused)}</span>
          )}
          <Button
            small
            look="quiet"
            onClick={() => void onDiscard(paper)}
            aria-label={t(`不传了：${paper.name}`, `Do not upload ${paper.name}`)}
          >
            {t("不传了", "Do not upload")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
