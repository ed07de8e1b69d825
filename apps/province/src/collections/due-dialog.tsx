import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Button, DayInput, Dialog, Field, TextArea, useText } from "@duibiao/ui";
import { dueNames, dueTiers } from "./ask.ts";
import type { Collection } from "./collection-page.tsx";

const BEIJING = 8 * 3_600_000;
const DAY = 86_400_000;
/** The day that a due time closes: 24:00 of the 5th is the 5th's. */
const dayOf = (at: string) => new Date(new Date(at).getTime() + BEIJING - 1).toISOString().slice(0, 10);
const endOf = (day: string) => new Date(Date.parse(`${day}T00:00:00+08:00`) + DAY).toISOString();

/** 调整期限: for everybody, with the reason; 24:00 of each day. */
export function DueDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [days, set] = useState({
    unit: dayOf(collection.dueUnit),
    county: dayOf(collection.dueCounty),
    city: dayOf(collection.dueCity),
    province: dayOf(collection.dueProvince),
  });
  const [reason, say] = useState("");
  const changing = useMutation({
    mutationFn: () =>
      call(api.collectionChanges.changeDue, {
        params: { id: collection.id },
        body: {
          dueUnit: endOf(days.unit),
          dueCounty: endOf(days.county),
          dueCity: endOf(days.city),
          dueProvince: endOf(days.province),
          reason,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={t("调整期限", "Change due times")}
      onClose={onClose}
      actions={
        <Button
          look="primary"
          disabled={reason.trim() === "" || Object.values(days).includes("")}
          busy={changing.isPending}
          onClick={() => changing.mutate()}
        >
          {t("调整", "Change")}
        </Button>
      }
    >
      {changing.isError ? <ProblemBox error={changing.error} /> : null}
      <p className="quiet">
        {t(
          "对全部单位生效，当日 24:00（北京时间），休息日顺延到下一个工作日；应报单位会收到通知。",
          "For everybody, 24:00 of the day in Beijing, a day off moves to the next workday; units are told.",
        )}
      </p>
      {dueTiers.map((tier) => (
        <Field key={tier} label={t(dueNames[tier])}>
          {(ids) => (
            <DayInput {...ids} value={days[tier]} onChange={({ target }) => set({ ...days, [tier]: target.value })} />
          )}
        </Field>
      ))}
      <TextArea label={t("理由", "Reason")} value={reason} onChange={say} maxLength={500} required />
    </Dialog>
  );
}
