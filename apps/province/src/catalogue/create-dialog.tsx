import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { ProblemBox, useCatalogues } from "@duibiao/screens";
import { Button, Dialog, Field, TextArea, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";

/** Begin a draft: from which version, under which version, what for. */
export function CreateDialog({ from: wished, onClose }: { from: number | undefined; onClose: () => void }) {
  const t = useText();
  const { region } = useRights();
  const client = useQueryClient();
  const navigate = useNavigate();
  const heads = useCatalogues();
  const [chosen, choose] = useState<number | undefined>(wished);
  const from = heads.data?.find(({ id }) => id === chosen) ?? heads.data?.[0];
  const own = from !== undefined && from.owner === region;
  const [typedKey, typeKey] = useState<string | null>(null);
  const [typedVersion, typeVersion] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const ownKey = heads.data?.find(({ owner }) => owner === region)?.key;
  const key = typedKey ?? ownKey ?? "";
  const version = typedVersion ?? (from === undefined ? "" : own ? next(from.version) : "1");
  const taken = heads.data?.some(
    (head) => head.owner === region && head.key === key.trim() && head.version === version.trim(),
  );
  const wish = useMemo(() => newKey(), [from?.id, key, version, note]);
  const creating = useMutation({
    mutationFn: () =>
      call(api.catalogueDrafts.createDraft, {
        key: wish,
        body: { owner: region!, from: from!.id, key: key.trim(), version: version.trim(), note },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [api.catalogueDrafts.listDrafts.id] });
      await navigate({ to: "/catalogue/drafts/$draft", params: { draft: String(id) } });
    },
  });
  return (
    <Dialog title={t("起草修订", "New draft")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}
      >
        {creating.isError ? <ProblemBox error={creating.error} /> : null}
        <Field
          label={t("从哪一版开始", "Made from")}
          hint={
            own
              ? t("本省自己的版本：沿用其写法继续修订。", "A version of your own: it goes on as that was written.")
              : t(
                  "不是本省的版本：作为只读底本，只能在其上增加本省内容。",
                  "Not a version of your own: a read-only base, to which only entries of your own can be added.",
                )
          }
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={from?.id ?? ""}
              onChange={({ target }) => choose(Number(target.value))}
            >
              {(heads.data ?? []).map((head) => (
                <option key={head.id} value={head.id}>
                  {head.key} {head.version}
                  {head.owner === null ? t("（平台基础目录）", " (platform's base)") : ""}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={t("目录的键", "Key of the catalogue")}
          hint={t("同一条版本线沿用同一个键", "One line of versions keeps one key")}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              required
              maxLength={80}
              value={key}
              onChange={({ target }) => typeKey(target.value)}
            />
          )}
        </Field>
        <Field
          label={t("修订后的版本号", "Version to be")}
          fault={
            taken ? t("该版本号已发布，请换一个。", "This version is published already; choose another.") : undefined
          }
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              required
              maxLength={40}
              value={version}
              onChange={({ target }) => typeVersion(target.value)}
            />
          )}
        </Field>
        <TextArea
          label={t("修订说明（为什么修订、依据）", "What for (reason, document)")}
          value={note}
          onChange={setNote}
          maxLength={1000}
        />
        <Button
          type="submit"
          look="primary"
          busy={creating.isPending}
          disabled={
            from === undefined || region === null || taken === true || key.trim() === "" || version.trim() === ""
          }
        >
          {t("开始起草", "Begin")}
        </Button>
      </form>
    </Dialog>
  );
}

/** The version after: its last number one higher, or `.1` behind. */
const next = (version: string): string =>
  /\d+$/.test(version) ? version.replace(/\d+$/, (digits) => String(Number(digits) + 1)) : `${version}.1`;
