import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Button, Dialog, TextArea, useText } from "@duibiao/ui";

type Props = { id: number; units: readonly number[]; exempt: boolean; onClose: () => void; onDone: () => void };

/** 免报, or owed again: of the units chosen, with the reason. */
export function ExemptDialog({ id, units, exempt, onClose, onDone }: Props) {
  const t = useText();
  const client = useQueryClient();
  const [reason, say] = useState("");
  const wish = useMemo(() => newKey(), [units, exempt, reason]);
  const changing = useMutation({
    mutationFn: () =>
      call(api.collectionChanges.exemptUnits, {
        params: { id },
        key: wish,
        body: { units: [...units], exempt, reason },
      }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
  const name = exempt ? t("免报", "Exempt") : t("恢复报送", "Owe again");
  return (
    <Dialog
      title={t(`${exempt ? "免报" : "恢复报送"}：${units.length} 个单位`, `${name}: ${units.length} units`)}
      onClose={onClose}
      actions={
        <Button
          look="primary"
          disabled={reason.trim() === ""}
          busy={changing.isPending}
          onClick={() => changing.mutate()}
        >
          {name}
        </Button>
      }
    >
      {changing.isError ? <ProblemBox error={changing.error} /> : null}
      <TextArea label={t("理由", "Reason")} value={reason} onChange={say} maxLength={500} required />
    </Dialog>
  );
}
