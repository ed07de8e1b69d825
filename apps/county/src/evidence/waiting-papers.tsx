import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { cellKey } from "@duibiao/indicators";
import { useWaitingPapers, WaitingList } from "@duibiao/screens/papers";
import { Alert, useText } from "@duibiao/ui";
import type { EntryStore } from "@duibiao/ui/grid";
import { submissionQuery } from "../task/task.ts";

/** Over the form, and where it is signed, while papers of it wait on this computer; they go out by themselves. */
export function WaitingPapers({ submissionId }: { submissionId: number }) {
  const t = useText();
  const waiting = useWaitingPapers(({ to }) => to.is === "cell" && to.submissionId === submissionId);
  const count = waiting.papers.length;
  if (count === 0) return null;
  return (
    <Alert
      tone="warning"
      title={t(
        `${count} 份佐证还在本机，没有上传；只归您的账号，联网后自动上传`,
        `${count} papers are on this computer only, your account's alone; they are uploaded when the network is back`,
      )}
    >
      <WaitingList {...waiting} placeOf={({ about }) => t(about)} />
    </Alert>
  );
}

/** The grid says of each cell how many papers the server has, also of those that went out by themselves. */
export function usePaperCounts(store: EntryStore, submissionId: number): void {
  const { data } = useQuery({ ...submissionQuery(submissionId), staleTime: Infinity });
  const evidence = data?.evidence;
  useEffect(() => {
    if (evidence === undefined) return;
    for (const { key } of store.lines) {
      const count = evidence.filter(({ measure, member }) => cellKey(measure, member) === key).length;
      if (count !== store.papers(key)) store.setPapers(key, count);
    }
  }, [store, evidence]);
}
