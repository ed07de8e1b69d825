import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button, Dialog, TextArea, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";

type Props<Result> = {
  title: string;
  /** What will happen, before it does. */
  children?: ReactNode;
  deed: string;
  /** Whether what else is asked for is there. */
  ready?: boolean;
  act: (reason: string) => Promise<Result>;
  onClose: () => void;
  /** What is shown once it is done; absent: the dialog closes. */
  result?: (result: Result) => ReactNode;
};

/** A deed on an account that needs its reason; the reason stands in the audit log. */
export function ReasonDialog<Result>({ title, children, deed, ready = true, act, onClose, result }: Props<Result>) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const doing = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries();
      if (result === undefined) onClose();
    },
  });
  if (doing.isSuccess && result !== undefined)
    return (
      <Dialog title={title} onClose={onClose} actions={<Button onClick={onClose}>{t("完成", "Done")}</Button>}>
        {result(doing.data)}
      </Dialog>
    );
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button
            look="primary"
            busy={doing.isPending}
            disabled={reason.trim() === "" || !ready}
            onClick={() => doing.mutate()}
          >
            {deed}
          </Button>
        </>
      }
    >
      {doing.isError ? <ProblemBox error={doing.error} /> : null}
      {children}
      <TextArea label={t("理由", "Reason")} value={reason} onChange={setReason} maxLength={500} required />
    </Dialog>
  );
}
