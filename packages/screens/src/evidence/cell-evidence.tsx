import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, newKey, read } from "@duibiao/client";
import { Button, Field, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { EvidenceList, type Evidence } from "./evidence-list.tsx";

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
  const client = useQueryClient();
  const query = read(api.submissions.readSubmission, { params: { id: submissionId } });
  const { data: submission } = useQuery({ ...query, staleTime: Infinity });
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  const isHere = ({ measure, member }: Evidence) => measure === cell.measure && member === cell.member;
  const here = submission?.evidence.filter(isHere) ?? [];
  const keep = (evidence: readonly Evidence[], contentHash: string) => {
    client.setQueryData<typeof submission>(
      query.queryKey,
      (known) => known && { ...known, evidence: [...evidence], contentHash },
    );
    onChange?.(evidence.filter(isHere).length);
    void client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
  };
  const known = () => client.getQueryData<typeof submission>(query.queryKey)?.evidence ?? [];
  const attaching = useMutation({
    mutationFn: async (chosen: File) =>
      call(api.evidence.attachEvidence, {
        params: { id: submissionId },
        query: { ...cell, name: chosen.name },
        body: new Uint8Array(await chosen.arrayBuffer()),
        key,
      }),
    onSuccess({ evidence, contentHash }) {
      setKey(newKey());
      setFile(null);
      keep([...known().filter(({ id }) => id !== evidence.id), evidence], contentHash);
    },
  });
  const withdrawing = useMutation({
    mutationFn: ({ id }: Evidence) => call(api.evidence.withdrawEvidence, { params: { id }, body: {} }),
    onSuccess: ({ contentHash }, paper) =>
      keep(
        known().filter(({ id }) => id !== paper.id),
        contentHash,
      ),
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
      {mayAttach ? (
        <>
          <Field
            label={t("选择文件", "Choose a file")}
            hint={t(
              "pdf、png、jpeg、xlsx，20 MB 以内；须联网上传，断网时可先填数和说明。",
              "pdf, png, jpeg or xlsx, up to 20 MB; it needs the network, figures and explanations do not.",
            )}
            fault={
              tooLarge
                ? t("文件超过 20 MB，请压缩后再选。", "The file is larger than 20 MB; make it smaller.")
                : undefined
            }
          >
            {(ids) => (
              <input
                // Empty again once the file was sent.
                key={here.length}
                {...ids}
                className="input"
                type="file"
                accept=".pdf,.png,.jpg,.jpeg,.xlsx"
                onChange={(event) => {
                  setFile(event.target.files?.[0] ?? null);
                  setKey(newKey());
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
      {attaching.isError ? <ProblemBox error={attaching.error} /> : null}
      {withdrawing.isError ? <ProblemBox error={withdrawing.error} /> : null}
    </div>
  );
}
