import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addressOf, api, call, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Button, Field, showMoment, useLanguage, useText } from "@duibiao/ui";
import type { Task } from "../task/task-page.tsx";
import { submissionQuery } from "../task/task.ts";

const largest = 20 << 20;

/** 纸质签章: print, seal, and upload the scan or a photo of it. */
export function Scan({ task: { submission } }: { task: Task }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  const { id, lastRev } = submission;
  const dueAt = submission.revisions.find((revision) => revision.revision === lastRev)?.scanDueAt;
  const sending = useMutation({
    mutationFn: async (chosen: File) =>
      call(api.submissions.attachScan, {
        params: { id, revision: lastRev },
        query: { name: chosen.name },
        body: new Uint8Array(await chosen.arrayBuffer()),
        key,
      }),
    onSuccess: async () => {
      setKey(newKey());
      await Promise.all([
        client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
        client.invalidateQueries({ queryKey: submissionQuery(id).queryKey }),
      ]);
    },
  });
  const tooLarge = file !== null && file.size > largest;
  return (
    <Alert
      tone="warning"
      title={t("待上传签章扫描件", "The signed scan is still to come")}
      actions={
        <>
          <a
            className="btn"
            href={addressOf(api.submissions.printRevision, { id, revision: lastRev })}
            target="_blank"
            rel="noreferrer"
          >
            {t("打印盖章版", "Print for the seal")}
          </a>
          <Button
            look="primary"
            disabled={file === null || tooLarge}
            busy={sending.isPending}
            onClick={() => file && sending.mutate(file)}
          >
            {t("上传扫描件", "Upload the scan")}
          </Button>
        </>
      }
    >
      {dueAt ? (
        <p>{t(`请于 ${showMoment(dueAt, language)} 前上传。`, `Due by ${showMoment(dueAt, language)}.`)}</p>
      ) : null}
      <Field
        label={t("扫描件或照片", "Scan or photo")}
        hint={t("pdf、png、jpeg，20 MB 以内", "pdf, png or jpeg, up to 20 MB")}
        fault={
          tooLarge ? t("文件超过 20 MB，请压缩后再选。", "The file is larger than 20 MB; make it smaller.") : undefined
        }
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="file"
            accept=".pdf,.png,.jpg,.jpeg"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setKey(newKey());
            }}
          />
        )}
      </Field>
      {sending.isError ? <ProblemBox error={sending.error} /> : null}
    </Alert>
  );
}
