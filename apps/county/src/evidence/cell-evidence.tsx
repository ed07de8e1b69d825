import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, isPassing, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { EvidenceList, type Evidence } from "@duibiao/screens/evidence";
import { Alert, Button, Field, useText } from "@duibiao/ui";
import { usePaperOutbox, usePapers } from "./use-papers.ts";
import { WaitingList } from "./waiting-list.tsx";

const largest = 20 << 20;

type Props = {
  submissionId: number;
  cell: { measure: string; member: string };
  /** Papers that the catalogue names for the figure. */
  papers: readonly string[];
  /** Whether a paper may be added now. */
  mayAttach: boolean;
  /** Told how many the cell has now. */
  onChange?: (count: number) => void;
};

/** The papers of one cell, with the way to add one while the form is open or a question waits for its answer. */
export function CellEvidence({ submissionId, cell, papers, mayAttach, onChange }: Props) {
  const t = useText();
  const { submission, waiting, take, attach, keep, sendWaiting, discard } = usePapers(submissionId);
  usePaperOutbox(submissionId);
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  // Counted, so that the chooser is empty again once its file was sent or kept.
  const [taken, setTaken] = useState(0);
  const [said, say] = useState<"sent" | "kept" | "no room" | null>(null);
  const isHere = ({ measure, member }: { measure: string; member: string }) =>
    measure === cell.measure && member === cell.member;
  const here = submission?.evidence.filter(isHere) ?? [];
  const done = (how: typeof said) => {
    setKey(newKey());
    setFile(null);
    setTaken((known) => known + 1);
    say(how);
  };
  const attaching = useMutation({
    mutationFn: async (chosen: File) => {
      const { measure, member } = cell;
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      const paper = { key, measure, member, name: chosen.name, bytes: chosen.size, refused: null };
      try {
        await attach(paper, bytes);
        done("sent");
        onChange?.(here.length + 1);
      } catch (error) {
        if (!isPassing(error)) throw error;
        // Nobody has it yet: it waits here, or stays chosen where this computer has no room for it.
        if (await keep(paper, bytes)) done("kept");
        else say("no room");
      }
    },
  });
  const withdrawing = useMutation({
    mutationFn: ({ id }: Evidence) => call(api.evidence.withdrawEvidence, { params: { id }, body: {} }),
    onSuccess: ({ contentHash }, paper) => {
      take((known) => known.filter(({ id }) => id !== paper.id), contentHash);
      onChange?.(here.length - 1);
    },
  });
  const tooLarge = file !== null && file.size > largest;
  return (
    <div className="stack">
      {papers.length > 0 ? (
        <p>{t(`佐证材料：${papers.join("、")}`, `Papers that prove it: ${papers.join(", ")}`)}</p>
      ) : null}
      {here.length === 0 ? <p className="quiet">{t("本格还没有佐证。", "No paper is attached here.")}</p> : null}
      <EvidenceList
        papers={here}
        lastRev={submission?.lastRev ?? Infinity}
        onWithdraw={mayAttach ? (paper) => withdrawing.mutate(paper) : undefined}
      />
      <WaitingList papers={waiting.filter(isHere)} onSend={sendWaiting} onDiscard={discard} />
      {mayAttach ? (
        <>
          <Field
            label={t("选择文件", "Choose a file")}
            hint={t(
              "pdf、png、jpeg、xlsx，20 MB 以内；断网时先留在本机，联网后自动上传。",
              "pdf, png, jpeg or xlsx, up to 20 MB; without network it waits on this computer and is sent when the network is back.",
            )}
            fault={
              tooLarge
                ? t("文件超过 20 MB，请压缩后再选。", "The file is larger than 20 MB; make it smaller.")
                : undefined
            }
          >
            {(ids) => (
              <input
                key={taken}
                // The button that sent the file is off now.
                autoFocus={taken > 0}
                {...ids}
                className="input"
                type="file"
                accept=".pdf,.png,.jpg,.jpeg,.xlsx"
                onChange={(event) => {
                  setFile(event.target.files?.[0] ?? null);
                  setKey(newKey());
                  say(null);
                }}
              />
            )}
          </Field>
          <div>
            <Button
              look="primary"
              disabled={file === null || tooLarge}
              busy={attaching.isPending}
              onClick={() => file && attaching.mutate(file)}
            >
              {t("上传佐证", "Upload")}
            </Button>
          </div>
        </>
      ) : null}
      <p role="status">
        {said === "sent" ? t("✓ 已上传。", "✓ Uploaded.") : null}
        {said === "kept"
          ? t(
              "◔ 服务器没有应答：文件已留在本机，联网后自动上传。",
              "◔ The server did not answer: the file is kept on this computer and sent when the network is back.",
            )
          : null}
      </p>
      {said === "no room" ? (
        <Alert
          tone="error"
          title={t(
            "服务器没有应答，本机也存不下这个文件：请不要删除原件，联网后在这里再上传一次",
            "The server did not answer, and this computer has no room for the file: keep the original and upload it here again when the network is back",
          )}
        />
      ) : null}
      {attaching.isError ? <ProblemBox error={attaching.error} /> : null}
      {withdrawing.isError ? <ProblemBox error={withdrawing.error} /> : null}
    </div>
  );
}
