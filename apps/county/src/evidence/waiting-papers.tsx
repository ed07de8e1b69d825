import { cellKey } from "@duibiao/indicators";
import { Alert, useText } from "@duibiao/ui";
import type { EntryStore } from "@duibiao/ui/grid";
import { usePaperOutbox, usePapers } from "./use-papers.ts";
import { WaitingList } from "./waiting-list.tsx";

/** Over the form while papers of it wait on this computer; they go out by themselves as soon as they can. */
export function WaitingPapers({ store, submissionId }: { store: EntryStore; submissionId: number }) {
  const t = useText();
  const { waiting, sendWaiting, discard } = usePapers(submissionId);
  usePaperOutbox(submissionId, (evidence) => {
    for (const { key } of store.lines) {
      const count = evidence.filter(({ measure, member }) => cellKey(measure, member) === key).length;
      if (count !== store.papers(key)) store.setPapers(key, count);
    }
  });
  if (waiting.length === 0) return null;
  return (
    <Alert
      tone="warning"
      title={t(
        `${waiting.length} 份佐证还在本机，没有上传；只归您的账号，联网后自动上传`,
        `${waiting.length} papers are on this computer only, your account's alone; they are uploaded when the network is back`,
      )}
    >
      <WaitingList
        papers={waiting}
        onSend={sendWaiting}
        onDiscard={discard}
        lineOf={({ measure, member }) => {
          const line = store.line(cellKey(measure, member));
          return line ? t(`行次 ${line.row}`, `Line ${line.row}`) : "";
        }}
      />
    </Alert>
  );
}
