import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { Button, DayInput, Dialog, Field, TextArea, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";

type Props = {
  collection: number;
  units: readonly number[];
  /** How far the asker's tier may go in this collection, from everybody's due time. */
  workdays: number;
  onClose: () => void;
  onDone: () => void;
};

/** 直接延期: of the units chosen, without their asking. */
export function GrantDialog({ collection, units, workdays, onClose, onDone }: Props) {
  const t = useText();
  const client = useQueryClient();
  const [until, set] = useState("");
  const [reason, say] = useState("");
  const wish = useMemo(() => newKey(), [units, until, reason]);
  const granting = useMutation({
    mutationFn: () =>
      call(api.extensions.grantExtensions, { key: wish, body: { collection, units: [...units], until, reason } }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
  return (
    <Dialog
      title={t(`延期：${units.length} 个单位`, `Extend ${units.length} units`)}
      onClose={onClose}
      actions={
        <Button
          look="primary"
          disabled={until === "" || reason.trim() === "" || workdays === 0}
          busy={granting.isPending}
          onClick={() => granting.mutate()}
        >
          {t("延期", "Extend")}
        </Button>
      }
    >
      {granting.isError ? <ProblemBox error={granting.error} /> : null}
      <p className="quiet">
        {workdays === 0
          ? t("本任务没有授权本级批准延期。", "This collection lets your tier grant no extensions.")
          : t(
              `本任务授权本级从单位期限起至多延 ${workdays} 个工作日；单位会收到通知。`,
              `This collection lets your tier go ${workdays} workdays beyond the units' due time; units are told.`,
            )}
      </p>
      <Field label={t("延至（当日 24:00；休息日顺延）", "Until (24:00 of the day; days off move on)")}>
        {(ids) => <DayInput {...ids} value={until} onChange={({ target }) => set(target.value)} />}
      </Field>
      <TextArea label={t("理由", "Reason")} value={reason} onChange={say} maxLength={500} required />
    </Dialog>
  );
}
