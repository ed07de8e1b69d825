import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, call, newKey } from "@duibiao/client";
import { Button, DayInput, Dialog, Field, FoundAgain, showDue, TextArea, useLanguage, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { useWords } from "../words/use-words.ts";
import { dayOfDue } from "./day.ts";
import type { Extension } from "./extensions-table.tsx";

/** 批准或不批准, with the reason; a shorter one than asked can be given. */
export function DecideDialog({ extension, onClose }: { extension: Extension; onClose: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const written = useWords(`extension:${extension.id}`, { until: dayOfDue(extension.until!), reason: "" });
  const { until, reason } = written.words;
  const wish = useMemo(() => newKey(), [until, reason]);
  const deciding = useMutation({
    mutationFn: (grant: boolean) =>
      call(api.extensions.decideExtension, {
        params: { id: extension.id },
        key: `${wish}-${grant}`,
        body: { grant, reason, ...(grant && { until }) },
      }),
    onSuccess: async () => {
      written.sent();
      await client.invalidateQueries();
      onClose();
    },
  });
  const unsaid = reason.trim() === "";
  const { mayGrantUntil } = extension;
  return (
    <Dialog
      title={t(`延期申请：${extension.unit}`, `Extension: ${extension.unit}`)}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" disabled={unsaid} busy={deciding.isPending} onClick={() => deciding.mutate(false)}>
            {t("不批准", "Refuse")}
          </Button>
          <Button
            look="primary"
            disabled={unsaid || until === "" || mayGrantUntil === null}
            busy={deciding.isPending}
            onClick={() => deciding.mutate(true)}
          >
            {t("批准", "Grant")}
          </Button>
        </>
      }
    >
      {deciding.isError ? <ProblemBox error={deciding.error} /> : null}
      <dl className="facts">
        <dt>{t("任务", "Collection")}</dt>
        <dd>{extension.collection}</dd>
        <dt>{t("现在的期限", "Due now")}</dt>
        <dd>{showDue(extension.dueAt, language)}</dd>
        <dt>{t("申请延至", "Asked until")}</dt>
        <dd>{showDue(extension.until!, language)}</dd>
        <dt>{t("申请理由", "Why")}</dt>
        <dd>{t(`${extension.reason}（${extension.userName}）`, `${extension.reason} (${extension.userName})`)}</dd>
        <dt>{t("您可批到", "You may grant until")}</dt>
        <dd>
          {mayGrantUntil === null
            ? t("本任务没有授权您这一级批准延期，只能不批准", "Your tier may grant none here; you may refuse")
            : showDue(mayGrantUntil, language)}
        </dd>
      </dl>
      <FoundAgain of={written} />
      <Field label={t("批准延至（当日 24:00；休息日顺延）", "Until (24:00 of the day; days off move on)")}>
        {(ids) => (
          <DayInput {...ids} value={until} onChange={({ target }) => written.write({ until: target.value, reason })} />
        )}
      </Field>
      <TextArea
        label={t("决定的理由", "Reason for the decision")}
        value={reason}
        onChange={(text) => written.write({ until, reason: text })}
        maxLength={500}
        required
      />
    </Dialog>
  );
}
