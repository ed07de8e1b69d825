import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, call, newKey, type Answer } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Button, changeEffects, Dialog, NameTag, useText } from "@duibiao/ui";

type Check = Answer<typeof api.catalogueDrafts.checkDraft>;
type Draft = Answer<typeof api.catalogueDrafts.readDraft>;
type Props = { draft: Draft; name: string; check: Check; edits: number; onClose: () => void };

/** What publishing does: the new version, the breaks in series, and what keeps running on the old one. */
export function PublishDialog({ draft, name, check, edits, onClose }: Props) {
  const t = useText();
  const client = useQueryClient();
  const key = useMemo(() => newKey(), [draft.id, edits]);
  const publishing = useMutation({
    mutationFn: () => call(api.catalogueDrafts.publishDraft, { key, params: { id: draft.id }, body: { edits } }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const changes = check.changes ?? [];
  const breaks = changes.filter(({ effect }) => effect === "break");
  const errors = check.findings.filter(({ severity }) => severity === "error").length;
  return (
    <Dialog
      title={t(`发布 ${name}`, `Publish ${name}`)}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("返回修订", "Back to the draft")}</Button>
          <Button
            look="primary"
            busy={publishing.isPending}
            disabled={!check.publishable || check.edits !== edits}
            onClick={() => publishing.mutate()}
          >
            {t("发布", "Publish")}
          </Button>
        </>
      }
    >
      {publishing.isError ? <ProblemBox error={publishing.error} /> : null}
      {check.publishable ? null : (
        <Alert
          tone="error"
          title={t(
            `还有 ${errors} 处错误，改好后才能发布。`,
            `${errors} errors are left; mend them before publishing.`,
          )}
        />
      )}
      <p>
        {t(
          `与所据版本相比有 ${changes.length} 处差异，新登记数据项 ${check.newMeasures} 个。发布后内容固定，不能再改，只能再出新版。`,
          `${changes.length} differences from the version it was made from, ${check.newMeasures} new measures. Once published it is fixed; another change is another version.`,
        )}
      </p>
      {breaks.length === 0 ? (
        <p>
          <span aria-hidden="true">✓ </span>
          {t("没有序列中断。", "No series breaks.")}
        </p>
      ) : (
        <section className="draft-changes">
          <h3>
            <NameTag name={changeEffects.break} detail={breaks.length} />
          </h3>
          <ul>
            {breaks.map((change) => (
              <li key={`${change.path} ${change.kind}`}>{t(change.text)}</li>
            ))}
          </ul>
        </section>
      )}
      <h3>{t("仍按原版本运行", "What keeps running on the old version")}</h3>
      {check.running.length === 0 ? (
        <p>{t("没有未锁定的采集任务。", "No collection is still open.")}</p>
      ) : (
        <>
          <p>
            {t(
              `以下 ${check.running.length} 个采集任务继续使用各自的版本，报表、校验和指标都不变；新开的任务才用新版。`,
              `These ${check.running.length} collections go on with their own version: forms, checks and indicators stay as they are. Only new ones use the new version.`,
            )}
          </p>
          <ul className="draft-running">
            {check.running.map(({ id, name, formKey, catalogueVersion }) => (
              <li key={id}>
                {name} <code className="quiet">{formKey}</code> · {t("版本", "version")} {catalogueVersion}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
