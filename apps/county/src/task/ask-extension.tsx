import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, newKey, read } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { ExtensionsTable } from "@duibiao/screens/extensions";
import { useSettled, useWords } from "@duibiao/screens/words";
import { Button, DayInput, Dialog, Field, FoundAgain, showDue, Tag, TextArea, useLanguage, useText } from "@duibiao/ui";
import type { Assignment } from "./task.ts";

type Props = { task: Pick<Assignment, "collectionId" | "unitId" | "name" | "dueAt"> };

/** 申请延期: until which day and why; what was asked before stands below. */
export function AskExtension({ task }: Props) {
  const t = useText();
  const [asking, ask] = useState(false);
  return (
    <>
      <Button look="quiet" small onClick={() => ask(true)}>
        {t("申请延期", "Ask for more time")}
      </Button>
      {asking ? <AskDialog task={task} onClose={() => ask(false)} /> : null}
    </>
  );
}

function AskDialog({ task, onClose }: Props & { onClose: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { collectionId: collection, unitId: unit } = task;
  const place = `extend:${collection}/${unit}` as const;
  const written = useWords(place, { until: "", reason: "" });
  const { until, reason } = written.words;
  const wish = useMemo(() => newKey(), [until, reason]);
  const before = useQuery(read(api.extensions.listExtensions, { query: { collection, unit } }));
  const waiting = before.data?.items.some(({ open }) => open) ?? false;
  useSettled(waiting ? [place] : []);
  const asking = useMutation({
    mutationFn: () => call(api.extensions.askExtension, { key: wish, body: { collection, unit, until, reason } }),
    onSuccess: () => {
      written.drop();
      return client.invalidateQueries({ queryKey: [api.extensions.listExtensions.id] });
    },
  });
  return (
    <Dialog
      title={t(`申请延期：${task.name}`, `More time: ${task.name}`)}
      wide
      onClose={onClose}
      actions={
        waiting ? (
          <Button look="primary" onClick={onClose}>
            {t("关闭", "Close")}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={until === "" || reason.trim() === ""}
            busy={asking.isPending}
            onClick={() => asking.mutate()}
          >
            {t("提交申请", "Ask")}
          </Button>
        )
      }
    >
      {asking.isError ? <ProblemBox error={asking.error} /> : null}
      <p>{t(`现在的期限：${showDue(task.dueAt, language)}`, `Due now: ${showDue(task.dueAt, language)}`)}</p>
      {waiting ? (
        <p>
          <Tag tone="warning">{t("申请已提交，等待负责人决定", "Asked; a leader decides")}</Tag>
        </p>
      ) : (
        <>
          <FoundAgain of={written} />
          <Field label={t("延至（当日 24:00；休息日顺延）", "Until (24:00 of the day; days off move on)")}>
            {(ids) => (
              <DayInput
                {...ids}
                value={until}
                onChange={({ target }) => written.write({ until: target.value, reason })}
              />
            )}
          </Field>
          <TextArea
            label={t("理由", "Reason")}
            value={reason}
            onChange={(text) => written.write({ until, reason: text })}
            maxLength={500}
            required
          />
        </>
      )}
      {before.data !== undefined && before.data.items.length > 0 ? (
        <ExtensionsTable query={{ collection, unit }} />
      ) : null}
    </Dialog>
  );
}
