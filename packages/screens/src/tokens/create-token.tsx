import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Alert, Button, Dialog, Field, roles, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { actionWords, type TokenAction } from "./words.ts";
import "./tokens.css";

const DAYS = [30, 90, 180, 365] as const;

/** Make a token: its name, what it may do, at which of one's posts, for how long; then the secret, once. */
export function CreateToken({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const { posts } = useSession();
  const [name, setName] = useState("");
  const [at, setAt] = useState(0);
  const [days, setDays] = useState<number>(90);
  const [actions, setActions] = useState<readonly TokenAction[]>([]);
  const post = posts[at];
  const making = useMutation({
    mutationFn: () =>
      call(api.tokens.createToken, {
        body: {
          name,
          actions: [...actions],
          ...(post?.unitId == null ? {} : { unit: post.unitId }),
          ...(post?.regionId == null ? {} : { region: post.regionId }),
          expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: [api.tokens.listOwnTokens.id] }),
  });
  if (making.isSuccess) return <Secret secret={making.data.secret} onClose={onClose} />;
  return (
    <Dialog title={t("制发接口令牌", "New API token")} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <p>
          {t(
            "令牌代表您办事，由您负责：它做了什么，审计记在您名下。它不能登录、签署、报送、审核、授权，也不能再制发令牌。",
            "A token acts for you and you answer for it: the audit keeps what it did under your name. It cannot sign in, sign, submit, approve, grant, or make tokens.",
          )}
        </p>
        {making.isError ? <ProblemBox error={making.error} /> : null}
        <Field label={t("名称", "Name")} hint={t("哪个系统用它，如“市公车平台”", "Which system uses it")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              required
              maxLength={80}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label={t("范围（我的任职）", "Where (one of my posts)")}>
          {(ids) => (
            <select {...ids} className="input" value={at} onChange={({ target }) => setAt(Number(target.value))}>
              {posts.map((own, index) => (
                <option key={own.id} value={index}>
                  {own.place || t("全平台", "the platform")} · {t(roles[own.role])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset className="token-actions">
          <legend>{t("可办理（只勾必需的）", "May do (only what is needed)")}</legend>
          {api.tokens.tokenActions.map((action) => (
            <label key={action} className="inline-field">
              <input
                type="checkbox"
                checked={actions.includes(action)}
                onChange={({ target }) =>
                  setActions(target.checked ? [...actions, action] : actions.filter((own) => own !== action))
                }
              />
              {t(actionWords[action])}
            </label>
          ))}
        </fieldset>
        <Field label={t("有效期", "Valid for")}>
          {(ids) => (
            <select {...ids} className="input" value={days} onChange={({ target }) => setDays(Number(target.value))}>
              {DAYS.map((value) => (
                <option key={value} value={value}>
                  {t(`${value} 天`, `${value} days`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" look="primary" disabled={actions.length === 0} busy={making.isPending}>
          {t("制发", "Make it")}
        </Button>
      </form>
    </Dialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      title={t("令牌只显示这一次", "Shown this once")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}>
            {copied ? t("✓ 已复制", "✓ copied") : t("复制", "Copy")}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t("已保存好", "I have kept it")}
          </Button>
        </>
      }
    >
      <Alert
        tone="warning"
        title={t(
          "请现在存进对接系统的密钥配置；平台不保存原文，遗失只能重新制发。",
          "Store it in the system that uses it now; the platform keeps no copy, a lost one is made anew.",
        )}
      />
      <input
        className="input mono"
        readOnly
        aria-label={t("令牌", "Token")}
        value={secret}
        onFocus={({ target }) => target.select()}
      />
      <p className="quiet">
        {t("用法：请求头 ", "Use: header ")}
        <code>Authorization: Bearer …</code> · <a href="/api/v1/exchange">{t("对接说明", "Guide for engineers")}</a>
      </p>
    </Dialog>
  );
}
