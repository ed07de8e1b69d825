import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Button, Dialog, TextArea, useText } from "@duibiao/ui";

/** 取消任务: possible while nobody has begun. */
export function CancelDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, say] = useState("");
  const cancelling = useMutation({
    mutationFn: () => call(api.collectionChanges.cancelCollection, { params: { id }, body: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={t("取消任务", "Cancel the collection")}
      onClose={onClose}
      actions={
        <Button
          look="danger"
          disabled={reason.trim() === ""}
          busy={cancelling.isPending}
          onClick={() => cancelling.mutate()}
        >
          {t("取消任务", "Cancel it")}
        </Button>
      }
    >
      {cancelling.isError ? <ProblemBox error={cancelling.error} /> : null}
      <p>
        {t(
          "只有还没有单位开始填报的任务可以取消；取消后不能恢复，可以重新开启。",
          "Only while nobody has begun; it cannot be undone, but another can be opened.",
        )}
      </p>
      <TextArea label={t("理由", "Reason")} value={reason} onChange={say} maxLength={500} required />
    </Dialog>
  );
}
