import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { ProblemBox } from "@duibiao/screens";
import { EvidenceList, type Evidence } from "@duibiao/screens/evidence";
import {
  AddPaper,
  isSame,
  takeEvidence,
  useWaitingPapers,
  WaitingList,
  type Destination,
} from "@duibiao/screens/papers";
import { useText } from "@duibiao/ui";
import { submissionQuery } from "../task/task.ts";

type Props = {
  submissionId: number;
  cell: { measure: string; member: string };
  /** Where the cell stands, in words. */
  about: Text;
  /** Papers that the catalogue names for the figure. */
  papers: readonly string[];
  /** Whether a paper may be added now. */
  mayAttach: boolean;
};

/** The papers of one cell, with the way to add one while the form is open or a question waits for its answer. */
export function CellEvidence({ submissionId, cell: { measure, member }, about, papers, mayAttach }: Props) {
  const t = useText();
  const client = useQueryClient();
  const { data: submission } = useQuery({ ...submissionQuery(submissionId), staleTime: Infinity });
  const to: Destination = { is: "cell", submissionId, measure, member };
  const waiting = useWaitingPapers((paper) => isSame(paper.to, to));
  const here = submission?.evidence.filter((paper) => paper.measure === measure && paper.member === member) ?? [];
  const withdrawing = useMutation({
    mutationFn: ({ id }: Evidence) => call(api.evidence.withdrawEvidence, { params: { id }, body: {} }),
    onSuccess: ({ contentHash }, paper) =>
      takeEvidence(client, submissionId, (known) => known.filter(({ id }) => id !== paper.id), contentHash),
  });
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
      <WaitingList {...waiting} />
      {mayAttach ? (
        <AddPaper
          to={to}
          about={about}
          label={{ zh: "选择文件", en: "Choose a file" }}
          xlsx
          action={{ zh: "上传佐证", en: "Upload" }}
        />
      ) : null}
      {withdrawing.isError ? <ProblemBox error={withdrawing.error} /> : null}
    </div>
  );
}
